/* paste: lines of files side by side; -s the lines of one file after each other. */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command.h"
#include "input.h"

static char delimiters[256] = "\t";
static int delimiterCount = 1;

/* \n, \t, \\ and \0, which is none at all. */
static void
parse_delimiters(const char *text)
{
	delimiterCount = 0;
	for (; *text != '\0' && delimiterCount < 255; text++) {
		char c = *text;

		if (c == '\\' && text[1] != '\0') {
			c = *++text;
			c = c == 'n' ? '\n' : c == 't' ? '\t' : c == '0' ? '\0' : c;
		}
		delimiters[delimiterCount++] = c;
	}
	if (delimiterCount == 0)
		delimiters[delimiterCount++] = '\0';
}

static void
put_delimiter(long n)
{
	char c = delimiters[n % delimiterCount];

	if (c != '\0')
		putchar(c);
}

static void
one_after_another(FILE *input, const char *name)
{
	char *line = NULL;
	size_t size = 0;
	bool ended;

	(void)name;
	for (long n = 0; input_line(&line, &size, input, &ended) != -1; n++) {
		if (n > 0)
			put_delimiter(n - 1);
		fputs(line, stdout);
	}
	putchar('\n');
	free(line);
}

static bool
side_by_side(int count, char *names[])
{
	FILE **inputs = calloc((size_t)count, sizeof *inputs);
	char *line = NULL;
	size_t size = 0;
	bool ended;
	int open = count;

	if (inputs == NULL)
		err(1, NULL);
	for (int i = 0; i < count; i++)
		if ((inputs[i] = input_open(names[i])) == NULL)
			return false;
	while (open > 0) {
		int printed = 0; /* delimiters so far: none before a line of which nothing may come */

		for (int i = 0; i < count && open > 0; i++) {
			if (inputs[i] == NULL)
				continue;
			if (input_line(&line, &size, inputs[i], &ended) == -1) {
				inputs[i] = NULL;
				open--;
				continue;
			}
			for (; printed < i; printed++)
				put_delimiter(printed);
			fputs(line, stdout);
		}
		if (open == 0)
			break;
		for (; printed < count - 1; printed++)
			put_delimiter(printed);
		putchar('\n');
	}
	free(line);
	free(inputs);
	return true;
}

int
main(int argc, char *argv[])
{
	static char *standard[] = { "-" };
	bool serial = false, good;
	int option;

	command_begin(argc, argv, "paste [-s] [-d LIST] [FILE...]");
	while ((option = getopt(argc, argv, "d:s")) != -1)
		switch (option) {
		case 'd':
			parse_delimiters(optarg);
			break;
		case 's':
			serial = true;
			break;
		default:
			command_usage(1);
		}
	if (serial)
		good = input_each(argc, argv, one_after_another);
	else
		good = optind == argc ? side_by_side(1, standard) : side_by_side(argc - optind, argv + optind);
	return command_end(good ? 0 : 1);
}
