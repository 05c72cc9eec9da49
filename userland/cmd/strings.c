/* strings: runs of printable characters in files, at least four or -n long. */
#include <ctype.h>
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "command.h"
#include "input.h"

static long least = 4;
static char *start; /* of a run: its first characters, until there are enough of them */

static void
scan(FILE *input, const char *name)
{
	long run = 0;
	int c;

	(void)name;
	do {
		c = getc(input);
		if (c != EOF && (isprint(c) || c == '\t')) {
			if (run < least)
				start[run] = (char)c;
			run++;
			if (run == least)
				fwrite(start, 1, (size_t)least, stdout);
			else if (run > least)
				putchar(c);
		} else {
			if (run >= least)
				putchar('\n');
			run = 0;
		}
	} while (c != EOF);
}

int
main(int argc, char *argv[])
{
	int option;

	command_begin(argc, argv, "strings [-n LENGTH] [FILE...]");
	while ((option = getopt(argc, argv, "an:")) != -1)
		switch (option) {
		case 'a':
			break;
		case 'n':
			least = command_number(optarg, 1, 1);
			break;
		default:
			command_usage(1);
		}
	start = malloc((size_t)least);
	if (start == NULL)
		err(1, NULL);
	return command_end(input_each(argc, argv, scan) ? 0 : 1);
}
