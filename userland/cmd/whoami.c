/* whoami: the name of the effective user. */
#include <stdio.h>
#include <unistd.h>

#include "command.h"
#include "names.h"

int
main(int argc, char *argv[])
{
	command_begin(argc, argv, "whoami");
	if (argc > 1)
		command_usage(1);
	puts(user_name(geteuid()));
	return command_end(0);
}
