#include "race.h"
struct thing { int value; };
static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER;
static struct thing *current;
static void *retire(void *a) {
	(void)a;
	LOCK(&guard);
	struct thing *old = current;
	current = NULL;
	old->value = -1;
	free(old);
	UNLOCK(&guard);
	return NULL;
}
static void *look(void *a) {
	(void)a;
	LOCK(&guard);
	struct thing *seen = current;
	if (seen)
		MUST(seen->value == 42);
	UNLOCK(&guard);
	return NULL;
}
int main(void) { current = malloc(sizeof *current); current->value = 42; all(2, (body[]){look, retire}); return 0; }
