/* Moving a file from one directory to the other, and one back: each move locks both, in its own order. */
#include "lab.h"

static mutex_t directory[2];

static void *
move(void *direction)
{
	int from = (int)(intptr_t)direction, to = !from;
	int first = fixed ? 0 : from, second = fixed ? 1 : to;

	mutex_lock(&directory[first]);
	mutex_lock(&directory[second]);
	mutex_unlock(&directory[second]);
	mutex_unlock(&directory[first]);
	return NULL;
}

int
main(void)
{
	together(2, (lab_body *[]){move, move});
	return 0;
}
