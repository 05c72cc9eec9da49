/*
 * A reader believes that nothing was written while it read if the generation is what it was, and even.
 * With two bits of generation it is that again after two writes: the reader has to sleep through both.
 */
#include "lab.h"

static volatile unsigned generation;
static volatile int value[2];

static void
advance(void)
{
	generation = fixed ? generation + 1 : (generation + 1) & 3;
}

static void *
writer(void *unused)
{
	for (int round = 1; round <= 2; round++) {
		advance();
		value[0] = round;
		value[1] = round;
		advance();
	}
	return unused;
}

static void *
reader(void *unused)
{
	unsigned before = generation;
	int first = value[0], second = value[1];

	if (generation == before && before % 2 == 0)
		MUST(first == second);
	return unused;
}

int
main(void)
{
	together(2, (lab_body *[]){reader, writer});
	return 0;
}
