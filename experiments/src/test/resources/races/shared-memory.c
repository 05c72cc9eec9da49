#include "race.h"
/* Two processes, one page. */
int main(void) {
	struct shared { pthread_mutex_t guard; long sum; } *shared =
		mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	pthread_mutexattr_t attributes;
	pthread_mutexattr_init(&attributes);
	pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
	pthread_mutex_init(&shared->guard, &attributes);
	pid_t child = fork();
	LOCK(&shared->guard); shared->sum += 5; UNLOCK(&shared->guard);
	if (child == 0) _exit(0);
	waitpid(child, NULL, 0);
	MUST(shared->sum == 10);
	return 0;
}
