/* Leaving: exit(3), abort(3), assert(3). */
#include <assert.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { MOST = 32 };

static void (*functions[MOST])(void);
static int count;

/* The stdio streams are flushed only in programs that use them. */
__attribute__((weak)) void __flush_all(void);

int
atexit(void (*function)(void))
{
	if (count == MOST) {
		errno = ENOMEM;
		return -1;
	}
	functions[count++] = function;
	return 0;
}

_Noreturn void
exit(int status)
{
	while (count > 0)
		functions[--count]();
	if (__flush_all != NULL)
		__flush_all();
	_exit(status);
}

_Noreturn void
_Exit(int status)
{
	_exit(status);
}

/* A handler may return or be absent; the second signal cannot be escaped. */
_Noreturn void
abort(void)
{
	sigset_t set = 1UL << (SIGABRT - 1);

	sigprocmask(SIG_UNBLOCK, &set, NULL);
	raise(SIGABRT);
	signal(SIGABRT, SIG_DFL);
	raise(SIGABRT);
	_exit(127);
}

_Noreturn void
__assert_failed(const char *expression, const char *file, int line)
{
	dprintf(STDERR_FILENO, "%s:%d: assertion failed: %s\n", file, line, expression);
	abort();
}
