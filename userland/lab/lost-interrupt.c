/* A driver reads which events there are, serves them, and acknowledges all. One that came in between is never served. */
#include "lab.h"

static volatile unsigned status, served;

static void *
device(void *unused)
{
	__atomic_fetch_or(&status, 1, __ATOMIC_SEQ_CST);
	__atomic_fetch_or(&status, 2, __ATOMIC_SEQ_CST);
	return unused;
}

static void *
driver(void *unused)
{
	while (served != 3) {
		unsigned seen = __atomic_load_n(&status, __ATOMIC_SEQ_CST);

		served = served | seen;
		if (fixed)
			__atomic_fetch_and(&status, ~seen, __ATOMIC_SEQ_CST);
		else if (seen != 0)
			__atomic_store_n(&status, 0, __ATOMIC_SEQ_CST);
		thread_yield();
	}
	return unused;
}

int
main(void)
{
	together(2, (lab_body *[]){driver, device});
	return 0;
}
