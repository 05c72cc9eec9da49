#include "history.h"

#include <stdlib.h>
#include <string.h>

#include "memory.h"

#define REMEMBERED 256

static char *lines[REMEMBERED];
static unsigned added;

const char *
history_back(int back)
{
	if (back < 1 || (unsigned)back > added || back > REMEMBERED)
		return NULL;
	return lines[(added - (unsigned)back) % REMEMBERED];
}

void
history_add(const char *line)
{
	const char *last = history_back(1);
	char **place = &lines[added % REMEMBERED];

	if (line[strspn(line, " \t\n")] == '\0' || (last != NULL && strcmp(last, line) == 0))
		return;
	free(*place);
	*place = must_copy(line);
	added++;
}
