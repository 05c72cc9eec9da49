/* link: link(2) as a command. */
#include <err.h>
#include <unistd.h>

#include "command.h"

int
main(int argc, char *argv[])
{
	command_begin(argc, argv, "link FROM TO");
	if (argc != 3)
		command_usage(1);
	if (link(argv[1], argv[2]) == -1)
		err(1, "cannot link %s to %s", argv[2], argv[1]);
	return 0;
}
