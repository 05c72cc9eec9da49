/* A process sleeps until a signal comes, unless it has come. It comes in between. */
#include <signal.h>
#include <sys/wait.h>

#include "lab.h"

static volatile sig_atomic_t came;

static void
note(int number)
{
	(void)number;
	came = 1;
}

int
main(void)
{
	struct sigaction action = {.sa_handler = note};
	sigset_t one, before;
	pid_t parent = getpid(), child;

	sigaction(SIGUSR1, &action, NULL);
	sigemptyset(&one);
	sigaddset(&one, SIGUSR1);
	sigprocmask(SIG_BLOCK, fixed ? &one : NULL, &before);
	child = fork();
	if (child == 0) {
		kill(parent, SIGUSR1);
		_exit(0);
	}
	while (!came) {
		if (fixed)
			sigsuspend(&before);
		else
			pause();
	}
	waitpid(child, NULL, 0);
	return 0;
}
