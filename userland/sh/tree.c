#include "tree.h"

#include <stdlib.h>

void
unit_hold(struct unit *unit)
{
	unit->references++;
}

void
unit_drop(void *held)
{
	struct unit *unit = held;

	if (--unit->references > 0)
		return;
	arena_free(&unit->arena);
	free(unit);
}

const char *
word_bare_text(const struct word *word)
{
	const struct part *part = word->parts;

	if (part == NULL || part->next != NULL || part->kind != PART_LITERAL || part->quoted)
		return NULL;
	return part->text;
}
