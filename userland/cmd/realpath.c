/* realpath: the absolute name of a file, without links, dots or doubled slashes. */
#include <err.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

#include "command.h"

int
main(int argc, char *argv[])
{
	char path[PATH_MAX];
	bool good = true;

	command_begin(argc, argv, "realpath FILE...");
	if (argc == 1)
		command_usage(1);
	for (int i = 1; i < argc; i++)
		if (realpath(argv[i], path) == NULL) {
			warn("%s", argv[i]);
			good = false;
		} else
			puts(path);
	return command_end(good ? 0 : 1);
}
