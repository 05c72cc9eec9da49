/* nohup: runs a command that a hangup does not end; what it would write to a terminal goes to nohup.out. */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include "command.h"

int
main(int argc, char *argv[])
{
	int fd;

	command_begin(argc, argv, "nohup COMMAND [ARGUMENT...]");
	if (argc < 2)
		command_usage(127);
	signal(SIGHUP, SIG_IGN);
	if (isatty(STDIN_FILENO) && (fd = open("/dev/null", O_WRONLY)) != -1) {
		dup2(fd, STDIN_FILENO);
		close(fd);
	}
	if (isatty(STDOUT_FILENO)) {
		fd = open("nohup.out", O_WRONLY | O_CREAT | O_APPEND, 0600);
		if (fd == -1)
			err(127, "nohup.out");
		warnx("output goes to nohup.out");
		dup2(fd, STDOUT_FILENO);
		close(fd);
	}
	if (isatty(STDERR_FILENO))
		dup2(STDOUT_FILENO, STDERR_FILENO);
	execvp(argv[1], argv + 1);
	err(errno == ENOENT ? 127 : 126, "%s", argv[1]);
}
