/* comm: lines only in the first, only in the second, and in both of two sorted files; -1 -2 -3 leave a column out. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command.h"
#include "input.h"

static bool left_out[4];

struct side {
	FILE *input;
	char *line;
	size_t size;
	bool more;
};

static void
advance(struct side *s)
{
	bool ended;

	s->more = input_line(&s->line, &s->size, s->input, &ended) != -1;
}

static void
print(int column, const char *line)
{
	if (left_out[column])
		return;
	for (int i = 1; i < column; i++)
		if (!left_out[i])
			putchar('\t');
	puts(line);
}

int
main(int argc, char *argv[])
{
	struct side left = { 0 }, right = { 0 };
	int option;

	command_begin(argc, argv, "comm [-123] FILE FILE");
	while ((option = getopt(argc, argv, "123")) != -1) {
		if (option == '?')
			command_usage(1);
		left_out[option - '0'] = true;
	}
	if (argc - optind != 2)
		command_usage(1);
	left.input = input_open(argv[optind]);
	right.input = input_open(argv[optind + 1]);
	if (left.input == NULL || right.input == NULL)
		return 1;
	advance(&left);
	advance(&right);
	while (left.more || right.more) {
		int order = !left.more ? 1 : !right.more ? -1 : strcmp(left.line, right.line);

		print(order < 0 ? 1 : order > 0 ? 2 : 3, order > 0 ? right.line : left.line);
		if (order <= 0)
			advance(&left);
		if (order >= 0)
			advance(&right);
	}
	return command_end(0);
}
