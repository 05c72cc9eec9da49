/* chroot: runs a command, or a shell, under another root. */
#include <err.h>
#include <errno.h>
#include <paths.h>
#include <unistd.h>

#include "command.h"

int
main(int argc, char *argv[])
{
	static char *shell[] = { _PATH_BSHELL, "-i", NULL };
	char **command;

	command_begin(argc, argv, "chroot DIRECTORY [COMMAND [ARGUMENT...]]");
	if (argc < 2)
		command_usage(125);
	if (chroot(argv[1]) == -1 || chdir("/") == -1)
		err(125, "%s", argv[1]);
	command = argc > 2 ? argv + 2 : shell;
	execvp(command[0], command);
	err(errno == ENOENT ? 127 : 126, "%s", command[0]);
}
