/* One looks whether there is something to do, and sleeps if not. What comes between looking and sleeping wakes nobody. */
#include "lab.h"

static volatile uint32_t done, bed;

static void *
sleeper(void *unused)
{
	if (fixed) {
		/* The kernel looks once more, and sleeps only if nothing has come. */
		while (done == 0)
			futex(&done, FUTEX_WAIT, 0, NULL, NULL, 0);
	} else if (done == 0) {
		futex(&bed, FUTEX_WAIT, 0, NULL, NULL, 0);
	}
	return unused;
}

static void *
waker(void *unused)
{
	done = 1;
	futex(fixed ? &done : &bed, FUTEX_WAKE, 1, NULL, NULL, 0);
	return unused;
}

int
main(void)
{
	together(2, (lab_body *[]){sleeper, waker});
	return 0;
}
