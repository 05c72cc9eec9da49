/* Which of two lines comes first. */
#include "sort.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

struct sorting sorting;

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
		if (sorting.separator != '\0') {
			line = strchrnul(line, sorting.separator);
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
	if (sorting.separator != '\0')
		return strchrnul(at, sorting.separator);
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

int
compare_keys(char *l, char *r)
{
	if (l == r)
		return 0;
	for (const struct key *k = sorting.keys; k != NULL; k = k->next) {
		int order = compare_key(l, r, k);

		if (order != 0)
			return order;
	}
	if (sorting.keys != NULL)
		return 0;
	if (sorting.global.blanks) {
		l = skip_blanks(l);
		r = skip_blanks(r);
	}
	return compare_by(l, r, &sorting.global);
}

int
compare_lines(const void *left, const void *right)
{
	char *l = *(char *const *)left, *r = *(char *const *)right;
	int order = compare_keys(l, r);

	if (order != 0 || sorting.stable || sorting.unique)
		return order;
	return sorting.global.reverse ? strcmp(r, l) : strcmp(l, r);
}
