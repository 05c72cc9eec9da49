#include "race.h"
/* A barrier whose count is set back by whoever leaves first. */
static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t turn = PTHREAD_COND_INITIALIZER;
static int arrived, generation, phase[2];
static void meet(void) {
	lock(&guard);
	int mine = generation;
	if (++arrived == 2) { arrived = 0; generation++; pthread_cond_broadcast(&turn); }
#ifdef FIXED
	while (mine == generation)
#else
	else if (mine == generation || 1)
#endif
		pthread_cond_wait(&turn, &guard);
	unlock(&guard);
}
static void *walk(void *a) {
	int me = (int)(intptr_t)a;
	for (int i = 0; i < 2; i++) {
		__atomic_fetch_add(&phase[me], 1, __ATOMIC_SEQ_CST);
#ifdef FIXED
		meet();
#else
		if (__atomic_load_n(&phase[!me], __ATOMIC_SEQ_CST) < i + 1) meet();
#endif
	}
	return NULL;
}
int main(void) { all(2, (body[]){walk, walk}); return 0; }
