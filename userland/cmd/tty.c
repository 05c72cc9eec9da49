/* tty: which terminal standard input is; -s only says by the status whether it is one. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "command.h"

int
main(int argc, char *argv[])
{
	bool silent = argc == 2 && strcmp(argv[1], "-s") == 0;
	const char *name;

	command_begin(argc, argv, "tty [-s]");
	if (argc > 1 + silent)
		command_usage(2);
	if (!isatty(STDIN_FILENO)) {
		if (!silent)
			puts("not a tty");
		return command_end(1);
	}
	name = ttyname(STDIN_FILENO);
	if (!silent)
		puts(name != NULL ? name : "/dev/tty");
	return command_end(0);
}
