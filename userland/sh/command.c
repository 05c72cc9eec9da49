/* Simple commands: POSIX Shell Command Language, 2.9.1. */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "exec.h"
#include "failure.h"
#include "jobs.h"
#include "lookup.h"
#include "output.h"
#include "parameters.h"
#include "quote.h"
#include "redirect.h"
#include "shell.h"
#include "trap.h"
#include "vars.h"

/* A command being run: what is known of it once its words are expanded. */
struct invocation {
	const struct node *node;
	char **arguments;
	int count;
	bool plain;		/* after `command`: no functions, nothing special about it */
	bool in_default_path;
	bool last;
};

static void
trace(const char *text)
{
	struct text line = text_in(&scratch);
	const char *prompt = vars_value("PS4");

	expand_prompt(&line, prompt ? prompt : "+ ");
	text_append(&line, text);
	text_add(&line, '\n');
	output_flush();
	write_all(2, line.bytes, line.length);
}

static void
trace_words(char **words)
{
	struct text line = text_in(&scratch);

	if (!options[OPTION_XTRACE])
		return;
	for (; *words != NULL; words++) {
		text_append(&line, quote_if_needed(&scratch, *words));
		if (words[1] != NULL)
			text_add(&line, ' ');
	}
	trace(text_string(&line));
}

static void
assign(const struct node *node, bool local, int flags)
{
	const struct assignment *assignment;

	for (assignment = node->simple.assignments; assignment != NULL; assignment = assignment->next) {
		const char *value = expand_value(assignment->value);

		if (options[OPTION_XTRACE])
			trace(arena_join(&scratch, assignment->name, "=", quote_if_needed(&scratch, value), NULL));
		if (local)
			vars_localise(assignment->name);
		vars_declare(assignment->name, value, flags);
	}
}

/* Assignments and redirections alone: the status is that of the last substitution in them. */
static int
run_without_command(const struct node *node)
{
	struct redirected redirected;
	struct cleanup cleanup;
	int before = substitutions, status = 0;
	bool redirects_hold;

	redirect_begin(&redirected);
	cleanup_push(&cleanup, redirect_undo, &redirected);
	redirects_hold = redirect_apply(node->redirects, &redirected);
	cleanup_pop();
	if (!redirects_hold)
		return 1;
	assign(node, false, 0);
	if (substitutions != before)
		status = shell.status;
	return status;
}

