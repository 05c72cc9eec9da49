/* nl: numbers lines: those that are not empty, or with -ba all; -w how wide, -s what follows, -v and -i from where in which steps. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "command.h"
#include "input.h"

static bool all;
static long number = 1, step = 1;
static int width = 6;
static const char *separator = "\t";

static void
count(FILE *input, const char *name)
{
	char *line = NULL;
	size_t size = 0;
	bool ended;

	(void)name;
	while (input_line(&line, &size, input, &ended) != -1)
		if (all || *line != '\0') {
			printf("%*ld%s%s\n", width, number, separator, line);
			number += step;
		} else
			printf("%*s\n", width + 1, "");
	free(line);
}

int
main(int argc, char *argv[])
{
	int option;

	command_begin(argc, argv, "nl [-b a|t] [-i STEP] [-s TEXT] [-v FIRST] [-w WIDTH] [FILE...]");
	while ((option = getopt(argc, argv, "b:i:s:v:w:")) != -1)
		switch (option) {
		case 'b':
			all = *optarg == 'a';
			break;
		case 'i':
			step = command_number(optarg, 0, 1);
			break;
		case 's':
			separator = optarg;
			break;
		case 'v':
			number = command_number(optarg, 0, 1);
			break;
		case 'w':
			width = (int)command_number(optarg, 1, 1);
			break;
		default:
			command_usage(1);
		}
	return command_end(input_each(argc, argv, count) ? 0 : 1);
}
