#include "failure.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/resource.h>
#include <unistd.h>

#include "input.h"
#include "jobs.h"
#include "memory.h"
#include "output.h"
#include "shell.h"
#include "trap.h"

static struct cleanup *cleanups;
static struct handler *handlers;

void
cleanup_push(struct cleanup *cleanup, void (*undo)(void *), void *subject)
{
	cleanup->undo = undo;
	cleanup->subject = subject;
	cleanup->outer = cleanups;
	cleanups = cleanup;
}

void
cleanup_pop(void)
{
	struct cleanup *cleanup = cleanups;

	cleanups = cleanup->outer;
	cleanup->undo(cleanup->subject);
}

void
cleanups_forget(void)
{
	cleanups = NULL;
	handlers = NULL;
}

void
handler_push(struct handler *handler)
{
	handler->cleanups = cleanups;
	handler->outer = handlers;
	handler->loop_depth = shell.loop_depth;
	handler->return_depth = shell.return_depth;
	handler->untested_depth = shell.untested_depth;
	handlers = handler;
}

void
handler_pop(struct handler *handler)
{
	handlers = handler->outer;
}

static void
report(const char *format, va_list values)
{
	char message[1024];

	output_flush();
	vsnprintf(message, sizeof message, format, values);
	if (shell.interactive && input_is_terminal())
		output_error("%s: %s\n", shell.name, message);
	else
		output_error("%s: %d: %s\n", shell.name, shell.line, message);
}

void
complain(const char *format, ...)
{
	va_list values;

	va_start(values, format);
	report(format, values);
	va_end(values);
}

void
fail(int status, const char *format, ...)
{
	va_list values;

	va_start(values, format);
	report(format, values);
	va_end(values);
	raise_failure(status);
}

void
raise_failure(int status)
{
	struct handler *handler = handlers;

	if (handler == NULL)
		leave(status);
	while (cleanups != handler->cleanups)
		cleanup_pop();
	handlers = handler->outer;
	shell.loop_depth = handler->loop_depth;
	shell.return_depth = handler->return_depth;
	shell.untested_depth = handler->untested_depth;
	shell.skip = SKIP_NOTHING;
	shell.status = status;
	longjmp(handler->at, 1);
}

void
leave(int status)
{
	while (cleanups != NULL)
		cleanup_pop();
	handlers = NULL;
	shell.status = status;
	trap_on_exit();
	output_flush();
	jobs_leave_terminal();
	_exit(shell.status & 0xff);
}

static uintptr_t stack_lowest;

void
stack_measure(void)
{
	struct rlimit limit;
	char here;
	uintptr_t most = (uintptr_t)64 << 20;

	if (getrlimit(RLIMIT_STACK, &limit) == 0 && limit.rlim_cur < most)
		most = limit.rlim_cur;
	stack_lowest = (uintptr_t)&here - most / 4 * 3;
}

void
stack_check(void)
{
	char here;

	if ((uintptr_t)&here < stack_lowest)
		fail(2, "too deeply nested");
}
