#include "race.h"
/* One condition for two kinds of waiters: a signal meant for the one wakes the other. */
static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static int full;
static void wake(void) {
#ifdef FIXED
	pthread_cond_broadcast(&changed);
#else
	pthread_cond_signal(&changed);
#endif
}
static void *put(void *a) {
	(void)a;
	lock(&guard); while (full) pthread_cond_wait(&changed, &guard); full = 1; wake(); unlock(&guard);
	return NULL;
}
static void *take(void *a) {
	(void)a;
	lock(&guard); while (!full) pthread_cond_wait(&changed, &guard); full = 0; wake(); unlock(&guard);
	return NULL;
}
int main(void) { all(6, (body[]){take, take, take, put, put, put}); return 0; }
