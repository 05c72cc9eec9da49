/*
 * The low task holds the bus that the high one waits for, and the middle one, which needs no bus,
 * keeps the low one from its work. Corrected, who holds the bus inherits: the middle one stands back.
 */
#include "lab.h"

static volatile int held, wanted, missed;

static void *
low(void *unused)
{
	__atomic_store_n(&held, 1, __ATOMIC_SEQ_CST);
	thread_yield();
	__atomic_store_n(&held, 0, __ATOMIC_SEQ_CST);
	return unused;
}

static void *
middle(void *unused)
{
	for (int work = 0; work < 3; work++) {
		int waits = __atomic_load_n(&wanted, __ATOMIC_SEQ_CST) && __atomic_load_n(&held, __ATOMIC_SEQ_CST);

		if (waits && fixed)
			break;
		if (waits)
			__atomic_fetch_add(&missed, 1, __ATOMIC_SEQ_CST);
	}
	return unused;
}

static void *
high(void *unused)
{
	__atomic_store_n(&wanted, 1, __ATOMIC_SEQ_CST);
	while (__atomic_load_n(&held, __ATOMIC_SEQ_CST))
		thread_yield();
	__atomic_store_n(&wanted, 0, __ATOMIC_SEQ_CST);
	return unused;
}

int
main(void)
{
	together(3, (lab_body *[]){low, high, middle});
	MUST(missed < 3);
	return 0;
}
