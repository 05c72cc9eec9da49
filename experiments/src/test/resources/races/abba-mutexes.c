#include "race.h"
static pthread_mutex_t a = PTHREAD_MUTEX_INITIALIZER, b = PTHREAD_MUTEX_INITIALIZER;
static void *one(void *x) { (void)x; lock(&a); lock(&b); unlock(&b); unlock(&a); return NULL; }
static void *other(void *x) {
	(void)x;
#ifdef FIXED
	lock(&a); lock(&b); unlock(&b); unlock(&a);
#else
	lock(&b); lock(&a); unlock(&a); unlock(&b);
#endif
	return NULL;
}
int main(void) { all(2, (body[]){one, other}); return 0; }
