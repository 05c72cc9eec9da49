/* Aliases: alias(1p). */
#pragma once

#include <stdbool.h>

struct alias {
	char *name, *value;
	bool in_use;		/* its text is being read: not substituted again */
	struct alias *next;
};

struct alias *alias_find(const char *name);
void alias_set(const char *name, const char *value);
bool alias_remove(const char *name);
void alias_remove_all(void);
void alias_print_all(void);
void alias_print(const struct alias *);
/* Calls back for each name, in order. */
void alias_each(void (*visit)(const char *name, void *context), void *context);
