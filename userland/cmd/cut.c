/* cut: parts of lines: bytes, characters or fields. */
#include <err.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command.h"
#include "input.h"

struct range {
	long low, high;
	struct range *next;
};

static struct range *ranges;
static char delimiter = '\t';
static const char *outputDelimiter;
static bool fields, onlyDelimited, others;

static bool
selected(long n)
{
	bool in = false;

	for (const struct range *r = ranges; r != NULL && !in; r = r->next)
		in = n >= r->low && n <= r->high;
	return in != others;
}

/* 3, 3-, -3 and 3-5, with commas or blanks between. */
static void
parse_list(char *text)
{
	char *item;

	while ((item = strsep(&text, ", ")) != NULL) {
		struct range *r = malloc(sizeof *r);
		char *end = item;

		if (r == NULL)
			err(1, NULL);
		r->low = *item == '-' ? 1 : strtol(item, &end, 10);
		r->high = r->low;
		if (*end == '-')
			r->high = end[1] == '\0' ? LONG_MAX : strtol(end + 1, &end, 10);
		if (*item == '\0' || strcmp(item, "-") == 0 || (*end != '\0' && end[0] != '-') || r->low < 1 || r->high < r->low)
			errx(1, "invalid list: '%s'", item);
		r->next = ranges;
		ranges = r;
	}
}

static void
cut_bytes(const char *line, ssize_t length)
{
	for (ssize_t i = 0; i < length; i++)
		if (selected(i + 1))
			putchar(line[i]);
	putchar('\n');
}

static void
cut_fields(char *line)
{
	char separator[2] = { delimiter, '\0' }, *field;
	bool first = true;
	long n = 0;

	if (strchr(line, delimiter) == NULL) {
		if (!onlyDelimited)
			puts(line);
		return;
	}
	while ((field = strsep(&line, separator)) != NULL)
		if (selected(++n)) {
			if (!first)
				fputs(outputDelimiter != NULL ? outputDelimiter : separator, stdout);
			fputs(field, stdout);
			first = false;
		}
	putchar('\n');
}

static void
cut(FILE *input, const char *name)
{
	char *line = NULL;
	size_t size = 0;
	ssize_t length;
	bool ended;

	(void)name;
	while ((length = input_line(&line, &size, input, &ended)) != -1)
		if (fields)
			cut_fields(line);
		else
			cut_bytes(line, length);
	free(line);
}

int
main(int argc, char *argv[])
{
	int option;

	command_begin(argc, argv, "cut (-b LIST | -c LIST | -f LIST [-d CHAR] [-s]) [-C] [-O STRING] [FILE...]");
	while ((option = getopt(argc, argv, "b:Cc:d:f:nO:s")) != -1)
		switch (option) {
		case 'b':
		case 'c':
		case 'f':
			fields = option == 'f';
			parse_list(optarg);
			break;
		case 'C':
			others = true;
			break;
		case 'd':
			delimiter = *optarg;
			break;
		case 'n':
			break;
		case 'O':
			outputDelimiter = optarg;
			break;
		case 's':
			onlyDelimited = true;
			break;
		default:
			command_usage(1);
		}
	if (ranges == NULL)
		command_usage(1);
	return command_end(input_each(argc, argv, cut) ? 0 : 1);
}
