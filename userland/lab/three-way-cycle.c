/* A driver needs memory, memory needs the scheduler, the scheduler needs the driver: no two of them are enough. */
#include "lab.h"

enum { DRIVER, MEMORY, SCHEDULER, COUNT };

static mutex_t subsystem[COUNT];

static void *
request(void *of)
{
	int own = (int)(intptr_t)of, other = (own + 1) % COUNT;
	int first = fixed && other < own ? other : own;
	int second = first == own ? other : own;

	mutex_lock(&subsystem[first]);
	mutex_lock(&subsystem[second]);
	mutex_unlock(&subsystem[second]);
	mutex_unlock(&subsystem[first]);
	return NULL;
}

int
main(void)
{
	together(3, (lab_body *[]){request, request, request});
	return 0;
}
