/*
 * printf(3). One engine writes to a sink; the functions differ in the sink only.
 * Conversions: d i u o x X c s p n is refused, f F e E g G a is not offered, %.
 */
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "conversion.h"
#include "file.h"

/* Where the text goes: a stream, or an array that keeps what fits. */
struct sink {
	FILE *stream;
	char *to;
	size_t room;
	size_t total;
	bool failed;
};

static void
emit(struct sink *sink, const char *text, size_t length)
{
	size_t kept = length;

	sink->total += length;
	if (sink->stream != NULL) {
		sink->failed |= length > 0 && fwrite(text, 1, length, sink->stream) == 0;
		return;
	}
	if (kept > sink->room)
		kept = sink->room;
	memcpy(sink->to, text, kept);
	sink->to += kept;
	sink->room -= kept;
}

static void
pad(struct sink *sink, char with, int count)
{
	static const char blanks[] = "                ", zeros[] = "0000000000000000";

	for (; count > 0; count -= 16)
		emit(sink, with == '0' ? zeros : blanks, count < 16 ? (size_t)count : 16);
}

/* A prefix (sign, 0x), zeros, and the body, in the field's width. */
static void
field(struct sink *sink, const struct conversion *c, const char *prefix, int zeros, const char *body, size_t length)
{
	int prefixLength = (int)strlen(prefix);
	int blank = c->width - prefixLength - zeros - (int)length;

	if (!c->left && c->zero && blank > 0) {
		zeros += blank;
		blank = 0;
	}
	if (!c->left)
		pad(sink, ' ', blank);
	emit(sink, prefix, (size_t)prefixLength);
	pad(sink, '0', zeros);
	emit(sink, body, length);
	if (c->left)
		pad(sink, ' ', blank);
}

static const char *
sign(const struct conversion *c, bool negative)
{
	return negative ? "-" : c->plus ? "+" : c->space ? " " : "";
}

static void
integer(struct sink *sink, struct conversion *c, uint64_t value, unsigned base, const char *prefix)
{
	const char *letters = c->letter == 'X' ? "0123456789ABCDEF" : "0123456789abcdef";
	char text[24], *at = text + sizeof text;
	int zeros;

	if (c->alternative && base == 16 && value != 0)
		prefix = c->letter == 'X' ? "0X" : "0x";
	for (; value != 0; value /= base)
		*--at = letters[value % base];
	zeros = (c->precision == -1 ? 1 : c->precision) - (int)(text + sizeof text - at);
	if (c->alternative && base == 8 && zeros <= 0)
		zeros = 1;
	if (c->precision != -1)
		c->zero = false;
	field(sink, c, prefix, zeros > 0 ? zeros : 0, at, (size_t)(text + sizeof text - at));
}

static void
signed_integer(struct sink *sink, struct conversion *c, int64_t value)
{
	integer(sink, c, value < 0 ? -(uint64_t)value : (uint64_t)value, 10, sign(c, value < 0));
}

static void
string(struct sink *sink, struct conversion *c, const char *text)
{
	if (text == NULL)
		text = "(null)";
	c->zero = false;
	field(sink, c, "", 0, text, c->precision == -1 ? strlen(text) : strnlen(text, (size_t)c->precision));
}

static void
floating(struct sink *sink, struct conversion *c, double value)
{
	char text[MOST_FLOATING];
	size_t length;

	if (__builtin_isnan(value) || __builtin_isinf(value))
		c->zero = false;
	length = format_double(text, c, value);
	field(sink, c, sign(c, __builtin_signbit(value)), 0, text, length);
}

static const char *
parse_flags(struct conversion *c, const char *format)
{
	for (;; format++)
		switch (*format) {
		case '-':
			c->left = true;
			break;
		case '+':
			c->plus = true;
			break;
		case ' ':
			c->space = true;
			break;
		case '#':
			c->alternative = true;
			break;
		case '0':
			c->zero = true;
			break;
		default:
			return format;
		}
}

static const char *
parse_number(const char *format, int *number, va_list *ap)
{
	if (*format == '*') {
		*number = va_arg(*ap, int);
		return format + 1;
	}
	for (*number = 0; *format >= '0' && *format <= '9'; format++)
		*number = *number * 10 + (*format - '0');
	return format;
}

static const char *
parse_length(struct conversion *c, const char *format)
{
	c->length = 4;
	for (;; format++)
		switch (*format) {
		case 'h':
			c->length /= 2;
			break;
		case 'l':
		case 'z':
		case 'j':
		case 't':
			c->length = 8;
			break;
		default:
			return format;
		}
}

