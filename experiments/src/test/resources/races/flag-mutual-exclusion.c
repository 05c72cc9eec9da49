#include "race.h"
/* Each looks whether the other is in, then goes in. */
static atomic_int in[2], inside;
static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER;
static void *enter(void *a) {
	int me = (int)(intptr_t)a;
	LOCK(&guard);
	if (!atomic_load(&in[!me])) {
		atomic_store(&in[me], 1);
		MUST(atomic_fetch_add(&inside, 1) == 0);
		atomic_fetch_sub(&inside, 1);
		atomic_store(&in[me], 0);
	}
	UNLOCK(&guard);
	return NULL;
}
int main(void) { all(2, (body[]){enter, enter}); return 0; }
