/* nproc: how many harts this process may run on. */
#include <stdio.h>
#include <unistd.h>

#include "command.h"

int
main(int argc, char *argv[])
{
	command_begin(argc, argv, "nproc");
	printf("%ld\n", sysconf(_SC_NPROCESSORS_ONLN));
	return command_end(0);
}
