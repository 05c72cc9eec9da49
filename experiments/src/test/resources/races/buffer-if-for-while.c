#include "race.h"
static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t filled = PTHREAD_COND_INITIALIZER;
static int items;
static void *take(void *a) {
	(void)a;
	lock(&guard);
#ifdef FIXED
	while (items == 0)
#else
	if (items == 0)
#endif
		pthread_cond_wait(&filled, &guard);
	MUST(items > 0);
	items--;
	unlock(&guard);
	return NULL;
}
static void *put(void *a) {
	(void)a;
	for (int i = 0; i < 2; i++) { lock(&guard); items++; pthread_cond_signal(&filled); unlock(&guard); }
	return NULL;
}
int main(void) { all(3, (body[]){take, take, put}); MUST(items == 0); return 0; }
