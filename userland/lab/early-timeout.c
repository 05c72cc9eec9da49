/* A wait that timed out is taken for one in which nothing came, though it has come meanwhile. */
#include <errno.h>
#include <time.h>

#include "lab.h"

static volatile uint32_t came;

static void *
waiter(void *unused)
{
	struct timespec soon = {0, 2000000};
	long woken = futex(&came, FUTEX_WAIT, 0, &soon, NULL, 0);
	int timed_out = woken == -1 && errno == ETIMEDOUT;
	uint32_t now = came;
	int got = fixed ? now != 0 : !timed_out;

	MUST(got || now == 0);
	return unused;
}

static void *
sender(void *unused)
{
	__atomic_store_n(&came, 1, __ATOMIC_SEQ_CST);
	futex(&came, FUTEX_WAKE, 1, NULL, NULL, 0);
	return unused;
}

int
main(void)
{
	together(2, (lab_body *[]){waiter, sender});
	return 0;
}
