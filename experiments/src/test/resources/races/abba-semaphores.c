#include "race.h"
static sem_t a, b;
static void *one(void *x) { (void)x; sem_wait(&a); sem_wait(&b); sem_post(&b); sem_post(&a); return NULL; }
static void *other(void *x) {
	(void)x;
#ifdef FIXED
	return one(x);
#else
	sem_wait(&b); sem_wait(&a); sem_post(&a); sem_post(&b);
	return NULL;
#endif
}
int main(void) { sem_init(&a, 0, 1); sem_init(&b, 0, 1); all(2, (body[]){one, other}); return 0; }
