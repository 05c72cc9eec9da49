/* printf: its arguments as the format says, again and again until they are used up. */
#include <ctype.h>
#include <err.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "escape.h"

static char **next;
static int status;

static const char *
argument(void)
{
	return *next != NULL ? *next++ : NULL;
}

static void
verify(const char *text, const char *end)
{
	if (end == text)
		warnx("'%s': expected a numeric value", text);
	else if (*end != '\0')
		warnx("'%s': value not completely converted", text);
	else if (errno != 0)
		warn("'%s'", text);
	else
		return;
	status = 1;
}

/* A number, or a quote and the character whose number is meant. */
static long
integer(bool isSigned)
{
	const char *text = argument();
	char *end;
	long value;

	if (text == NULL)
		return 0;
	if (*text == '\'' || *text == '"')
		return (unsigned char)text[1];
	errno = 0;
	value = isSigned ? strtol(text, &end, 0) : (long)strtoul(text, &end, 0);
	verify(text, end);
	return value;
}

static double
floating(void)
{
	const char *text = argument();
	char *end;
	double value;

	if (text == NULL)
		return 0;
	if (*text == '\'' || *text == '"')
		return (unsigned char)text[1];
	errno = 0;
	value = strtod(text, &end);
	verify(text, end);
	return value;
}

/* %b: the argument's escapes, within a width that only the whole text can fill. */
static bool
escaped(const char *format)
{
	const char *text = argument();
	char *plain, *to;
	bool more = true;

	if (text == NULL)
		text = "";
	to = plain = malloc(strlen(text) + 1);
	if (plain == NULL)
		err(1, NULL);
	while (more && *text != '\0') {
		int c = (unsigned char)*text++;

		if (c == '\\')
			c = escape_byte(&text, true);
		more = c != -1;
		if (more)
			*to++ = (char)c;
	}
	if (strcmp(format, "%s") == 0)
		fwrite(plain, 1, (size_t)(to - plain), stdout);
	else {
		*to = '\0';
		printf(format, plain);
	}
	free(plain);
	return more;
}

/* The specification with its stars replaced by arguments, and l for our longs. */
static const char *
specification(const char *at, char *to, size_t size)
{
	size_t used = 0;

	to[used++] = '%';
	while (*at != '\0' && strchr("-+ #0123456789.*", *at) != NULL && used < size - 24)
		if (*at == '*') {
			used += (size_t)snprintf(to + used, size - used, "%ld", integer(true));
			at++;
		} else
			to[used++] = *at++;
	while (*at != '\0' && strchr("hlLqjzt", *at) != NULL)
		at++;
	if (*at != '\0' && strchr("diouxX", *at) != NULL)
		to[used++] = 'l';
	to[used++] = *at == 'b' ? 's' : *at;
	to[used] = '\0';
	return at;
}

static bool
convert(const char **format)
{
	char spec[128];
	const char *at = specification(*format, spec, sizeof spec), *text;

	*format = at + (*at != '\0');
	switch (*at) {
	case 'd':
	case 'i':
		printf(spec, integer(true));
		return true;
	case 'o':
	case 'u':
	case 'x':
	case 'X':
		printf(spec, integer(false));
		return true;
	case 'e':
	case 'E':
	case 'f':
	case 'F':
	case 'g':
	case 'G':
		printf(spec, floating());
		return true;
	case 's':
		text = argument();
		printf(spec, text != NULL ? text : "");
		return true;
	case 'c':
		text = argument();
		if (text != NULL && *text != '\0')
			printf(spec, *text);
		return true;
	case 'b':
		return escaped(spec);
	case '%':
		putchar('%');
		return true;
	}
	fflush(stdout);
	errx(1, "%s: invalid conversion specification", spec);
}

static bool
once(const char *format)
{
	while (*format != '\0') {
		int c = (unsigned char)*format++;

		if (c == '\\') {
			c = escape_byte(&format, false);
			if (c == -1)
				return false;
		} else if (c == '%') {
			if (!convert(&format))
				return false;
			continue;
		}
		putchar(c);
	}
	return true;
}

int
main(int argc, char *argv[])
{
	char **before;
	int first = 1;

	command_begin(argc, argv, "printf FORMAT [ARGUMENT...]");
	if (argc > 1 && strcmp(argv[1], "--") == 0)
		first = 2;
	if (argc <= first)
		command_usage(2);
	next = argv + first + 1;
	do
		before = next;
	while (once(argv[first]) && *next != NULL && next != before);
	return command_end(status);
}
