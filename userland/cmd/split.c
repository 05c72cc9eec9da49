/* split: cuts a file into pieces of so many lines or bytes, named xaa, xab, … */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command.h"
#include "input.h"
#include "names.h"

enum { LETTERS = 2 };

static FILE *
open_piece(const char *prefix, long number)
{
	char name[4096], suffix[LETTERS + 1] = "";
	FILE *piece;

	for (int i = LETTERS - 1; i >= 0; i--, number /= 26)
		suffix[i] = (char)('a' + number % 26);
	if (number > 0)
		errx(1, "output file suffixes exhausted");
	snprintf(name, sizeof name, "%s%s", prefix, suffix);
	piece = fopen(name, "w");
	if (piece == NULL)
		err(1, "%s", name);
	return piece;
}

static void
close_piece(FILE *piece)
{
	if (fclose(piece) == EOF)
		err(1, "write error");
}

int
main(int argc, char *argv[])
{
	long most = 1000, pieces = 0, used = 0;
	bool bytes = false;
	FILE *input, *piece = NULL;
	int option, c;

	command_begin(argc, argv, "split [-l LINES | -b BYTES] [FILE [PREFIX]]");
	while ((option = getopt(argc, argv, "b:l:")) != -1) {
		if (option == '?')
			command_usage(1);
		bytes = option == 'b';
		if (!parse_size(optarg, &most) || most == 0)
			errx(1, "invalid number: '%s'", optarg);
	}
	if (argc - optind > 2)
		command_usage(1);
	input = input_open(optind < argc ? argv[optind] : "-");
	if (input == NULL)
		return 1;
	while ((c = getc(input)) != EOF) {
		if (piece == NULL)
			piece = open_piece(argc - optind == 2 ? argv[optind + 1] : "x", pieces++);
		putc(c, piece);
		used += bytes || c == '\n';
		if (used == most) {
			close_piece(piece);
			piece = NULL;
			used = 0;
		}
	}
	if (piece != NULL)
		close_piece(piece);
	return command_end(0);
}
