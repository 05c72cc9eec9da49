#include "race.h"
/* Whoever is woken finds that somebody who never slept was quicker, and believes that there is something for it. */
static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t came = PTHREAD_COND_INITIALIZER;
static int tokens, taken[3];
static void *wait_for(void *a) {
	int me = (int)(intptr_t)a;
	lock(&guard);
#ifdef FIXED
	while (tokens == 0)
#else
	if (tokens == 0)
#endif
		pthread_cond_wait(&came, &guard);
	tokens--;
	taken[me] = 1;
	MUST(tokens >= 0);
	unlock(&guard);
	return NULL;
}
static void *give(void *a) {
	(void)a;
	lock(&guard); tokens++; pthread_cond_signal(&came); unlock(&guard);
	lock(&guard); tokens++; pthread_cond_signal(&came); unlock(&guard);
	return NULL;
}
int main(void) { all(3, (body[]){wait_for, wait_for, give}); return 0; }
