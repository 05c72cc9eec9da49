/* A signal handler takes from a free list in whose middle it has interrupted the program. */
#include <signal.h>
#include <sys/wait.h>

#include "lab.h"

static struct block {
	struct block *next;
} blocks[3];

static struct block *volatile free_list, *volatile taken[2];

static struct block *
take(void)
{
	struct block *first = free_list;

	if (first != NULL)
		free_list = first->next;
	return first;
}

static void
handle(int number)
{
	(void)number;
	taken[1] = take();
}

int
main(void)
{
	struct sigaction action = {.sa_handler = handle};
	sigset_t one;
	pid_t parent = getpid(), child;

	for (int i = 0; i < 3; i++) {
		blocks[i].next = free_list;
		free_list = &blocks[i];
	}
	sigaction(SIGUSR1, &action, NULL);
	sigemptyset(&one);
	sigaddset(&one, SIGUSR1);
	child = fork();
	if (child == 0) {
		kill(parent, SIGUSR1);
		_exit(0);
	}
	if (fixed)
		sigprocmask(SIG_BLOCK, &one, NULL);
	taken[0] = take();
	if (fixed)
		sigprocmask(SIG_UNBLOCK, &one, NULL);
	waitpid(child, NULL, 0);
	MUST(taken[0] != taken[1]);
	return 0;
}
