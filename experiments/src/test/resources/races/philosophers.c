#include "race.h"
static pthread_mutex_t fork_[3] = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER};
static void *dine(void *a) {
	int me = (int)(intptr_t)a, left = me, right = (me + 1) % 3;
#ifdef FIXED
	if (left > right) { int swap = left; left = right; right = swap; }
#endif
	lock(&fork_[left]); lock(&fork_[right]);
	unlock(&fork_[right]); unlock(&fork_[left]);
	return NULL;
}
int main(void) { all(3, (body[]){dine, dine, dine}); return 0; }
