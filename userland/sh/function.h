/* Functions: POSIX Shell Command Language, 2.9.5. */
#pragma once

#include "tree.h"

struct function {
	char *name;
	struct node *body;
	struct unit *unit;	/* the memory the body lives in */
	struct function *next;
};

const struct function *function_find(const char *name);
void function_define(const struct node *);
void function_remove(const char *name);
/* Arguments start with the function's name. */
int function_call(const struct function *, char **arguments, int count);
void functions_each(void (*visit)(const char *name, void *context), void *context);
