/* nice: runs a command with less claim to the harts; alone it prints its own. */
#include <err.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include "command.h"

int
main(int argc, char *argv[])
{
	long increment = 10;
	int option;

	command_begin(argc, argv, "nice [-n INCREMENT] [COMMAND [ARGUMENT...]]");
	while ((option = getopt(argc, argv, "n:")) != -1) {
		if (option != 'n')
			command_usage(125);
		increment = command_number(optarg, -40, 125);
	}
	if (optind == argc) {
		printf("%d\n", getpriority(PRIO_PROCESS, 0));
		return command_end(0);
	}
	errno = 0;
	if (nice((int)increment) == -1 && errno != 0)
		warn("cannot set niceness");
	execvp(argv[optind], argv + optind);
	err(errno == ENOENT ? 127 : 126, "%s", argv[optind]);
}
