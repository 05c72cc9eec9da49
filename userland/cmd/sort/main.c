/* sort: lines in order, by whole lines or by keys. */
#include <ctype.h>
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command.h"
#include "input.h"
#include "sort.h"

static struct key **lastKey = &sorting.keys;
static bool checkOnly;
static char **lines;
static size_t count, room;

static void
read_lines(FILE *input, const char *name)
{
	char *line = NULL;
	size_t size = 0;
	bool ended;

	(void)name;
	for (; input_line(&line, &size, input, &ended) != -1; line = NULL, size = 0) {
		if (count == room) {
			room = room * 2 + 256;
			lines = reallocarray(lines, room, sizeof *lines);
			if (lines == NULL)
				err(2, NULL);
		}
		lines[count++] = line;
	}
	free(line);
}

static const char *
parse_letters(const char *at, struct key *k, bool *any)
{
	for (;; at++, *any = true)
		switch (*at) {
		case 'b':
			k->order.blanks = true;
			break;
		case 'd':
			k->order.dictionary = true;
			break;
		case 'f':
			k->order.fold = true;
			break;
		case 'g':
			k->order.general = true;
			break;
		case 'h':
			k->order.human = true;
			break;
		case 'i':
			k->order.printable = true;
			break;
		case 'n':
			k->order.numeric = true;
			break;
		case 'r':
			k->order.reverse = true;
			break;
		default:
			return at;
		}
}

static const char *
parse_position(const char *at, long *fieldNumber, long *byte)
{
	char *end;

	*fieldNumber = strtol(at, &end, 10);
	if (*end == '.')
		*byte = strtol(end + 1, &end, 10);
	return end;
}

static void
add_key(const char *text)
{
	struct key *k = calloc(1, sizeof *k);
	const char *at;

	if (k == NULL)
		err(2, NULL);
	k->startByte = 1;
	at = parse_letters(parse_position(text, &k->startField, &k->startByte), k, &k->ownOrder);
	if (*at == ',')
		at = parse_letters(parse_position(at + 1, &k->endField, &k->endByte), k, &k->ownOrder);
	if (*at != '\0' || k->startField < 1 || k->startByte < 1)
		errx(2, "invalid key '%s'", text);
	*lastKey = k;
	lastKey = &k->next;
}

static int
check(const char *name)
{
	for (size_t i = 1; i < count; i++) {
		int order = compare_lines(&lines[i - 1], &lines[i]);

		if (order > 0 || (sorting.unique && order == 0)) {
			warnx("%s:%zu: disorder: %s", name, i + 1, lines[i]);
			return 1;
		}
	}
	return 0;
}

static void
write_lines(const char *output)
{
	if (output != NULL && freopen(output, "w", stdout) == NULL)
		err(2, "%s", output);
	for (size_t i = 0; i < count; i++)
		if (!sorting.unique || i == 0 || compare_keys(lines[i - 1], lines[i]) != 0)
			puts(lines[i]);
		else
			lines[i] = lines[i - 1]; /* the first of equals is the one to compare with */
}

int
main(int argc, char *argv[])
{
	const char *output = NULL;
	struct key whole = { 0 };
	bool any, good;
	int option;

	command_begin(argc, argv, "sort [-bcdfghimnrsu] [-t CHAR] [-k FIELD[.BYTE][bdfghinr][,FIELD[.BYTE]]]... [-o FILE] [FILE...]");
	while ((option = getopt(argc, argv, "bcdfghik:mno:rst:u")) != -1)
		switch (option) {
		case 'c':
			checkOnly = true;
			break;
		case 'k':
			add_key(optarg);
			break;
		case 'm':
			break; /* sorting merges as well */
		case 'o':
			output = optarg;
			break;
		case 's':
			sorting.stable = true;
			break;
		case 't':
			sorting.separator = strcmp(optarg, "\\0") == 0 ? '\0' : *optarg;
			break;
		case 'u':
			sorting.unique = true;
			break;
		case '?':
			command_usage(2);
		default:
			parse_letters((char[]){ (char)option, '\0' }, &whole, &any);
		}
	sorting.global = whole.order;
	for (struct key *k = sorting.keys; k != NULL; k = k->next)
		if (!k->ownOrder)
			k->order = sorting.global;
	good = input_each(argc, argv, read_lines);
	if (checkOnly)
		return check(optind < argc ? argv[optind] : "-");
	qsort(lines, count, sizeof *lines, compare_lines);
	write_lines(output);
	return command_end(good ? 0 : 2);
}
