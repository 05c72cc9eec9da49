/* hexdump: bytes of files in hexadecimal; -C with the characters beside them, -n how many, -s from where. */
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

static bool canonical, everything;
static long skipped, most = LONG_MAX, position;
static unsigned char line[16], former[16];
static int filled;
static bool printedOne, starred;

static void
print_canonical(void)
{
	printf("%08lx ", position - filled);
	for (int i = 0; i < 16; i++) {
		if (i == 8)
			putchar(' ');
		if (i < filled)
			printf(" %02x", line[i]);
		else
			fputs("   ", stdout);
	}
	fputs("  |", stdout);
	for (int i = 0; i < filled; i++)
		putchar(isprint(line[i]) ? line[i] : '.');
	puts("|");
}

static void
print_words(void)
{
	printf("%07lx", position - filled);
	for (int i = 0; i < filled; i += 2)
		printf(" %04x", line[i] | (i + 1 < filled ? line[i + 1] << 8 : 0));
	printf("%*s\n", (8 - (filled + 1) / 2) * 5, "");
}

static void
flush_line(void)
{
	if (!everything && printedOne && filled == 16 && memcmp(line, former, 16) == 0) {
		if (!starred)
			puts("*");
		starred = true;
	} else {
		canonical ? print_canonical() : print_words();
		starred = false;
	}
	memcpy(former, line, 16);
	printedOne = true;
	filled = 0;
}

static void
dump(FILE *input, const char *name)
{
	int c;

	(void)name;
	while (most > 0 && (c = getc(input)) != EOF) {
		if (position++ < skipped)
			continue;
		line[filled++] = (unsigned char)c;
		most--;
		if (filled == 16)
			flush_line();
	}
}

int
main(int argc, char *argv[])
{
	int option;
	bool good;

	command_begin(argc, argv, "hexdump [-Cv] [-n COUNT] [-s SKIP] [FILE...]");
	while ((option = getopt(argc, argv, "Cn:s:v")) != -1)
		switch (option) {
		case 'C':
			canonical = true;
			break;
		case 'n':
			most = command_number(optarg, 0, 1);
			break;
		case 's':
			skipped = command_number(optarg, 0, 1);
			break;
		case 'v':
			everything = true;
			break;
		default:
			command_usage(1);
		}
	good = input_each(argc, argv, dump);
	if (filled > 0)
		flush_line();
	if (position > 0)
		printf(canonical ? "%08lx\n" : "%07lx\n", position);
	return command_end(good ? 0 : 1);
}
