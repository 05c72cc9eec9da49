#include "parameters.h"

#include <stdlib.h>

#include "getopts.h"
#include "memory.h"

static struct parameters current;

int
parameters_count(void)
{
	return current.count;
}

const char *
parameters_at(int number)
{
	return number >= 1 && number <= current.count ? current.list[number - 1] : NULL;
}

static void
release(void)
{
	int i;

	if (current.owned == NULL)
		return;
	for (i = 0; current.owned[i] != NULL; i++)
		free(current.owned[i]);
	free(current.owned);
	current.owned = NULL;
}

void
parameters_set(char **list, int count)
{
	char **copy = must_take(((size_t)count + 1) * sizeof *copy);
	int i;

	for (i = 0; i < count; i++)
		copy[i] = must_copy(list[i]);
	copy[count] = NULL;
	release();
	current = (struct parameters){ copy, count, copy };
	getopts_restart();
}

void
parameters_shift(int count)
{
	current.list += count;
	current.count -= count;
}

void
parameters_enter(struct parameters *saved, char **list, int count)
{
	*saved = current;
	current = (struct parameters){ list, count, NULL };
}

void
parameters_leave(void *saved)
{
	release();
	current = *(struct parameters *)saved;
}
