/* Two threads add one to a number. Adding is three steps: read, add, write. */
#include "lab.h"

static mutex_t guard;
static volatile int sum;

static void *
add(void *unused)
{
	if (fixed)
		mutex_lock(&guard);
	sum = sum + 1;
	if (fixed)
		mutex_unlock(&guard);
	return unused;
}

int
main(void)
{
	together(2, (lab_body *[]){add, add});
	MUST(sum == 2);
	return 0;
}
