/*
 * Against a thundering herd a write wakes one reader only. That one takes what it wants, and must
 * wake the next if something is left.
 */
#include "lab.h"

static mutex_t guard;
static condition_t filled;
static volatile int bytes;

static void *
reader(void *unused)
{
	mutex_lock(&guard);
	while (bytes == 0)
		condition_wait(&filled, &guard);
	bytes = bytes - 1;
	if (fixed && bytes > 0)
		condition_signal(&filled);
	mutex_unlock(&guard);
	return unused;
}

static void *
writer(void *unused)
{
	mutex_lock(&guard);
	bytes = bytes + 2;
	condition_signal(&filled);
	mutex_unlock(&guard);
	return unused;
}

int
main(void)
{
	together(3, (lab_body *[]){writer, reader, reader});
	return 0;
}
