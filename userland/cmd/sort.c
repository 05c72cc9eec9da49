/* sort: lines in order, by whole lines or by keys. */
#include <ctype.h>
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command.h"
#include "input.h"

/* How lines, or one key of theirs, are compared. */
struct order {
	bool numeric, human, fold, dictionary, printable, reverse, blanks, general;
};

/* -k: from field and character to field and character, 0 for the end. */
struct key {
	long startField, startByte, endField, endByte;
	struct order order;
	bool ownOrder;
	struct key *next;
};

static struct order global;
static struct key *keys, **lastKey = &keys;
static char separator;
static bool unique, stable, checkOnly;
static char **lines;
static size_t count, room;

static char *
skip_blanks(char *at)
{
	while (isblank((unsigned char)*at))
		at++;
	return at;
}

/* Where field number n (from 1) begins. Without -t a field has the blanks in front of it. */
static char *
field(char *line, long n)
{
	for (; n > 1 && *line != '\0'; n--)
		if (separator != '\0') {
			line = strchrnul(line, separator);
			if (*line != '\0')
				line++;
			else
				return line;
		} else {
			line = skip_blanks(line);
			while (*line != '\0' && !isblank((unsigned char)*line))
				line++;
		}
	return line;
}

static char *
field_end(char *at)
{
	if (separator != '\0')
		return strchrnul(at, separator);
	at = skip_blanks(at);
	while (*at != '\0' && !isblank((unsigned char)*at))
		at++;
	return at;
}

static char *
advance(char *at, long bytes)
{
	while (bytes-- > 0 && *at != '\0')
		at++;
	return at;
}

static char *
key_start(char *line, const struct key *k)
{
	char *at = field(line, k->startField);

	if (k->order.blanks)
		at = skip_blanks(at);
	return advance(at, k->startByte - 1);
}

static char *
key_end(char *line, const struct key *k)
{
	char *at;

	if (k->endField == 0)
		return line + strlen(line);
	at = field(line, k->endField);
	return k->endByte == 0 ? field_end(at) : advance(at, k->endByte);
}

/* Digit strings of any length: the longer whole part is the larger, else the first difference decides. */
static int
compare_magnitude(const char *l, const char *r)
{
	size_t left, right;
	int order;

	l += strspn(l, "0");
	r += strspn(r, "0");
	left = strspn(l, "0123456789");
	right = strspn(r, "0123456789");
	if (left != right)
		return left < right ? -1 : 1;
	order = memcmp(l, r, left);
	l += left;
	r += right;
	if (order != 0 || (*l != '.' && *r != '.'))
		return order;
	l += *l == '.';
	r += *r == '.';
	while (isdigit((unsigned char)*l) || isdigit((unsigned char)*r)) {
		int a = isdigit((unsigned char)*l) ? *l++ : '0', b = isdigit((unsigned char)*r) ? *r++ : '0';

		if (a != b)
			return a - b;
	}
	return 0;
}

static bool
is_zero(const char *text)
{
	text += strspn(text, "0");
	if (*text == '.')
		text += 1 + strspn(text + 1, "0");
	return !isdigit((unsigned char)*text);
}

static int
compare_numbers(const char *l, const char *r)
{
	bool leftNegative, rightNegative;

	l += strspn(l, " \t");
	r += strspn(r, " \t");
	leftNegative = *l == '-' && !is_zero(l + 1);
	rightNegative = *r == '-' && !is_zero(r + 1);
	l += *l == '-';
	r += *r == '-';
	if (leftNegative != rightNegative)
		return leftNegative ? -1 : 1;
	return leftNegative ? compare_magnitude(r, l) : compare_magnitude(l, r);
}

/* The power of 1024 behind a number: 2K is more than 1000. */
static int
power(const char *text)
{
	static const char letters[] = "KMGTPE";
	const char *known;

	text += strspn(text, " \t-0123456789.");
	known = *text == '\0' ? NULL : strchr(letters, toupper((unsigned char)*text));
	return known == NULL ? 0 : (int)(known - letters) + 1;
}

