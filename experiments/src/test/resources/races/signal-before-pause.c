#include "race.h"
static volatile sig_atomic_t came;
static void note(int number) { (void)number; came = 1; }
int main(void) {
	sigset_t blocked, before;
	signal(SIGUSR1, note);
	sigemptyset(&blocked);
	sigaddset(&blocked, SIGUSR1);
#ifdef FIXED
	sigprocmask(SIG_BLOCK, &blocked, &before);
#else
	sigprocmask(SIG_BLOCK, NULL, &before);
#endif
	pid_t parent = getpid(), child = fork();
	if (child == 0) { kill(parent, SIGUSR1); _exit(0); }
	while (!came) {
#ifdef FIXED
		sigsuspend(&before);
#else
		pause();
#endif
	}
	waitpid(child, NULL, 0);
	return 0;
}
