/* hostname: the name of the machine, or gives it another. */
#include <err.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "command.h"

int
main(int argc, char *argv[])
{
	char name[HOST_NAME_MAX + 1];

	command_begin(argc, argv, "hostname [NAME]");
	if (argc > 2 || (argc == 2 && argv[1][0] == '-'))
		command_usage(1);
	if (argc == 2) {
		if (sethostname(argv[1], strlen(argv[1])) == -1)
			err(1, "cannot set the name");
		return 0;
	}
	if (gethostname(name, sizeof name) == -1)
		err(1, "hostname");
	puts(name);
	return command_end(0);
}
