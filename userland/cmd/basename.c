/* basename: the last component of a name, without that suffix. */
#include <stdio.h>
#include <string.h>

#include "command.h"
#include "path.h"

int
main(int argc, char *argv[])
{
	size_t length, suffix;
	char *base;

	command_begin(argc, argv, "basename NAME [SUFFIX]");
	if (argc < 2 || argc > 3)
		command_usage(1);
	base = path_base(argv[1]);
	length = strlen(base);
	suffix = argc == 3 ? strlen(argv[2]) : 0;
	if (suffix < length && memcmp(base + length - suffix, argc == 3 ? argv[2] : "", suffix) == 0)
		length -= suffix;
	printf("%.*s\n", (int)length, base);
	return command_end(0);
}
