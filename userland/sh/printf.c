/* printf(1p) and echo(1p). */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "builtin.h"
#include "chars.h"
#include "failure.h"
#include "memory.h"
#include "output.h"

/* What a format is being filled with. */
struct operands {
	char **at;
	bool failed;		/* one of them was no number */
	bool ended;		/* %b met a \c */
};

static int
octal(const char **at, int most)
{
	int value = 0, digits;

	for (digits = 0; digits < most && **at >= '0' && **at <= '7'; digits++)
		value = value * 8 + *(*at)++ - '0';
	return value & 0xff;
}

/*
 * The escape after a backslash; for what is none the backslash itself.  An operand of %b or
 * echo may also say \0 before an octal number, and \c, which is -1.
 */
static int
escape(const char **at, bool in_operand)
{
	static const char names[] = "abfnrtv\\", values[] = "\a\b\f\n\r\t\v\\";
	const char *name = **at ? strchr(names, **at) : NULL;

	if (name != NULL) {
		++*at;
		return values[name - names];
	}
	if (in_operand && **at == 'c') {
		++*at;
		return -1;
	}
	if (in_operand && **at == '0') {
		++*at;
		return octal(at, 3);
	}
	if (**at >= '0' && **at <= '7')
		return octal(at, 3);
	return '\\';
}

/* Writes the string with its escapes done; false at \c. */
static bool
unescape(struct text *to, const char *string)
{
	while (*string) {
		int c = (unsigned char)*string++;

		if (c == '\\' && (c = escape(&string, true)) < 0)
			return false;
		text_add(to, c);
	}
	return true;
}

int
builtin_echo(int count, char **arguments)
{
	struct text line = text_in(&scratch);
	bool newline = true;
	int i = 1;

	if (count > 1 && strcmp(arguments[1], "-n") == 0) {
		newline = false;
		i++;
	}
	for (; i < count; i++) {
		if (!unescape(&line, arguments[i])) {
			newline = false;
			break;
		}
		if (i + 1 < count)
			text_add(&line, ' ');
	}
	if (newline)
		text_add(&line, '\n');
	output_bytes(line.bytes, line.length);
	return 0;
}

static const char *
next_operand(struct operands *operands)
{
	return *operands->at ? *operands->at++ : NULL;
}

/* An integer as C writes it, or the code of the character after a quote. */
static long
next_integer(struct operands *operands, bool is_signed)
{
	const char *text = next_operand(operands);
	long value;
	char *end;

	if (text == NULL)
		return 0;
	if (*text == '\'' || *text == '"')
		return (unsigned char)text[1];
	errno = 0;
	value = is_signed || *text == '-' ? strtol(text, &end, 0) : (long)strtoul(text, &end, 0);
	if (end == text || *end != '\0') {
		complain("printf: %s: %s", text, end == text ? "expected numeric value" : "not completely converted");
		operands->failed = true;
	} else if (errno == ERANGE) {
		complain("printf: %s: %s", text, strerror(ERANGE));
		operands->failed = true;
	}
	return value;
}

static void
print_padded(const char *text, size_t length, int width, bool left)
{
	int padding = width > (int)length ? width - (int)length : 0;

	for (; !left && padding > 0; padding--)
		output_byte(' ');
	output_bytes(text, length);
	for (; padding > 0; padding--)
		output_byte(' ');
}

/* A conversion specification, taken apart. */
struct conversion {
	char flags[8];
	int width, precision;	/* -1: none */
	char letter;
};

static int
read_number(const char **at, struct operands *operands)
{
	int value = 0;

	if (**at == '*') {
		++*at;
		return (int)next_integer(operands, true);
	}
	while (is_digit(**at) && value < 1 << 20)
		value = value * 10 + *(*at)++ - '0';
	return value;
}

static struct conversion
read_conversion(const char **at, struct operands *operands)
{
	struct conversion conversion = { .precision = -1 };
	size_t flags = 0;

	for (; **at && strchr("-+ #0", **at); ++*at)
		if (flags < sizeof conversion.flags - 1 && strchr(conversion.flags, **at) == NULL)
			conversion.flags[flags++] = **at;
	conversion.width = read_number(at, operands);
	if (conversion.width < 0) {
		conversion.width = -conversion.width;
		if (strchr(conversion.flags, '-') == NULL && flags < sizeof conversion.flags - 1)
			conversion.flags[flags++] = '-';
	}
	if (**at == '.') {
		++*at;
		conversion.precision = read_number(at, operands);
	}
	conversion.letter = **at;
	if (**at)
		++*at;
	return conversion;
}

static void
print_integer(const struct conversion *conversion, struct operands *operands)
{
	bool is_signed = conversion->letter == 'd' || conversion->letter == 'i';
	long value = next_integer(operands, is_signed);
	char format[16];
	size_t size = (size_t)(conversion->width > conversion->precision ? conversion->width : conversion->precision) + 32;
	char *text = arena_take(&scratch, size);
	int length;

	snprintf(format, sizeof format, "%%%s*.*l%c", conversion->flags, conversion->letter);
	length = snprintf(text, size, format, conversion->width, conversion->precision, value);
	output_bytes(text, (size_t)length);
}

static void
print_string(const struct conversion *conversion, const char *text, size_t length)
{
	bool left = strchr(conversion->flags, '-') != NULL;

	if (conversion->precision >= 0 && (size_t)conversion->precision < length)
		length = (size_t)conversion->precision;
	print_padded(text, length, conversion->width, left);
}

static void
print_escaped(const struct conversion *conversion, struct operands *operands)
{
	const char *operand = next_operand(operands);
	struct text text = text_in(&scratch);

	operands->ended = !unescape(&text, operand ? operand : "");
	print_string(conversion, text_string(&text), text.length);
}

static void
print_conversion(const char **at, struct operands *operands)
{
	struct conversion conversion = read_conversion(at, operands);
	const char *operand;

	switch (conversion.letter) {
	case 'd':
	case 'i':
	case 'o':
	case 'u':
	case 'x':
	case 'X':
		print_integer(&conversion, operands);
		break;
	case 's':
		operand = next_operand(operands);
		print_string(&conversion, operand ? operand : "", operand ? strlen(operand) : 0);
		break;
	case 'c':
		operand = next_operand(operands);
		print_string(&conversion, operand ? operand : "", operand && *operand ? 1 : 0);
		break;
	case 'b':
		print_escaped(&conversion, operands);
		break;
	default:
		fail(2, "printf: %%%c: invalid directive", conversion.letter);
	}
}

/* Once through the format; false when the \c of a %b ends it all. */
static bool
print_format(const char *format, struct operands *operands)
{
	while (*format) {
		int c = (unsigned char)*format++;

		if (c == '%' && *format == '%') {
			format++;
			output_byte('%');
		} else if (c == '%') {
			print_conversion(&format, operands);
			if (operands->ended)
				return false;
		} else {
			output_byte(c == '\\' ? escape(&format, false) : c);
		}
	}
	return true;
}

int
builtin_printf(int count, char **arguments)
{
	struct operands operands = { .at = arguments + 2 };
	char **before;

	if (count > 1 && strcmp(arguments[1], "--") == 0) {
		arguments++;
		count--;
		operands.at++;
	}
	if (count < 2)
		fail(2, "printf: usage: printf format [argument...]");
	do
		before = operands.at;
	while (print_format(arguments[1], &operands) && *operands.at != NULL && operands.at != before);
	return operands.failed;
}