static bool
is_text(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

/* A file that is no program the kernel knows is a script of this shell: 2.9.1.6. */
static void
become_script(const char *path, char **arguments, char **environment)
{
	int count = 0;
	char **script;

	while (arguments[count] != NULL)
		count++;
	script = arena_take(&scratch, ((size_t)count + 2) * sizeof *script);
	script[0] = "sh";
	script[1] = (char *)path;
	memcpy(script + 2, arguments + 1, (size_t)count * sizeof *script);
	execve("/proc/self/exe", script, environment);
	execve("/bin/sh", script, environment);
}

static _Noreturn void
leave_missing(const char *name, int status)
{
	complain("%s: %s", name, status == 126 ? strerror(EACCES) : strchr(name, '/') ? strerror(ENOENT) : "not found");
	leave(status);
}

void
become(char **arguments, bool in_default_path)
{
	char **environment = vars_environment();
	struct command command = lookup_file(arguments[0], in_default_path);
	int reason;

	output_flush();
	if (command.kind == COMMAND_FILE) {
		execve(command.path, arguments, environment);
		if (errno == ENOENT && strchr(arguments[0], '/') == NULL && !is_text(command.path)) {
			/* It has gone since it was found. */
			lookup_forget();
			command = lookup_file(arguments[0], in_default_path);
			if (command.kind == COMMAND_FILE)
				execve(command.path, arguments, environment);
		}
	}
	reason = errno;
	if (command.kind == COMMAND_MISSING)
		leave_missing(arguments[0], command.status);
	if (reason == ENOEXEC && is_text(command.path))
		become_script(command.path, arguments, environment);
	complain("%s: %s", arguments[0], reason == ENOENT && is_text(command.path) ? "interpreter not found" : strerror(reason));
	leave(reason == ENOENT || reason == ENOTDIR ? 127 : 126);
}

static _Noreturn void
become_redirected(const struct invocation *invocation)
{
	struct frame frame;

	if (!redirect_apply(invocation->node->redirects, NULL))
		leave(1);
	vars_enter(&frame);
	assign(invocation->node, true, VARIABLE_EXPORTED);
	become(invocation->arguments, invocation->in_default_path);
}

/* Looked up here first, so that it is this shell that remembers where the command is. */
static int
run_file(const struct invocation *invocation)
{
	const struct node *node = invocation->node;
	struct job *job;

	if (invocation->last && !trap_any())
		become_redirected(invocation);
	if (node->simple.assignments == NULL)
		lookup_file(invocation->arguments[0], invocation->in_default_path);
	job = job_new(node, false);
	if (job_fork(job) == 0)
		become_redirected(invocation);
	return job_wait(job);
}

static bool
is_executor(const struct builtin *builtin)
{
	return builtin->run == builtin_exec;
}

static int
call_builtin(const struct builtin *builtin, const struct invocation *invocation)
{
	int status = builtin->run(invocation->count, invocation->arguments);

	return !output_finish(invocation->arguments[0]) && status == 0 ? 1 : status;
}

/* An error of a special builtin ends a script; of another, the command: 2.8.1. */
static int
call_guarded(const struct builtin *builtin, const struct invocation *invocation)
{
	struct handler handler;
	int status;

	if (builtin->special && !invocation->plain)
		return call_builtin(builtin, invocation);
	handler_push(&handler);
	if (setjmp(handler.at)) {
		output_flush();
		return shell.status;
	}
	status = call_builtin(builtin, invocation);
	handler_pop(&handler);
	return status;
}

static int
failed_redirection(const struct builtin *builtin, const struct invocation *invocation)
{
	if (builtin->special && !invocation->plain)
		raise_failure(1);
	return 1;
}

static int
run_executor(const struct builtin *builtin, const struct invocation *invocation)
{
	if (!redirect_apply(invocation->node->redirects, NULL))
		return failed_redirection(builtin, invocation);
	assign(invocation->node, false, VARIABLE_EXPORTED);
	return call_guarded(builtin, invocation);
}

static int
run_builtin(const struct builtin *builtin, const struct invocation *invocation)
{
	const struct node *node = invocation->node;
	bool keeps = builtin->special && !invocation->plain;
	struct redirected redirected;
	struct frame frame;
	struct cleanup redirects, variables;
	int status;

	if (node->redirects == NULL && node->simple.assignments == NULL)
		return call_guarded(builtin, invocation);
	redirect_begin(&redirected);
	cleanup_push(&redirects, redirect_undo, &redirected);
	if (!redirect_apply(node->redirects, &redirected)) {
		cleanup_pop();
		return failed_redirection(builtin, invocation);
	}
	if (!keeps) {
		vars_enter(&frame);
		cleanup_push(&variables, vars_leave, &frame);
	}
	assign(node, !keeps, keeps ? 0 : VARIABLE_EXPORTED);
	status = call_guarded(builtin, invocation);
	if (!keeps)
		cleanup_pop();
	cleanup_pop();
	return status;
}

static int
run_function(const struct function *function, const struct invocation *invocation)
{
	const struct node *node = invocation->node;
	struct redirected redirected;
	struct frame frame;
	struct cleanup redirects, variables;
	int status;

	if (node->redirects == NULL && node->simple.assignments == NULL)
		return function_call(function, invocation->arguments, invocation->count);
	redirect_begin(&redirected);
	cleanup_push(&redirects, redirect_undo, &redirected);
	if (!redirect_apply(node->redirects, &redirected)) {
		cleanup_pop();
		return 1;
	}
	vars_enter(&frame);
	cleanup_push(&variables, vars_leave, &frame);
	assign(node, true, VARIABLE_EXPORTED);
	status = function_call(function, invocation->arguments, invocation->count);
	cleanup_pop();
	cleanup_pop();
	return status;
}

/* Takes a leading `command` off, with -p and --; not when it is asked to describe. */
static bool
strip_command(struct invocation *invocation)
{
	char **arguments = invocation->arguments;
	bool default_path = false;
	int i = 1;

	if (strcmp(arguments[0], "command") != 0)
		return false;
	for (; arguments[i] != NULL && arguments[i][0] == '-' && arguments[i][1]; i++) {
		if (strcmp(arguments[i], "--") == 0) {
			i++;
			break;
		}
		if (strcmp(arguments[i], "-p") != 0)
			return false;
		default_path = true;
	}
	if (arguments[i] == NULL)
		return false;
	invocation->arguments += i;
	invocation->count -= i;
	invocation->plain = true;
	invocation->in_default_path |= default_path;
	return true;
}

static int
invoke(struct invocation *invocation)
{
	struct command command;

	if (function_find("command") == NULL)
		while (strip_command(invocation))
			continue;
	if (strchr(invocation->arguments[0], '/') != NULL)
		return run_file(invocation);
	command = lookup(invocation->arguments[0], !invocation->plain);
	switch (command.kind) {
	case COMMAND_BUILTIN:
		if (is_executor(command.builtin))
			return run_executor(command.builtin, invocation);
		return run_builtin(command.builtin, invocation);
	case COMMAND_FUNCTION:
		return run_function(command.function, invocation);
	case COMMAND_FILE:
	case COMMAND_MISSING:
		break;
	}
	return run_file(invocation);
}

/* export, readonly and local, also after `command`, take assignments for operands. */
static bool
is_declaration(const struct word *words)
{
	const char *name = word_bare_text(words);
	const struct builtin *builtin;

	while (name != NULL && strcmp(name, "command") == 0 && words->next != NULL) {
		words = words->next;
		name = word_bare_text(words);
	}
	builtin = name ? builtin_find(name) : NULL;
	return builtin != NULL && builtin->declares;
}

int
run_simple(const struct node *node, bool last)
{
	struct mark mark = arena_mark(&scratch);
	struct fields fields = { 0 };
	int status, before = substitutions;

	shell.line = node->line;
	if (node->simple.words != NULL && is_declaration(node->simple.words))
		expand_declaration(&fields, node->simple.words);
	else
		expand_words(&fields, node->simple.words);
	if (fields.count == 0) {
		int substituted = substitutions != before ? shell.status : 0;

		before = substitutions;
		status = run_without_command(node);
		if (status == 0 && substitutions == before)
			status = substituted;
	} else {
		struct invocation invocation = { .node = node, .arguments = fields.list, .count = fields.count, .last = last };

		trace_words(fields.list);
		status = invoke(&invocation);
	}
	arena_release(&scratch, mark);
	return status;
}
