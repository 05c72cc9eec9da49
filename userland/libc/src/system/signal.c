/* Signals: sigaction(2), sigprocmask(2), kill(2) and the sets they take. */
#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

#include "../machine/system.h"

int
sigaction(int signal, const struct sigaction *restrict action, struct sigaction *restrict old)
{
	return (int)call4(SYS_rt_sigaction, signal, action, old, sizeof(sigset_t));
}

/* As BSD has it: the handler stays and calls restart. */
sighandler_t
signal(int signal, sighandler_t handler)
{
	struct sigaction action = { .sa_handler = handler, .sa_flags = SA_RESTART }, old;

	return sigaction(signal, &action, &old) == -1 ? SIG_ERR : old.sa_handler;
}

int
sigprocmask(int how, const sigset_t *restrict set, sigset_t *restrict old)
{
	return (int)call4(SYS_rt_sigprocmask, how, set, old, sizeof(sigset_t));
}

int
sigpending(sigset_t *set)
{
	return (int)call2(SYS_rt_sigpending, set, sizeof(sigset_t));
}

int
sigsuspend(const sigset_t *mask)
{
	return (int)call2(SYS_rt_sigsuspend, mask, sizeof(sigset_t));
}

int
sigtimedwait(const sigset_t *restrict set, siginfo_t *restrict info, const struct timespec *restrict timeout)
{
	return (int)call4(SYS_rt_sigtimedwait, set, info, timeout, sizeof(sigset_t));
}

int
sigwait(const sigset_t *restrict set, int *restrict signal)
{
	int got;

	do
		got = sigtimedwait(set, NULL, NULL);
	while (got == -1 && errno == EINTR);
	if (got == -1)
		return errno;
	*signal = got;
	return 0;
}

int
sigqueue(pid_t pid, int signal, union sigval value)
{
	siginfo_t info;

	memset(&info, 0, sizeof info);
	info.si_signo = signal;
	info.si_code = SI_QUEUE;
	info.si_pid = getpid();
	info.si_uid = getuid();
	info.si_value = value;
	return (int)call3(SYS_rt_sigqueueinfo, pid, signal, &info);
}

int
sigaltstack(const stack_t *restrict stack, stack_t *restrict old)
{
	return (int)call2(SYS_sigaltstack, stack, old);
}

int
kill(pid_t pid, int signal)
{
	return (int)call2(SYS_kill, pid, signal);
}

int
killpg(pid_t group, int signal)
{
	return kill(-group, signal);
}

int
tgkill(pid_t group, pid_t tid, int signal)
{
	return (int)call3(SYS_tgkill, group, tid, signal);
}

int
raise(int signal)
{
	return tgkill(getpid(), gettid(), signal);
}

int
sigemptyset(sigset_t *set)
{
	*set = 0;
	return 0;
}

int
sigfillset(sigset_t *set)
{
	*set = ~0UL;
	return 0;
}

static int
valid(int signal)
{
	if (signal >= 1 && signal < NSIG)
		return 1;
	errno = EINVAL;
	return 0;
}

int
sigaddset(sigset_t *set, int signal)
{
	if (!valid(signal))
		return -1;
	*set |= 1UL << (signal - 1);
	return 0;
}

int
sigdelset(sigset_t *set, int signal)
{
	if (!valid(signal))
		return -1;
	*set &= ~(1UL << (signal - 1));
	return 0;
}

int
sigismember(const sigset_t *set, int signal)
{
	return valid(signal) ? (int)(*set >> (signal - 1) & 1) : -1;
}

void
__save_mask(sigjmp_buf at, int save)
{
	at->masked = save;
	if (save)
		sigprocmask(SIG_BLOCK, NULL, &at->mask);
}

_Noreturn void
siglongjmp(sigjmp_buf to, int value)
{
	if (to->masked)
		sigprocmask(SIG_SETMASK, &to->mask, NULL);
	longjmp(to->registers, value);
}

int
setitimer(int which, const struct itimerval *value, struct itimerval *old)
{
	return (int)call3(SYS_setitimer, which, value, old);
}

int
getitimer(int which, struct itimerval *value)
{
	return (int)call2(SYS_getitimer, which, value);
}

/* Seconds left of the alarm before, rounded up so that a live one is never 0. */
unsigned
alarm(unsigned seconds)
{
	struct itimerval new = { { 0, 0 }, { seconds, 0 } }, old = { { 0, 0 }, { 0, 0 } };

	setitimer(ITIMER_REAL, &new, &old);
	return (unsigned)old.it_value.tv_sec + (old.it_value.tv_usec != 0);
}

int
pause(void)
{
	sigset_t mask;

	sigprocmask(SIG_BLOCK, NULL, &mask);
	return sigsuspend(&mask);
}
