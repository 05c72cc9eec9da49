#include "race.h"
static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static int done;
static void *await(void *a) {
	(void)a;
#ifdef FIXED
	lock(&guard);
	while (!done)
		pthread_cond_wait(&changed, &guard);
	unlock(&guard);
#else
	if (!__atomic_load_n(&done, __ATOMIC_SEQ_CST)) {
		lock(&guard); pthread_cond_wait(&changed, &guard); unlock(&guard);
	}
#endif
	return NULL;
}
static void *finish(void *a) {
	(void)a;
	lock(&guard); __atomic_store_n(&done, 1, __ATOMIC_SEQ_CST); pthread_cond_signal(&changed); unlock(&guard);
	return NULL;
}
int main(void) { all(2, (body[]){await, finish}); return 0; }
