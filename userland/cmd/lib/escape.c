#include "escape.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

static int
digits(const char **text, int base, int most)
{
	int value = 0;

	for (; most > 0; most--, ++*text) {
		int c = tolower((unsigned char)**text);
		int digit = isdigit(c) ? c - '0' : isxdigit(c) ? c - 'a' + 10 : 99;

		if (digit >= base)
			break;
		value = value * base + digit;
	}
	return value & 0xff;
}

int
escape_byte(const char **text, bool octalNeedsZero)
{
	static const char letters[] = "abefnrtv\\", bytes[] = "\a\b\033\f\n\r\t\v\\";
	const char *known;
	char c = **text;

	if (c >= '0' && c <= (octalNeedsZero ? '0' : '7'))
		return digits(text, 8, octalNeedsZero ? 4 : 3);
	if (c == 'x' && isxdigit((unsigned char)(*text)[1])) {
		++*text;
		return digits(text, 16, 2);
	}
	if (c == 'c')
		return -1;
	known = c == '\0' ? NULL : strchr(letters, c);
	if (known == NULL)
		return '\\';
	++*text;
	return (unsigned char)bytes[known - letters];
}

bool
print_escaped(const char *text, bool octalNeedsZero)
{
	while (*text != '\0') {
		int c = (unsigned char)*text++;

		if (c == '\\') {
			c = escape_byte(&text, octalNeedsZero);
			if (c == -1)
				return false;
		}
		putchar(c);
	}
	return true;
}
