/* Variables, local ones, and the environment made of those exported. */
#pragma once

#include <stdbool.h>

enum { VARIABLE_EXPORTED = 1, VARIABLE_READONLY = 2 };

void vars_start(char **environment);
/* NULL when unset. */
const char *vars_value(const char *name);
/* Fails when the variable is read-only. */
void vars_set(const char *name, const char *value);
void vars_set_number(const char *name, long value);
/* A NULL value leaves the variable as it is, or unset. */
void vars_declare(const char *name, const char *value, int flags);
/* False when the variable is read-only. */
bool vars_unset(const char *name);

/* Locals last until the innermost frame is left. */
struct frame {
	struct local *locals;
	struct frame *outer;
};

void vars_enter(struct frame *);
void vars_leave(void *frame);
/* Makes the variable local to the innermost frame; the value is kept until it is set. */
void vars_localise(const char *name);

/* The exported ones as NAME=value, in the scratch arena. */
char **vars_environment(void);
/* With all flags: those that have them, as `command NAME=value`; else all, as NAME=value. */
void vars_print(const char *command, int flags);
void vars_each(void (*visit)(const char *name, void *context), void *context);
