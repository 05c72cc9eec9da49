#include "vars.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "chars.h"
#include "failure.h"
#include "getopts.h"
#include "lookup.h"
#include "memory.h"
#include "output.h"
#include "shell.h"

#define BUCKETS 64

struct variable {
	char *name, *value;	/* no value: unset, but with flags or shadowed by a local */
	int flags;
	struct variable *next;
};

struct local {
	struct variable *variable;
	char *value;
	int flags;
	struct local *next;
};

static struct variable *buckets[BUCKETS];
static struct frame *frames;
static bool line_is_special = true;

static struct variable **
place_of(const char *name)
{
	unsigned hash = 5381;
	const char *c;
	struct variable **place;

	for (c = name; *c; c++)
		hash = hash * 33 + (unsigned char)*c;
	place = &buckets[hash % BUCKETS];
	while (*place && strcmp((*place)->name, name) != 0)
		place = &(*place)->next;
	return place;
}

static struct variable *
find_or_add(const char *name)
{
	struct variable **place = place_of(name);

	if (*place == NULL) {
		*place = must_take(sizeof **place);
		**place = (struct variable){ .name = must_copy(name) };
	}
	return *place;
}

const char *
vars_value(const char *name)
{
	static char line[12];
	struct variable *variable;

	if (line_is_special && strcmp(name, "LINENO") == 0) {
		snprintf(line, sizeof line, "%d", shell.line);
		return line;
	}
	variable = *place_of(name);
	return variable ? variable->value : NULL;
}

/* Other parts of the shell depend on a few variables. */
static void
changed(const char *name)
{
	if (strcmp(name, "PATH") == 0)
		lookup_forget();
	else if (strcmp(name, "OPTIND") == 0)
		getopts_restart();
	else if (strcmp(name, "LINENO") == 0)
		line_is_special = false;
}

static void
replace_value(struct variable *variable, const char *value)
{
	char *old = variable->value;

	variable->value = value ? must_copy(value) : NULL;
	free(old);
	changed(variable->name);
}

void
vars_set(const char *name, const char *value)
{
	struct variable *variable = find_or_add(name);

	if (variable->flags & VARIABLE_READONLY)
		fail(2, "%s: is read only", name);
	if (options[OPTION_ALLEXPORT])
		variable->flags |= VARIABLE_EXPORTED;
	replace_value(variable, value);
}

void
vars_set_number(const char *name, long value)
{
	char digits[24];

	snprintf(digits, sizeof digits, "%ld", value);
	vars_set(name, digits);
}

void
vars_declare(const char *name, const char *value, int flags)
{
	if (value != NULL)
		vars_set(name, value);
	find_or_add(name)->flags |= flags;
}

static bool
is_shadowed(const struct variable *variable)
{
	const struct frame *frame;
	const struct local *local;

	for (frame = frames; frame != NULL; frame = frame->outer)
		for (local = frame->locals; local != NULL; local = local->next)
			if (local->variable == variable)
				return true;
	return false;
}

bool
vars_unset(const char *name)
{
	struct variable **place = place_of(name), *variable = *place;

	if (variable == NULL) {
		changed(name);
		return true;
	}
	if (variable->flags & VARIABLE_READONLY)
		return false;
	variable->flags = 0;
	replace_value(variable, NULL);
	if (!is_shadowed(variable)) {
		*place = variable->next;
		free(variable->name);
		free(variable);
	}
	return true;
}

void
vars_enter(struct frame *frame)
{
	frame->locals = NULL;
	frame->outer = frames;
	frames = frame;
}

void
vars_leave(void *left)
{
	struct frame *frame = left;

	while (frame->locals != NULL) {
		struct local *local = frame->locals;

		frame->locals = local->next;
		local->variable->flags = local->flags;
		replace_value(local->variable, local->value);
		free(local->value);
		free(local);
	}
	frames = frame->outer;
}

void
vars_localise(const char *name)
{
	struct variable *variable = find_or_add(name);
	struct local *local;

	for (local = frames->locals; local != NULL; local = local->next)
		if (local->variable == variable)
			return;
	local = must_take(sizeof *local);
	*local = (struct local){ variable, variable->value ? must_copy(variable->value) : NULL, variable->flags, frames->locals };
	frames->locals = local;
}

char **
vars_environment(void)
{
	size_t count = 0, i;
	struct variable *variable;
	char **environment;

	for (i = 0; i < BUCKETS; i++)
		for (variable = buckets[i]; variable != NULL; variable = variable->next)
			count += (variable->flags & VARIABLE_EXPORTED) && variable->value;
	environment = arena_take(&scratch, (count + 1) * sizeof *environment);
	count = 0;
	for (i = 0; i < BUCKETS; i++)
		for (variable = buckets[i]; variable != NULL; variable = variable->next)
			if ((variable->flags & VARIABLE_EXPORTED) && variable->value)
				environment[count++] = arena_join(&scratch, variable->name, "=", variable->value, NULL);
	environment[count] = NULL;
	return environment;
}

static int
by_name(const void *left, const void *right)
{
	return strcmp((*(struct variable *const *)left)->name, (*(struct variable *const *)right)->name);
}

static struct variable **
sorted(size_t *count)
{
	size_t i, total = 0;
	struct variable *variable, **list;

	for (i = 0; i < BUCKETS; i++)
		for (variable = buckets[i]; variable != NULL; variable = variable->next)
			total++;
	list = arena_take(&scratch, (total + 1) * sizeof(struct variable *));
	*count = 0;
	for (i = 0; i < BUCKETS; i++)
		for (variable = buckets[i]; variable != NULL; variable = variable->next)
			list[(*count)++] = variable;
	qsort(list, total, sizeof(struct variable *), by_name);
	return list;
}

void
vars_print(const char *command, int flags)
{
	struct mark mark = arena_mark(&scratch);
	size_t count, i;
	struct variable **list = sorted(&count);

	for (i = 0; i < count; i++) {
		if ((list[i]->flags & flags) != flags || (flags == 0 && list[i]->value == NULL))
			continue;
		if (*command)
			output_print("%s ", command);
		output_string(list[i]->name);
		if (list[i]->value != NULL) {
			output_byte('=');
			output_quoted(list[i]->value);
		}
		output_byte('\n');
	}
	arena_release(&scratch, mark);
}

void
vars_each(void (*visit)(const char *name, void *context), void *context)
{
	size_t count, i;
	struct variable **list = sorted(&count);

	for (i = 0; i < count; i++)
		visit(list[i]->name, context);
}

void
vars_start(char **environment)
{
	for (; *environment != NULL; environment++) {
		size_t length = name_length(*environment);
		struct mark mark = arena_mark(&scratch);

		if (length > 0 && (*environment)[length] == '=')
			vars_declare(arena_copy(&scratch, *environment, length), *environment + length + 1, VARIABLE_EXPORTED);
		arena_release(&scratch, mark);
	}
}
