/* od: bytes of files in octal, decimal, hexadecimal or as characters. */
#include <ctype.h>
#include <err.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command.h"
#include "input.h"
#include "names.h"

/* One way of showing a line of bytes. */
struct format {
	char letter; /* a c d o u x */
	int size;
	int width;   /* of a column, its blank included */
};

static struct format formats[16];
static int formatCount, lineBytes = 16;
static char addresses = 'o';
static bool everything;
static long skipped, most = LONG_MAX;

static int
width_of(char letter, int size)
{
	static const int octal[] = { 3, 6, 11, 22 }, decimal[] = { 4, 6, 11, 20 }, plain[] = { 3, 5, 10, 20 };
	int power = size == 1 ? 0 : size == 2 ? 1 : size == 4 ? 2 : 3;

	switch (letter) {
	case 'o':
		return octal[power] + 1;
	case 'd':
		return decimal[power] + 1;
	case 'u':
		return plain[power] + 1;
	case 'x':
		return size * 2 + 1;
	}
	return 4;
}

static void
add(char letter, int size)
{
	if (formatCount == 16)
		errx(1, "too many formats");
	formats[formatCount++] = (struct format){ letter, size, width_of(letter, size) };
}

/* a, c, or d o u x followed by a size in bytes or a C type's letter. */
static void
parse_types(const char *text)
{
	while (*text != '\0') {
		char letter = *text++;
		int size = letter == 'a' || letter == 'c' ? 1 : 4;

		if (strchr("acdoux", letter) == NULL)
			errx(1, "invalid type '%c'", letter);
		if (letter != 'a' && letter != 'c' && *text != '\0' && strchr("1248CSIL", *text) != NULL)
			switch (*text++) {
			case '1':
			case 'C':
				size = 1;
				break;
			case '2':
			case 'S':
				size = 2;
				break;
			case '8':
			case 'L':
				size = 8;
				break;
			}
		add(letter, size);
	}
}

static void
print_character(int c, bool named)
{
	static const char *const names[] = { "nul", "soh", "stx", "etx", "eot", "enq", "ack", "bel", "bs", "ht", "nl", "vt",
		"ff", "cr", "so", "si", "dle", "dc1", "dc2", "dc3", "dc4", "nak", "syn", "etb", "can", "em", "sub", "esc",
		"fs", "gs", "rs", "us", "sp" };
	static const char escapes[] = "\0\a\b\f\n\r\t\v", letters[] = "0abfnrtv";
	const char *known;

	if (named) {
		c &= 0x7f;
		if (c <= ' ')
			printf("%4s", names[c]);
		else
			printf("%4s", c == 0x7f ? "del" : (char[]){ (char)c, '\0' });
		return;
	}
	known = memchr(escapes, c, 8);
	if (known != NULL)
		printf("  \\%c", letters[known - escapes]);
	else if (isprint(c))
		printf("   %c", c);
	else
		printf(" %03o", c);
}

static void
print_number(const struct format *f, const unsigned char *at)
{
	unsigned long value = 0;
	int shift = 64 - f->size * 8;

	memcpy(&value, at, (size_t)f->size);
	switch (f->letter) {
	case 'd':
		printf("%*ld", f->width, (long)(value << shift) >> shift);
		break;
	case 'u':
		printf("%*lu", f->width, value);
		break;
	case 'o':
		printf(" %0*lo", f->width - 1, value);
		break;
	default:
		printf(" %0*lx", f->width - 1, value);
	}
}

static void
print_address(long at)
{
	if (addresses == 'o')
		printf("%07lo", at);
	else if (addresses == 'd')
		printf("%07ld", at);
	else if (addresses == 'x')
		printf("%06lx", at);
}

/* Columns of all formats line up: narrower ones are spread to the widest, in width per byte. */
static int
padding(const struct format *f)
{
	int widest = 0;

	for (int i = 0; i < formatCount; i++)
		if (formats[i].width * (16 / formats[i].size) > widest)
			widest = formats[i].width * (16 / formats[i].size);
	return widest * f->size / 16 - f->width;
}

static void
print_line(const unsigned char *bytes, int length, long at)
{
	for (int i = 0; i < formatCount; i++) {
		const struct format *f = &formats[i];

		if (i == 0)
			print_address(at);
		else
			printf("%*s", addresses == 'n' ? 0 : addresses == 'x' ? 6 : 7, "");
		for (int k = 0; k < length; k += f->size) {
			printf("%*s", padding(f), "");
			if (f->letter == 'a' || f->letter == 'c')
				print_character(bytes[k], f->letter == 'a');
			else
				print_number(f, bytes + k);
		}
		putchar('\n');
	}
}

/* The files are one stream of bytes. */
static unsigned char line[64], former[64];
static int filled;
static long position;
static bool starred, printedOne;

static void
flush_line(void)
{
	if (!everything && printedOne && filled == lineBytes && memcmp(line, former, sizeof line) == 0) {
		if (!starred)
			puts("*");
		starred = true;
	} else {
		print_line(line, filled, position - filled);
		starred = false;
	}
	memcpy(former, line, sizeof line);
	memset(line, 0, sizeof line);
	printedOne = true;
	filled = 0;
}

static void
dump(FILE *input, const char *name)
{
	int c;

	(void)name;
	while (most > 0 && (c = getc(input)) != EOF) {
		if (position < skipped) {
			position++;
			continue;
		}
		line[filled++] = (unsigned char)c;
		position++;
		most--;
		if (filled == lineBytes)
			flush_line();
	}
}

int
main(int argc, char *argv[])
{
	int option;
	bool good;

	command_begin(argc, argv, "od [-abcdosvx] [-A doxn] [-j SKIP] [-N COUNT] [-t TYPE]... [-w WIDTH] [FILE...]");
	while ((option = getopt(argc, argv, "A:abcdj:N:ost:vw:x")) != -1)
		switch (option) {
		case 'A':
			addresses = *optarg;
			break;
		case 'a':
			add('a', 1);
			break;
		case 'b':
			add('o', 1);
			break;
		case 'c':
			add('c', 1);
			break;
		case 'd':
			add('u', 2);
			break;
		case 'j':
			if (!parse_size(optarg, &skipped))
				skipped = command_number(optarg, 0, 1);
			break;
		case 'N':
			if (!parse_size(optarg, &most))
				most = command_number(optarg, 0, 1);
			break;
		case 'o':
			add('o', 2);
			break;
		case 's':
			add('d', 2);
			break;
		case 't':
			parse_types(optarg);
			break;
		case 'v':
			everything = true;
			break;
		case 'w':
			lineBytes = (int)command_number(optarg, 1, 1);
			if (lineBytes > 64)
				errx(1, "at most 64 bytes to a line");
			break;
		case 'x':
			add('x', 2);
			break;
		default:
			command_usage(1);
		}
	if (formatCount == 0)
		add('o', 2);
	good = input_each(argc, argv, dump);
	if (filled > 0)
		flush_line();
	print_address(position);
	if (addresses != 'n')
		putchar('\n');
	return command_end(good ? 0 : 1);
}
