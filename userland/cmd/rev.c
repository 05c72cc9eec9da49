/* rev: every line backwards. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "command.h"
#include "input.h"

static void
reverse(FILE *input, const char *name)
{
	char *line = NULL;
	size_t size = 0;
	ssize_t length;
	bool ended;

	(void)name;
	while ((length = input_line(&line, &size, input, &ended)) != -1) {
		while (length > 0)
			putchar(line[--length]);
		if (ended)
			putchar('\n');
	}
	free(line);
}

int
main(int argc, char *argv[])
{
	command_begin(argc, argv, "rev [FILE...]");
	if (getopt(argc, argv, "") != -1)
		command_usage(1);
	return command_end(input_each(argc, argv, reverse) ? 0 : 1);
}
