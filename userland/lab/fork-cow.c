/*
 * A page is written to in place when nobody else refers to it. A fork comes between the test and the write,
 * and the child sees what its parent did after.
 */
#include "lab.h"

static mutex_t guard;
static volatile int references = 1, page, copy;

static void *
write_fault(void *unused)
{
	if (fixed)
		mutex_lock(&guard);
	if (references == 1)
		page = 2;
	else
		copy = 2;
	if (fixed)
		mutex_unlock(&guard);
	return unused;
}

static void *
fork_space(void *unused)
{
	int before;

	mutex_lock(&guard);
	references = references + 1;
	before = page;
	mutex_unlock(&guard);
	MUST(page == before);
	return unused;
}

int
main(void)
{
	together(2, (lab_body *[]){write_fault, fork_space});
	return 0;
}
