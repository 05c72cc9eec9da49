#include "race.h"
/* The flag goes up before what it stands for is there. */
static int data;
static atomic_int ready;
static void *publish(void *a) {
	(void)a;
#ifdef FIXED
	data = 7; atomic_store(&ready, 1);
#else
	atomic_store(&ready, 1); data = 7;
#endif
	return NULL;
}
static void *take(void *a) { (void)a; if (atomic_load(&ready)) MUST(data == 7); return NULL; }
int main(void) { all(2, (body[]){publish, take}); return 0; }
