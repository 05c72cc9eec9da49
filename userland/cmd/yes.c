/* yes: its arguments, or y, again and again until nobody reads. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "command.h"

int
main(int argc, char *argv[])
{
	command_begin(argc, argv, "yes [WORD...]");
	do {
		if (argc < 2)
			fputs("y", stdout);
		for (int i = 1; i < argc; i++)
			printf("%s%s", argv[i], i + 1 < argc ? " " : "");
	} while (putchar('\n') != EOF && !ferror(stdout));
	return command_end(1);
}