static const char *
parse(struct conversion *c, const char *format, va_list *ap)
{
	*c = (struct conversion){ .precision = -1 };
	format = parse_flags(c, format);
	format = parse_number(format, &c->width, ap);
	if (c->width < 0) {
		c->left = true;
		c->width = -c->width;
	}
	if (*format == '.') {
		format = parse_number(format + 1, &c->precision, ap);
		if (c->precision < 0)
			c->precision = -1;
	}
	format = parse_length(c, format);
	c->letter = *format;
	return format + 1;
}

static int64_t
next_signed(const struct conversion *c, va_list *ap)
{
	int64_t value = c->length == 8 ? va_arg(*ap, long) : va_arg(*ap, int);

	return c->length == 1 ? (signed char)value : c->length == 2 ? (short)value : value;
}

static uint64_t
next_unsigned(const struct conversion *c, va_list *ap)
{
	uint64_t value = c->length == 8 ? va_arg(*ap, unsigned long) : va_arg(*ap, unsigned);

	return c->length == 1 ? (unsigned char)value : c->length == 2 ? (unsigned short)value : value;
}

static void
convert(struct sink *sink, struct conversion *c, va_list *ap)
{
	char byte;

	switch (c->letter) {
	case 'd':
	case 'i':
		signed_integer(sink, c, next_signed(c, ap));
		break;
	case 'u':
		integer(sink, c, next_unsigned(c, ap), 10, "");
		break;
	case 'o':
		integer(sink, c, next_unsigned(c, ap), 8, "");
		break;
	case 'x':
	case 'X':
		integer(sink, c, next_unsigned(c, ap), 16, "");
		break;
	case 'p':
		c->alternative = true;
		integer(sink, c, (uintptr_t)va_arg(*ap, void *), 16, "");
		break;
	case 's':
		string(sink, c, va_arg(*ap, const char *));
		break;
	case 'c':
		byte = (char)va_arg(*ap, int);
		field(sink, c, "", 0, &byte, 1);
		break;
	case 'e':
	case 'E':
	case 'f':
	case 'F':
	case 'g':
	case 'G':
		floating(sink, c, va_arg(*ap, double));
		break;
	case '%':
		emit(sink, "%", 1);
		break;
	default:
		errno = EINVAL;
		sink->failed = true;
	}
}

static int
format_to(struct sink *sink, const char *format, va_list ap)
{
	struct conversion c;
	va_list rest;

	va_copy(rest, ap);
	while (*format != '\0' && !sink->failed) {
		size_t plain = strcspn(format, "%");

		emit(sink, format, plain);
		format += plain;
		if (*format == '%') {
			format = parse(&c, format + 1, &rest);
			convert(sink, &c, &rest);
		}
	}
	va_end(rest);
	return sink->failed ? -1 : (int)sink->total;
}

int
vfprintf(FILE *restrict stream, const char *restrict format, va_list ap)
{
	struct sink sink = { .stream = stream };
	int unbuffered = stream->mode == _IONBF && stream->decided, answer;

	/* One write for the whole text, even to a stream without a buffer. */
	if (unbuffered)
		stream->mode = _IOFBF;
	answer = format_to(&sink, format, ap);
	if (unbuffered) {
		stream->mode = _IONBF;
		if (__flush(stream) == EOF)
			return -1;
	}
	return answer;
}

int
vsnprintf(char *restrict to, size_t size, const char *restrict format, va_list ap)
{
	struct sink sink = { .to = to, .room = size > 0 ? size - 1 : 0 };
	int answer = format_to(&sink, format, ap);

	if (size > 0)
		*sink.to = '\0';
	return answer;
}

int
vasprintf(char **restrict to, const char *restrict format, va_list ap)
{
	int length = vsnprintf(NULL, 0, format, ap);

	*to = length < 0 ? NULL : malloc((size_t)length + 1);
	return *to == NULL ? -1 : vsnprintf(*to, (size_t)length + 1, format, ap);
}

int
vdprintf(int fd, const char *restrict format, va_list ap)
{
	char text[1024], *all = text;
	int length = vsnprintf(text, sizeof text, format, ap);
	ssize_t wrote;

	if (length >= (int)sizeof text && vasprintf(&all, format, ap) == -1)
		return -1;
	wrote = length < 0 ? -1 : write(fd, all, (size_t)length);
	if (all != text)
		free(all);
	return (int)wrote;
}

int
vprintf(const char *restrict format, va_list ap)
{
	return vfprintf(stdout, format, ap);
}
