#include "race.h"
static pthread_mutex_t driver = PTHREAD_MUTEX_INITIALIZER, memory = PTHREAD_MUTEX_INITIALIZER, scheduler = PTHREAD_MUTEX_INITIALIZER;
static void *pair(pthread_mutex_t *first, pthread_mutex_t *second) { lock(first); lock(second); unlock(second); unlock(first); return NULL; }
static void *read_(void *a) { (void)a; return pair(&driver, &memory); }
static void *fault(void *a) { (void)a; return pair(&memory, &scheduler); }
static void *tick(void *a) {
	(void)a;
#ifdef FIXED
	return pair(&driver, &scheduler);
#else
	return pair(&scheduler, &driver);
#endif
}
int main(void) { all(3, (body[]){read_, fault, tick}); return 0; }
