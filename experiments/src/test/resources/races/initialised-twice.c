#include "race.h"
static pthread_once_t once = PTHREAD_ONCE_INIT;
static int *instance, made;
static void make(void) { instance = malloc(sizeof *instance); *instance = 0; __atomic_fetch_add(&made, 1, __ATOMIC_SEQ_CST); }
static void *get(void *a) {
	(void)a;
#ifdef FIXED
	pthread_once(&once, make);
#else
	(void)once;
	if (instance == NULL)
		make();
#endif
	return instance;
}
int main(void) { all(2, (body[]){get, get}); MUST(made == 1); return 0; }
