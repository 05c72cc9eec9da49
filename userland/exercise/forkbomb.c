/* Forks until the kernel says no, or MOST times; then kills and buries every child. The kernel must go on. */
#include <err.h>
#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"
#include "command.h"

static pid_t *children;
static long made;

static int
explode(long most)
{
	for (; made < most; made++) {
		children[made] = fork();
		if (children[made] == -1)
			return errno;
		if (children[made] == 0)
			for (;;)
				pause();
	}
	return 0;
}

int
main(int argc, char *argv[])
{
	long most, buried = 0;
	int reason, status;

	command_begin(argc, argv, "forkbomb [MOST]");
	most = argc > 1 ? command_number(argv[1], 1, 2) : 1000000;
	children = malloc((size_t)most * sizeof *children);
	if (children == NULL)
		err(1, "%ld children", most);
	reason = explode(most);
	printf("forkbomb: %ld children%s%s\n", made, reason != 0 ? ", then: " : "", reason != 0 ? strerror(reason) : "");
	check(reason == 0 || reason == EAGAIN || reason == ENOMEM, "fork ends in success, EAGAIN or ENOMEM");
	for (long i = 0; i < made; i++)
		kill(children[i], SIGKILL);
	while (wait(&status) > 0)
		buried += WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
	check(buried == made, "every child was killed and waited for");
	made = fork();
	if (made == 0)
		_exit(0);
	check(made > 0 && check_child((pid_t)made) == 0, "and fork works again");
	return check_result("forkbomb");
}
