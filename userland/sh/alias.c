#include "alias.h"

#include <stdlib.h>
#include <string.h>

#include "memory.h"
#include "output.h"

/* Sorted by name. */
static struct alias *aliases;

static struct alias **
place_of(const char *name)
{
	struct alias **place = &aliases;

	while (*place && strcmp((*place)->name, name) < 0)
		place = &(*place)->next;
	return place;
}

struct alias *
alias_find(const char *name)
{
	struct alias *found;

	if (aliases == NULL)
		return NULL;
	found = *place_of(name);
	return found && strcmp(found->name, name) == 0 ? found : NULL;
}

void
alias_set(const char *name, const char *value)
{
	struct alias *alias = alias_find(name);
	struct alias **place;

	if (alias != NULL) {
		free(alias->value);
		alias->value = must_copy(value);
		return;
	}
	place = place_of(name);
	alias = must_take(sizeof *alias);
	*alias = (struct alias){ must_copy(name), must_copy(value), false, *place };
	*place = alias;
}

/* An alias whose text is being read stays, nameless, until the shell ends. */
bool
alias_remove(const char *name)
{
	struct alias *alias = alias_find(name);

	if (alias == NULL)
		return false;
	*place_of(name) = alias->next;
	if (alias->in_use)
		return true;
	free(alias->name);
	free(alias->value);
	free(alias);
	return true;
}

void
alias_remove_all(void)
{
	while (aliases != NULL)
		alias_remove(aliases->name);
}

void
alias_print(const struct alias *alias)
{
	output_string(alias->name);
	output_byte('=');
	output_quoted(alias->value);
	output_byte('\n');
}

void
alias_print_all(void)
{
	const struct alias *alias;

	for (alias = aliases; alias != NULL; alias = alias->next)
		alias_print(alias);
}

void
alias_each(void (*visit)(const char *name, void *context), void *context)
{
	const struct alias *alias;

	for (alias = aliases; alias != NULL; alias = alias->next)
		visit(alias->name, context);
}
