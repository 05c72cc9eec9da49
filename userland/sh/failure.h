/*
 * Failures: how the shell reports one, and how it gets back from the depth of a command to
 * the place that goes on (an interactive shell's next prompt) or leaves.
 *
 * Whatever must be undone on the way (a redirection, a local variable, an input) is pushed as
 * a cleanup, which lives in the frame that did it.
 */
#pragma once

#include <setjmp.h>
#include <stdbool.h>

struct cleanup {
	void (*undo)(void *);
	void *subject;
	struct cleanup *outer;
};

void cleanup_push(struct cleanup *, void (*undo)(void *), void *subject);
void cleanup_pop(void);
/* In a new process nothing above it is left to undo. */
void cleanups_forget(void);

/* Where a failure lands.  Armed with `if (setjmp(handler.at)) ...` after handler_push. */
struct handler {
	jmp_buf at;
	struct cleanup *cleanups;
	struct handler *outer;
	int loop_depth, return_depth, untested_depth;
};

void handler_push(struct handler *);
void handler_pop(struct handler *);

/* "sh: 3: what: why" on standard error. */
void complain(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* Reports, then raises. */
_Noreturn void fail(int status, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Unwinds to the innermost handler, or leaves the shell, with this status. */
_Noreturn void raise_failure(int status);
/* Runs the EXIT trap and leaves, undoing everything on the way. */
_Noreturn void leave(int status);

/* Fails when the C stack is nearly used up by nested commands. */
void stack_check(void);
void stack_measure(void);
