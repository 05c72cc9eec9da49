#include "race.h"
/* A lock of one's own that counts readers outside of its guard. */
static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER, writing = PTHREAD_MUTEX_INITIALIZER;
static int readers, value[2];
static void *reader(void *a) {
	(void)a;
	LOCK(&guard); if (++readers == 1) lock(&writing); UNLOCK(&guard);
	MUST(value[0] == value[1]);
	LOCK(&guard); if (--readers == 0) unlock(&writing); UNLOCK(&guard);
	return NULL;
}
static void *writer(void *a) {
	(void)a;
	lock(&writing); value[0]++; value[1]++; unlock(&writing);
	return NULL;
}
int main(void) { all(3, (body[]){reader, reader, writer}); return 0; }
