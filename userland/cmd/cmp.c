/* cmp: where two files differ first; -l everywhere, -s only whether. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "command.h"
#include "input.h"

static bool all, silent;

static int
ended(const char *name, long byte, long line)
{
	if (!silent) {
		fflush(stdout);
		fprintf(stderr, "cmp: EOF on %s after byte %ld", name, byte);
		if (!all)
			fprintf(stderr, ", line %ld", line);
		fputc('\n', stderr);
	}
	return 1;
}

static int
compare(FILE *left, FILE *right, char *names[])
{
	long byte = 0, line = 1;
	int status = 0;

	for (;;) {
		int l = getc(left), r = getc(right);

		if (l == EOF || r == EOF)
			return l == r ? status : ended(l == EOF ? names[0] : names[1], byte, line);
		byte++;
		if (l != r) {
			status = 1;
			if (silent)
				return 1;
			if (!all) {
				printf("%s %s differ: char %ld, line %ld\n", names[0], names[1], byte, line);
				return 1;
			}
			printf("%ld %3o %3o\n", byte, l, r);
		}
		line += l == '\n';
	}
}

int
main(int argc, char *argv[])
{
	FILE *left, *right;
	int option, status;

	command_begin(argc, argv, "cmp [-ls] FILE FILE");
	while ((option = getopt(argc, argv, "ls")) != -1)
		switch (option) {
		case 'l':
			all = true;
			break;
		case 's':
			silent = true;
			break;
		default:
			command_usage(2);
		}
	if (argc - optind != 2)
		command_usage(2);
	left = input_open(argv[optind]);
	right = input_open(argv[optind + 1]);
	if (left == NULL || right == NULL)
		return 2;
	status = compare(left, right, argv + optind);
	return command_end(status);
}
