#include "function.h"

#include <stdlib.h>
#include <string.h>

#include "exec.h"
#include "failure.h"
#include "parameters.h"
#include "shell.h"
#include "vars.h"

#define BUCKETS 32

static struct function *buckets[BUCKETS];

static struct function **
place_of(const char *name)
{
	unsigned hash = 0;
	const char *c;
	struct function **place;

	for (c = name; *c; c++)
		hash = hash * 31 + (unsigned char)*c;
	place = &buckets[hash % BUCKETS];
	while (*place && strcmp((*place)->name, name) != 0)
		place = &(*place)->next;
	return place;
}

const struct function *
function_find(const char *name)
{
	return *place_of(name);
}

void
function_remove(const char *name)
{
	struct function **place = place_of(name), *function = *place;

	if (function == NULL)
		return;
	*place = function->next;
	unit_drop(function->unit);
	free(function->name);
	free(function);
}

void
function_define(const struct node *node)
{
	struct function *function = must_take(sizeof *function), **place;

	unit_hold(node->function.unit);
	function_remove(node->function.name);
	place = place_of(node->function.name);
	*function = (struct function){ must_copy(node->function.name), node->function.body, node->function.unit, *place };
	*place = function;
}

/* What a call changes and puts back. */
struct call {
	struct parameters parameters;
	struct frame frame;
	struct unit *unit;
	int loop_depth;
};

static void
finish(void *finished)
{
	struct call *call = finished;

	vars_leave(&call->frame);
	parameters_leave(&call->parameters);
	shell.loop_depth = call->loop_depth;
	shell.return_depth--;
	unit_drop(call->unit);
}

int
function_call(const struct function *function, char **arguments, int count)
{
	struct call call = { .unit = function->unit, .loop_depth = shell.loop_depth };
	struct cleanup cleanup;
	struct node *body = function->body;

	unit_hold(call.unit);
	parameters_enter(&call.parameters, arguments + 1, count - 1);
	vars_enter(&call.frame);
	shell.loop_depth = 0;
	shell.return_depth++;
	cleanup_push(&cleanup, finish, &call);
	shell.status = execute(body, false);
	cleanup_pop();
	if (shell.skip == SKIP_RETURN)
		shell.skip = SKIP_NOTHING;
	return shell.status;
}

void
functions_each(void (*visit)(const char *name, void *context), void *context)
{
	const struct function *function;
	size_t i;

	for (i = 0; i < BUCKETS; i++)
		for (function = buckets[i]; function != NULL; function = function->next)
			visit(function->name, context);
}
