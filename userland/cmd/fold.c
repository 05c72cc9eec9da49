/* fold: breaks long lines; -s at blanks where it can, -w how wide. */
#include <ctype.h>
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command.h"
#include "input.h"

static long width = 80;
static bool atBlanks;

/* How much of the line goes out now. */
static long
piece(const char *line, long length)
{
	if (length <= width)
		return length;
	for (long i = width; atBlanks && i > 0; i--)
		if (isblank((unsigned char)line[i - 1]))
			return i;
	return width;
}

static void
fold(FILE *input, const char *name)
{
	char *line = NULL;
	size_t size = 0;
	ssize_t length;
	bool ended;

	(void)name;
	while ((length = input_line(&line, &size, input, &ended)) != -1) {
		const char *at = line;

		for (long part; length > width; at += part, length -= part) {
			part = piece(at, length);
			printf("%.*s\n", (int)part, at);
		}
		fputs(at, stdout);
		if (ended)
			putchar('\n');
	}
	free(line);
}

int
main(int argc, char *argv[])
{
	int option;

	command_begin(argc, argv, "fold [-s] [-w WIDTH] [FILE...]");
	while ((option = getopt(argc, argv, "sw:")) != -1)
		switch (option) {
		case 's':
			atBlanks = true;
			break;
		case 'w':
			width = command_number(optarg, 1, 1);
			break;
		default:
			command_usage(1);
		}
	return command_end(input_each(argc, argv, fold) ? 0 : 1);
}
