#include "race.h"
/* The owner takes from the bottom, the thief from the top; the last one is given to both. */
static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER;
static atomic_int top, bottom = 2;
static atomic_int taken[2];
static void give(int index) { MUST(atomic_fetch_add(&taken[index], 1) == 0); }
static void *own(void *a) {
	(void)a;
	for (int i = 0; i < 2; i++) {
		LOCK(&guard);
		int last = atomic_load(&bottom) - 1;
		if (last >= atomic_load(&top)) { atomic_store(&bottom, last); give(last); }
		UNLOCK(&guard);
	}
	return NULL;
}
static void *steal(void *a) {
	(void)a;
	LOCK(&guard);
	int first = atomic_load(&top);
	if (first < atomic_load(&bottom)) { atomic_store(&top, first + 1); give(first); }
	UNLOCK(&guard);
	return NULL;
}
int main(void) { all(2, (body[]){own, steal}); return 0; }
