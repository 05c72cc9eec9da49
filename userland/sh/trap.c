#define _GNU_SOURCE
#include "trap.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "exec.h"
#include "failure.h"
#include "memory.h"
#include "output.h"
#include "shell.h"
#include "signames.h"

enum disposition { UNTOUCHED, BY_DEFAULT, IGNORED, CAUGHT };

static char *actions[SIGNALS];
static char *inherited[SIGNALS];	/* the parent's, which a subshell may still list */
static enum disposition dispositions[SIGNALS];
static bool ignored_at_start[SIGNALS];
static volatile sig_atomic_t caught[SIGNALS], any_caught, interrupt;
static int exit_status = -1;
static bool watching_children;

static void
catch(int signal)
{
	if (signal == SIGCHLD && actions[SIGCHLD] == NULL)
		return;
	caught[signal] = 1;
	any_caught = 1;
	if (signal == SIGINT && actions[SIGINT] == NULL)
		interrupt = 1;
}

/* What the signal should do, from its trap and, with none, from the shell's own needs. */
static enum disposition
wanted(int signal)
{
	if (actions[signal] != NULL)
		return *actions[signal] ? CAUGHT : IGNORED;
	if (signal == SIGCHLD && watching_children)
		return CAUGHT;
	if (shell.interactive && !shell.is_subshell) {
		if (signal == SIGINT)
			return CAUGHT;
		if (signal == SIGQUIT || signal == SIGTERM)
			return IGNORED;
	}
	if (options[OPTION_MONITOR] && !shell.is_subshell && (signal == SIGTSTP || signal == SIGTTIN || signal == SIGTTOU))
		return IGNORED;
	return BY_DEFAULT;
}

static void
settle(int signal)
{
	struct sigaction action;
	enum disposition disposition = wanted(signal);

	if (dispositions[signal] == UNTOUCHED) {
		if (disposition == BY_DEFAULT)
			return;
		sigaction(signal, NULL, &action);
		ignored_at_start[signal] = action.sa_handler == SIG_IGN;
	}
	/* What was ignored when the shell began stays so: 2.12. */
	if (ignored_at_start[signal] && !shell.interactive)
		disposition = IGNORED;
	if (dispositions[signal] == disposition)
		return;
	dispositions[signal] = disposition;
	memset(&action, 0, sizeof action);
	sigfillset(&action.sa_mask);
	action.sa_handler = disposition == CAUGHT ? catch : disposition == IGNORED ? SIG_IGN : SIG_DFL;
	sigaction(signal, &action, NULL);
}

static void
forget_inherited(void)
{
	int signal;

	for (signal = 0; signal < SIGNALS; signal++) {
		free(inherited[signal]);
		inherited[signal] = NULL;
	}
}

void
trap_set(int signal, const char *action)
{
	char *old = actions[signal];

	forget_inherited();
	actions[signal] = action ? must_copy(action) : NULL;
	free(old);
	if (signal != TRAP_EXIT && signal != SIGKILL && signal != SIGSTOP)
		settle(signal);
}

const char *
trap_action(int signal)
{
	return inherited[signal] ? inherited[signal] : actions[signal];
}

void
trap_print(int signal)
{
	const char *action = trap_action(signal);

	if (action == NULL)
		return;
	output_string("trap -- ");
	output_quoted(action);
	output_print(" %s\n", signal_name(signal));
}

void
trap_print_all(void)
{
	int signal;

	for (signal = 0; signal < SIGNALS; signal++)
		trap_print(signal);
}

void
trap_signals_settle(void)
{
	static const int own[] = { SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGTTIN, SIGTTOU };
	size_t i;

	for (i = 0; i < sizeof own / sizeof own[0]; i++)
		settle(own[i]);
}

void
trap_watch_children(bool watching)
{
	watching_children = watching;
	settle(SIGCHLD);
}

static void
become_ignored(int signal)
{
	if (actions[signal] == NULL || *actions[signal])
		trap_set(signal, "");
}

void
trap_enter_subshell(bool ignore_interrupts)
{
	int signal;

	exit_status = -1;
	any_caught = interrupt = 0;
	for (signal = 0; signal < SIGNALS; signal++) {
		caught[signal] = 0;
		if (actions[signal] != NULL && *actions[signal]) {
			free(inherited[signal]);
			inherited[signal] = actions[signal];
			actions[signal] = NULL;
		}
		if (dispositions[signal] != UNTOUCHED)
			settle(signal);
	}
	if (ignore_interrupts) {
		become_ignored(SIGINT);
		become_ignored(SIGQUIT);
	}
}

void
trap_block(sigset_t *before)
{
	sigset_t all;

	sigfillset(&all);
	sigprocmask(SIG_BLOCK, &all, before);
}

void
trap_unblock(const sigset_t *before)
{
	sigprocmask(SIG_SETMASK, before, NULL);
}

bool
trap_pending(void)
{
	return any_caught;
}

bool
trap_interrupted(void)
{
	return interrupt;
}

int
trap_pending_signal(void)
{
	int signal;

	for (signal = 1; any_caught && signal < SIGNALS; signal++)
		if (caught[signal])
			return signal;
	return 0;
}

/* Signals are let in only during the sleep: one that came just before would not end it. */
bool
trap_await_input(int fd)
{
	struct pollfd input = { .fd = fd, .events = POLLIN };
	sigset_t before;
	bool pending;

	if (!shell.interactive && !trap_any())
		return true;
	trap_block(&before);
	do
		pending = trap_pending_signal() != 0;
	while (!pending && ppoll(&input, 1, NULL, &before) < 0 && errno == EINTR);
	trap_unblock(&before);
	return !pending;
}

bool
trap_any(void)
{
	int signal;

	for (signal = 0; signal < SIGNALS; signal++)
		if (actions[signal] != NULL && *actions[signal])
			return true;
	return false;
}

int
trap_status(void)
{
	return exit_status;
}

/* The action may change the trap it runs for: it works on a copy. */
static void
run_action(int signal)
{
	int status = shell.status, outer = exit_status, line = shell.line;
	char *action;

	if (actions[signal] == NULL || *actions[signal] == '\0')
		return;
	action = arena_string(&scratch, actions[signal]);
	exit_status = status;
	run_string(action);
	exit_status = outer;
	if (shell.skip != SKIP_RETURN)
		shell.status = status;
	shell.line = line;
}

void
trap_run(void)
{
	int signal;

	while (any_caught) {
		any_caught = 0;
		if (interrupt) {
			interrupt = 0;
			caught[SIGINT] = 0;
			output_discard();
			output_error("\n");
			raise_failure(128 + SIGINT);
		}
		for (signal = 1; signal < SIGNALS; signal++)
			if (caught[signal]) {
				caught[signal] = 0;
				run_action(signal);
			}
	}
}

void
trap_on_exit(void)
{
	static bool leaving;
	struct handler handler;
	char *action = actions[TRAP_EXIT];

	if (leaving || action == NULL)
		return;
	leaving = true;
	actions[TRAP_EXIT] = NULL;
	exit_status = shell.status;
	shell.skip = SKIP_NOTHING;
	shell.untested_depth = 0;
	handler_push(&handler);
	if (setjmp(handler.at) == 0) {
		run_string(action);
		shell.status = exit_status;
		handler_pop(&handler);
	}
	free(action);
}