static int
compare_human(const char *l, const char *r)
{
	bool negative = *skip_blanks((char *)l) == '-';
	int left = power(l), right = power(r);

	if (negative != (*skip_blanks((char *)r) == '-') || left == right)
		return compare_numbers(l, r);
	return (left < right) != negative ? -1 : 1;
}

static int
compare_doubles(const char *l, const char *r)
{
	char *leftEnd, *rightEnd;
	double left = strtod(l, &leftEnd), right = strtod(r, &rightEnd);

	/* What is no number comes before all that are. */
	if (leftEnd == l || rightEnd == r)
		return (leftEnd != l) - (rightEnd != r);
	return left < right ? -1 : left > right;
}

static bool
ignored(int c, const struct order *o)
{
	return (o->dictionary && !isalnum(c) && !isblank(c)) || (o->printable && !isprint(c));
}

static int
compare_text(const char *l, const char *r, const struct order *o)
{
	for (;; l++, r++) {
		int a, b;

		while (*l != '\0' && ignored((unsigned char)*l, o))
			l++;
		while (*r != '\0' && ignored((unsigned char)*r, o))
			r++;
		a = o->fold ? toupper((unsigned char)*l) : (unsigned char)*l;
		b = o->fold ? toupper((unsigned char)*r) : (unsigned char)*r;
		if (a != b || a == '\0')
			return a - b;
	}
}

static int
compare_by(const char *l, const char *r, const struct order *o)
{
	int order;

	if (o->human)
		order = compare_human(l, r);
	else if (o->numeric)
		order = compare_numbers(l, r);
	else if (o->general)
		order = compare_doubles(l, r);
	else
		order = compare_text(l, r, o);
	return o->reverse ? -order : order;
}

/* A key is cut out of its line for the comparison and the byte put back after it. */
static int
compare_key(char *l, char *r, const struct key *k)
{
	char *leftStart = key_start(l, k), *leftEnd = key_end(l, k), *rightStart = key_start(r, k), *rightEnd = key_end(r, k);
	char left, right;
	int order;

	if (leftEnd < leftStart)
		leftEnd = leftStart;
	if (rightEnd < rightStart)
		rightEnd = rightStart;
	left = *leftEnd;
	*leftEnd = '\0';
	right = *rightEnd;
	*rightEnd = '\0';
	order = compare_by(leftStart, rightStart, &k->order);
	*rightEnd = right;
	*leftEnd = left;
	return order;
}

static int
compare_keys(char *l, char *r)
{
	if (l == r)
		return 0;
	for (const struct key *k = keys; k != NULL; k = k->next) {
		int order = compare_key(l, r, k);

		if (order != 0)
			return order;
	}
	return keys != NULL ? 0 : compare_by(global.blanks ? skip_blanks(l) : l, global.blanks ? skip_blanks(r) : r, &global);
}

/* Lines that are equal by their keys are ordered as a whole, unless they are to stay as they came. */
static int
compare(const void *left, const void *right)
{
	char *l = *(char *const *)left, *r = *(char *const *)right;
	int order = compare_keys(l, r);

	if (order != 0 || stable || unique)
		return order;
	return global.reverse ? strcmp(r, l) : strcmp(l, r);
}

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
		int order = compare(&lines[i - 1], &lines[i]);

		if (order > 0 || (unique && order == 0)) {
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
		if (!unique || i == 0 || compare_keys(lines[i - 1], lines[i]) != 0)
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
			stable = true;
			break;
		case 't':
			separator = strcmp(optarg, "\\0") == 0 ? '\0' : *optarg;
			break;
		case 'u':
			unique = true;
			break;
		case '?':
			command_usage(2);
		default:
			parse_letters((char[]){ (char)option, '\0' }, &whole, &any);
		}
	global = whole.order;
	for (struct key *k = keys; k != NULL; k = k->next)
		if (!k->ownOrder)
			k->order = global;
	good = input_each(argc, argv, read_lines);
	if (checkOnly)
		return check(optind < argc ? argv[optind] : "-");
	qsort(lines, count, sizeof *lines, compare);
	write_lines(output);
	return command_end(good ? 0 : 2);
}
