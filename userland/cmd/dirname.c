/* dirname: a name without its last component. */
#include <stdio.h>
#include <string.h>

#include "command.h"

static size_t
without(const char *path, size_t length, int slashes)
{
	while (length > 0 && (path[length - 1] == '/') == slashes)
		length--;
	return length;
}

int
main(int argc, char *argv[])
{
	command_begin(argc, argv, "dirname NAME...");
	if (argc < 2)
		command_usage(1);
	for (int i = 1; i < argc; i++) {
		size_t whole = without(argv[i], strlen(argv[i]), 1);
		size_t slash = without(argv[i], whole, 0), length = without(argv[i], slash, 1);

		if (length > 0)
			printf("%.*s\n", (int)length, argv[i]);
		else
			puts(argv[i][0] == '/' ? "/" : ".");
	}
	return command_end(0);
}
