/* unlink: unlink(2) as a command. */
#include <err.h>
#include <unistd.h>

#include "command.h"

int
main(int argc, char *argv[])
{
	command_begin(argc, argv, "unlink NAME");
	if (argc != 2)
		command_usage(1);
	if (unlink(argv[1]) == -1)
		err(1, "cannot unlink %s", argv[1]);
	return 0;
}
