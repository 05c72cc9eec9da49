/* seq: numbers from first to last; -s what is between, -w equally wide, -f as that format has it. */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command.h"

static double
number(const char *text, int *places)
{
	char *end;
	double value = strtod(text, &end);
	const char *point = strchr(text, '.');
	int own = point == NULL ? 0 : (int)strspn(point + 1, "0123456789");

	if (end == text || *end != '\0')
		errx(1, "invalid number: '%s'", text);
	if (own > *places)
		*places = own;
	return value;
}

static int
width_of(double value, int places)
{
	return snprintf(NULL, 0, "%.*f", places, value);
}

int
main(int argc, char *argv[])
{
	const char *separator = "\n", *format = NULL;
	double first = 1, step = 1, last;
	int places = 0, width = 0, i = 1, lastPlaces = 0;
	bool equal = false;

	command_begin(argc, argv, "seq [-w] [-f FORMAT] [-s STRING] [FIRST [STEP]] LAST");
	/* Not getopt: a first operand may be negative. */
	for (; i < argc && argv[i][0] == '-' && argv[i][1] != '\0' && strchr("fsw", argv[i][1]) != NULL; i++)
		if (argv[i][1] == 'w')
			equal = true;
		else if (i + 1 == argc && argv[i][2] == '\0')
			command_usage(1);
		else {
			const char *value = argv[i][2] != '\0' ? argv[i] + 2 : argv[i + 1];

			if (argv[i][1] == 'f')
				format = value;
			else
				separator = value;
			i += argv[i][2] == '\0';
		}
	if (argc - i < 1 || argc - i > 3)
		command_usage(1);
	if (argc - i > 1)
		first = number(argv[i], &places);
	if (argc - i > 2)
		step = number(argv[i + 1], &places);
	last = number(argv[argc - 1], &lastPlaces);
	if (step == 0)
		errx(1, "a step of 0 leads nowhere");
	if (equal) {
		width = width_of(first, places);
		if (width_of(last, places) > width)
			width = width_of(last, places);
	}
	/* Counting steps, not adding them up, keeps the error of 0.1 from growing. */
	for (long n = 0;; n++) {
		double value = first + (double)n * step;

		if (step > 0 ? value > last + step * 1e-9 : value < last + step * 1e-9)
			break;
		if (n > 0)
			fputs(separator, stdout);
		if (format != NULL)
			printf(format, value);
		else
			printf("%0*.*f", width, places, value);
		if (ferror(stdout))
			break;
	}
	if (step > 0 ? first <= last : first >= last)
		putchar('\n');
	return command_end(0);
}
