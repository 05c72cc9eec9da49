#include "race.h"
/* Each is guarded, both together are not. */
static pthread_mutex_t a = PTHREAD_MUTEX_INITIALIZER, b = PTHREAD_MUTEX_INITIALIZER, both = PTHREAD_MUTEX_INITIALIZER;
static int x, y;
static void *set(void *p) {
	(void)p;
	LOCK(&both);
	lock(&a); x = 1; unlock(&a);
	lock(&b); y = 1; unlock(&b);
	UNLOCK(&both);
	return NULL;
}
static void *look(void *p) {
	(void)p;
	LOCK(&both);
	lock(&a); int seen_x = x; unlock(&a);
	lock(&b); int seen_y = y; unlock(&b);
	UNLOCK(&both);
	MUST(seen_x == seen_y);
	return NULL;
}
int main(void) { all(2, (body[]){set, look}); return 0; }
