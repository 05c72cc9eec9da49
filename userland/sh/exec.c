#include "exec.h"

#include <string.h>

#include "failure.h"
#include "function.h"
#include "input.h"
#include "parameters.h"
#include "parser.h"
#include "pattern.h"
#include "redirect.h"
#include "shell.h"
#include "trap.h"
#include "vars.h"

struct shell shell;

void
check_errexit(int status)
{
	if (status != 0 && options[OPTION_ERREXIT] && shell.untested_depth == 0 && shell.skip == SKIP_NOTHING)
		leave(status);
}

/* A condition: whatever its status, -e does not apply inside. */
static int
execute_tested(const struct node *node)
{
	int status;

	shell.untested_depth++;
	status = execute(node, false);
	shell.untested_depth--;
	return status;
}

static int
run_list(const struct node *node, bool last)
{
	int status = 0;

	for (; node != NULL && shell.skip == SKIP_NOTHING; node = node->next)
		status = execute(node, last && node->next == NULL);
	return status;
}

static int
run_either(const struct node *node, bool last)
{
	int status = execute_tested(node->pair.left);

	if (shell.skip != SKIP_NOTHING || (status == 0) != (node->kind == NODE_AND))
		return status;
	return execute(node->pair.right, last);
}

static int
run_not(const struct node *node)
{
	int status = execute_tested(node->body);

	return shell.skip == SKIP_NOTHING ? status == 0 : status;
}

static int
run_if(const struct node *node, bool last)
{
	int status = execute_tested(node->pair.left);

	if (shell.skip != SKIP_NOTHING)
		return status;
	if (status == 0)
		return execute(node->pair.right, last);
	return node->pair.otherwise ? execute(node->pair.otherwise, last) : 0;
}

/* After a turn of a loop: true when the loop ends. */
static bool
leaves_loop(void)
{
	if (shell.skip == SKIP_NOTHING)
		return false;
	if (shell.skip == SKIP_RETURN)
		return true;
	if (shell.skip_levels > 1) {
		shell.skip_levels--;
		return true;
	}
	shell.skip_levels = 0;
	if (shell.skip == SKIP_CONTINUE) {
		shell.skip = SKIP_NOTHING;
		return false;
	}
	shell.skip = SKIP_NOTHING;
	return true;
}

static int
run_conditional_loop(const struct node *node)
{
	int status = 0, condition;

	shell.loop_depth++;
	for (;;) {
		condition = execute_tested(node->pair.left);
		if (shell.skip != SKIP_NOTHING) {
			if (shell.skip == SKIP_RETURN)
				status = condition;
			if (leaves_loop())
				break;
			continue;
		}
		if ((condition == 0) != (node->kind == NODE_WHILE))
			break;
		status = execute(node->pair.right, false);
		if (leaves_loop())
			break;
	}
	shell.loop_depth--;
	return status;
}

static void
loop_over_parameters(struct fields *fields)
{
	int i;

	fields_add(fields, NULL);
	for (i = 1; i <= parameters_count(); i++)
		fields_add(fields, arena_string(&scratch, parameters_at(i)));
}

static int
run_for(const struct node *node)
{
	struct mark mark = arena_mark(&scratch);
	struct fields fields = { 0 };
	int status = 0, i;

	shell.line = node->line;
	if (node->loop.over_parameters)
		loop_over_parameters(&fields);
	else
		expand_words(&fields, node->loop.words);
	shell.loop_depth++;
	for (i = 0; i < fields.count; i++) {
		vars_set(node->loop.name, fields.list[i]);
		status = execute(node->loop.body, false);
		if (leaves_loop())
			break;
	}
	shell.loop_depth--;
	arena_release(&scratch, mark);
	return status;
}

static bool
selects(const struct case_item *item, const char *subject)
{
	const struct word *pattern;

	for (pattern = item->patterns; pattern != NULL; pattern = pattern->next)
		if (pattern_matches(expand_pattern(pattern), subject))
			return true;
	return false;
}

static int
run_case(const struct node *node, bool last)
{
	struct mark mark = arena_mark(&scratch);
	const struct case_item *item = node->choice.items;
	const char *subject;
	int status = 0;

	shell.line = node->line;
	subject = expand_single(node->choice.subject);
	while (item != NULL && !selects(item, subject))
		item = item->next;
	arena_release(&scratch, mark);
	for (; item != NULL; item = item->next) {
		if (item->body != NULL)
			status = execute(item->body, last && !item->falls_through);
		if (!item->falls_through || shell.skip != SKIP_NOTHING)
			break;
	}
	return status;
}

static int
run_kind(const struct node *node, bool last)
{
	switch (node->kind) {
	case NODE_SIMPLE:
		return run_simple(node, last);
	case NODE_PIPELINE:
		return run_pipeline(node, false);
	case NODE_NOT:
		return run_not(node);
	case NODE_AND:
	case NODE_OR:
		return run_either(node, last);
	case NODE_SEQUENCE:
		return run_list(node->body, last);
	case NODE_BACKGROUND:
		return run_background(node->body);
	case NODE_SUBSHELL:
		return run_subshell(node);
	case NODE_GROUP:
		return execute(node->body, last);
	case NODE_IF:
		return run_if(node, last);
	case NODE_WHILE:
	case NODE_UNTIL:
		return run_conditional_loop(node);
	case NODE_FOR:
		return run_for(node);
	case NODE_CASE:
		return run_case(node, last);
	case NODE_FUNCTION:
		function_define(node);
		return 0;
	}
	return 0;
}

/* The redirections of a compound command hold while it runs. */
static int
run_redirected(const struct node *node, bool last)
{
	struct mark mark = arena_mark(&scratch);
	struct redirected redirected;
	struct cleanup cleanup;
	int status;

	shell.line = node->line;
	redirect_begin(&redirected);
	cleanup_push(&cleanup, redirect_undo, &redirected);
	if (redirect_apply(node->redirects, &redirected)) {
		status = run_kind(node, last);
	} else {
		shell.status = status = 1;
		check_errexit(status);
	}
	cleanup_pop();
	arena_release(&scratch, mark);
	return status;
}

int
execute(const struct node *node, bool last)
{
	int status;

	stack_check();
	if (node->redirects != NULL && node->kind != NODE_SIMPLE && node->kind != NODE_SUBSHELL)
		status = run_redirected(node, last);
	else
		status = run_kind(node, last);
	shell.status = status;
	if (node->kind == NODE_SIMPLE || node->kind == NODE_PIPELINE || node->kind == NODE_SUBSHELL)
		check_errexit(status);
	if (trap_pending()) {
		trap_run();
		if (shell.skip == SKIP_RETURN)
			status = shell.status;
	}
	return status;
}

int
run_input(bool last)
{
	struct cleanup cleanup;
	struct unit *unit;
	int status = 0;

	while (shell.skip == SKIP_NOTHING && (unit = parser_command()) != NULL) {
		struct mark mark = arena_mark(&scratch);

		cleanup_push(&cleanup, unit_drop, unit);
		if (unit->root != NULL && (!options[OPTION_NOEXEC] || shell.interactive))
			status = execute(unit->root, last && input_is_exhausted());
		cleanup_pop();
		arena_release(&scratch, mark);
	}
	return status;
}

int
run_string(const char *commands)
{
	struct cleanup source;
	int status;

	input_push_string(commands, strlen(commands), shell.line ? shell.line : 1);
	cleanup_push(&source, input_pop, NULL);
	status = run_input(false);
	cleanup_pop();
	return status;
}
