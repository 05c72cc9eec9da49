/* Signals: handlers, masks, nesting, restart, stacks, information, timers: signal(7). */
#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "check.h"

static volatile sig_atomic_t calls, depth, deepest, order[8];
static volatile uintptr_t handlerStack;
static siginfo_t information;
static sigjmp_buf escape;

static void
handle(int signal, void (*handler)(int), unsigned long flags, sigset_t mask)
{
	struct sigaction action = { .sa_handler = handler, .sa_flags = flags, .sa_mask = mask };

	sigaction(signal, &action, NULL);
}

static void
handle_information(int signal, void (*handler)(int, siginfo_t *, void *), unsigned long flags)
{
	struct sigaction action = { .sa_sigaction = handler, .sa_flags = flags | SA_SIGINFO };

	sigaction(signal, &action, NULL);
}

static sigset_t
set_of(int signal)
{
	return 1UL << (signal - 1);
}

static void
count(int signal)
{
	order[calls & 7] = signal;
	calls++;
}

static void
inform(int signal, siginfo_t *info, void *context)
{
	(void)signal;
	(void)context;
	information = *info;
	handlerStack = (uintptr_t)&info;
	calls++;
}

static void
delivery(void)
{
	calls = 0;
	handle(SIGUSR1, count, 0, 0);
	raise(SIGUSR1);
	check(calls == 1 && order[0] == SIGUSR1, "raise runs the handler before it returns");
	kill(getpid(), SIGUSR1);
	check(calls == 2, "so does kill of oneself");
	handle(SIGUSR1, SIG_IGN, 0, 0);
	raise(SIGUSR1);
	check(calls == 2, "an ignored signal is gone");
	handle(SIGUSR1, count, SA_RESETHAND, 0);
	raise(SIGUSR1);
	handle(SIGUSR2, count, 0, 0);

	struct sigaction now;
	sigaction(SIGUSR1, NULL, &now);
	check(calls == 3 && now.sa_handler == SIG_DFL, "SA_RESETHAND resets the handler");
	check(kill(getpid(), 0) == 0, "signal 0 only looks");
	check(kill(getpid(), 65) == -1 && errno == EINVAL, "signal 65 is EINVAL");
	check(kill(0x3fffffff, 0) == -1 && errno == ESRCH, "nobody is ESRCH");
	check(sigaction(SIGKILL, &now, NULL) == -1 && errno == EINVAL, "SIGKILL takes no handler");
}

static void
masks(void)
{
	sigset_t both = set_of(SIGUSR1) | set_of(SIGUSR2), old, pending, none = 0;

	calls = 0;
	handle(SIGUSR1, count, 0, both);
	handle(SIGUSR2, count, 0, both);
	sigprocmask(SIG_BLOCK, &both, &old);
	raise(SIGUSR2);
	raise(SIGUSR1);
	raise(SIGUSR1);
	sigpending(&pending);
	check(calls == 0 && (pending & both) == both, "blocked signals are pending");
	sigprocmask(SIG_SETMASK, &old, NULL);
	check(calls == 2 && order[0] == SIGUSR1 && order[1] == SIGUSR2, "unblocked, each comes once, the lowest first");
	sigprocmask(SIG_BLOCK, &both, NULL);
	raise(SIGUSR1);
	calls = 0;
	check(sigsuspend(&none) == -1 && errno == EINTR && calls == 1, "sigsuspend takes a pending signal");
	sigprocmask(SIG_BLOCK, NULL, &pending);
	check((pending & both) == both, "and puts the mask back");
	sigprocmask(SIG_SETMASK, &old, NULL);
}

/* Raises its own signal twice: at once when nothing blocks it, after the handler otherwise. */
static void
nest(int signal)
{
	depth++;
	if (depth > deepest)
		deepest = depth;
	if (++calls < 3)
		raise(signal);
	depth--;
}

static void
nesting(void)
{
	calls = deepest = 0;
	handle(SIGUSR2, nest, SA_NODEFER, 0);
	raise(SIGUSR2);
	check(deepest == 3 && calls == 3, "with SA_NODEFER a handler interrupts itself");
	calls = deepest = 0;
	handle(SIGUSR2, nest, 0, 0);
	raise(SIGUSR2);
	check(deepest == 1 && calls == 3, "without, it is run again when it returns");
}

enum { TIMES = 5 };

/* Sends SIGUSR1 to its parent a few times, so that one of them finds it waiting, then writes one byte. */
static pid_t
nuisance(int fd)
{
	pid_t child = fork();

	if (child == 0) {
		struct timespec pause = { 0, 20000000 };

		for (int i = 0; i < TIMES; i++) {
			nanosleep(&pause, NULL);
			kill(getppid(), SIGUSR1);
		}
		nanosleep(&pause, NULL);
		write(fd, "x", 1);
		_exit(0);
	}
	return child;
}

static void
restarting(void)
{
	int fds[2], interrupted = 0;
	char byte;
	pid_t child;

	pipe(fds);
	calls = 0;
	handle(SIGUSR1, count, SA_RESTART, 0);
	child = nuisance(fds[1]);
	check(read(fds[0], &byte, 1) == 1 && calls > 0, "with SA_RESTART a read goes on after the handler");
	check_child(child);
	calls = 0;
	byte = '\0';
	handle(SIGUSR1, count, 0, 0);
	child = nuisance(fds[1]);
	while (read(fds[0], &byte, 1) == -1 && errno == EINTR)
		interrupted++;
	check(interrupted > 0 && interrupted <= calls, "without, it is EINTR");
	check(byte == 'x', "and nothing was lost");
	check_child(child);
	close(fds[0]);
	close(fds[1]);
}

static void
sleeping(void)
{
	struct itimerval often = { { 0, 10000 }, { 0, 10000 } }, never = { { 0, 0 }, { 0, 0 } };
	struct timespec request = { 100, 0 }, left = { 0, 0 };

	calls = 0;
	handle(SIGALRM, count, SA_RESTART, 0);
	setitimer(ITIMER_REAL, &often, NULL);
	check(nanosleep(&request, &left) == -1 && errno == EINTR && calls > 0, "an alarm ends a sleep, restart or not");
	setitimer(ITIMER_REAL, &never, NULL);
	check(left.tv_sec < 100 && left.tv_sec > 50, "which says how much was left");
	alarm(100);
	check(alarm(0) == 100, "an alarm says how long it had still to run");
}

static void
details(void)
{
	union sigval value = { .sival_int = 1234 };
	pid_t child;

	handle_information(SIGUSR1, inform, 0);
	memset(&information, 0, sizeof information);
	kill(getpid(), SIGUSR1);
	check(information.si_signo == SIGUSR1 && information.si_code == SI_USER && information.si_pid == getpid(),
	    "a handler learns who killed");
	sigqueue(getpid(), SIGUSR1, value);
	check(information.si_code == SI_QUEUE && information.si_value.sival_int == 1234, "and the value that was queued");
	raise(SIGUSR1);
	check(information.si_code == SI_TKILL, "and that a thread was meant");
	handle_information(SIGCHLD, inform, SA_RESTART);
	calls = 0;
	child = fork();
	if (child == 0)
		_exit(3);
	check_child(child);
	while (calls == 0)
		continue;
	check(information.si_signo == SIGCHLD && information.si_code == CLD_EXITED && information.si_pid == child &&
	    information.si_status == 3, "SIGCHLD tells which child ended and how");
	handle(SIGCHLD, SIG_IGN, 0, 0);
	child = fork();
	if (child == 0)
		_exit(3);
	check(waitpid(child, NULL, 0) == -1 && errno == ECHILD, "children of who ignores SIGCHLD leave no zombies");
	handle(SIGCHLD, SIG_DFL, 0, 0);
}

/* Real-time signals queue, each with its value, in order. */
static void
queueing(void)
{
	sigset_t set = set_of(SIGRTMIN), old;
	siginfo_t info;
	int good = 1;

	sigprocmask(SIG_BLOCK, &set, &old);
	for (int i = 0; i < 3; i++)
		sigqueue(getpid(), SIGRTMIN, (union sigval){ .sival_int = i });
	for (int i = 0; i < 3; i++)
		good &= sigtimedwait(&set, &info, NULL) == SIGRTMIN && info.si_value.sival_int == i;
	check(good, "real-time signals queue in order with their values");
	check(sigtimedwait(&set, &info, &(struct timespec){ 0, 1000000 }) == -1 && errno == EAGAIN,
	    "sigtimedwait runs out of time with EAGAIN");
	sigprocmask(SIG_SETMASK, &old, NULL);
}

static void
jump(int signal, siginfo_t *info, void *context)
{
	inform(signal, info, context);
	siglongjmp(escape, 1);
}

static void
faults(void)
{
	char *page = mmap(NULL, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	sigset_t mask;

	handle_information(SIGSEGV, jump, 0);
	if (sigsetjmp(escape, 1) == 0)
		*(volatile char *)0x12345678 = 1;
	check(information.si_signo == SIGSEGV && information.si_addr == (void *)0x12345678 && information.si_code == SEGV_MAPERR,
	    "SIGSEGV tells the address, and that nothing is there");
	if (sigsetjmp(escape, 1) == 0)
		*(volatile char *)page = 1;
	check(information.si_addr == page && information.si_code == SEGV_ACCERR, "or that it may not be written");
	sigprocmask(SIG_BLOCK, NULL, &mask);
	check((mask & set_of(SIGSEGV)) == 0, "siglongjmp out of a handler puts the mask back");
	handle_information(SIGILL, jump, 0);
	if (sigsetjmp(escape, 1) == 0)
		__asm__ volatile(".2byte 0" : : : "memory");
	check(information.si_signo == SIGILL && information.si_code == ILL_ILLOPC, "an instruction of zeros is SIGILL");
	handle_information(SIGTRAP, jump, 0);
	if (sigsetjmp(escape, 1) == 0)
		__asm__ volatile("ebreak" : : : "memory");
	check(information.si_signo == SIGTRAP, "ebreak is SIGTRAP");
	handle(SIGSEGV, SIG_DFL, 0, 0);
	munmap(page, 4096);
}

/* The handler moves pc past the faulting instruction, and changes a register. */
static void
skip(int signal, siginfo_t *info, void *context)
{
	ucontext_t *u = context;

	(void)signal;
	(void)info;
	u->uc_mcontext.pc_and_x1_to_x31[0] += 4;
	u->uc_mcontext.pc_and_x1_to_x31[10] = 42;
}

static void
frames(void)
{
	register long a0 __asm__("a0") = 0;
	double before = 1.5, after;

	handle_information(SIGSEGV, skip, 0);
	__asm__ volatile(".option push\n.option norvc\nld a0, 0(a0)\n.option pop" : "+r"(a0) : : "memory");
	check(a0 == 42, "what a handler writes to the saved registers is what the program goes on with");
	handle(SIGUSR1, count, 0, 0);
	__asm__ volatile("fmv.d fs11, %0" : : "f"(before) : "fs11");
	raise(SIGUSR1);
	__asm__ volatile("fmv.d %0, fs11" : "=f"(after) : : "fs11");
	check(after == before, "floating-point registers outlive a handler");
	handle(SIGSEGV, SIG_DFL, 0, 0);
}

static void
stacks(void)
{
	static char space[SIGSTKSZ] __attribute__((aligned(16)));
	stack_t stack = { space, 0, sizeof space }, old, off = { NULL, SS_DISABLE, 0 };

	check(sigaltstack(&stack, NULL) == 0, "an alternative stack is taken");
	handle_information(SIGUSR1, inform, SA_ONSTACK);
	raise(SIGUSR1);
	check(handlerStack >= (uintptr_t)space && handlerStack < (uintptr_t)space + sizeof space, "the handler runs on it");
	handle_information(SIGUSR1, inform, 0);
	raise(SIGUSR1);
	check(handlerStack < (uintptr_t)space || handlerStack >= (uintptr_t)space + sizeof space, "or not, when it does not ask");
	check(sigaltstack(&off, &old) == 0 && old.ss_sp == space && old.ss_flags == 0, "and it is given back");
	stack.ss_size = 1;
	check(sigaltstack(&stack, NULL) == -1 && errno == ENOMEM, "one too small is ENOMEM");
}

/* A stack that has run into its guard leaves only the other one to handle that on. */
static long
overflow(long level)
{
	volatile char frame[4096];

	frame[0] = (char)level;
	return level < 0 ? 0 : overflow(level + 1) + frame[0];
}

static void
jump_back(int signal)
{
	(void)signal;
	siglongjmp(escape, 1);
}

static void
exhaustion(void)
{
	static char space[SIGSTKSZ] __attribute__((aligned(16)));
	stack_t stack = { space, 0, sizeof space };
	pid_t child = fork();

	if (child == 0) {
		sigaltstack(&stack, NULL);
		handle(SIGSEGV, jump_back, SA_ONSTACK, 0);
		if (sigsetjmp(escape, 1) == 0)
			overflow(0);
		_exit(11);
	}
	check(check_child(child) == 11 << 8, "a handler on another stack survives the overflow of the first");
}

static int
killed_by(int signal)
{
	pid_t child = fork();
	int status;

	if (child == 0) {
		handle(signal, SIG_DFL, 0, 0);
		raise(signal);
		_exit(0);
	}
	status = check_child(child);
	return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

static void
defaults(void)
{
	static const int deadly[] = { SIGHUP, SIGINT, SIGQUIT, SIGILL, SIGABRT, SIGFPE, SIGKILL, SIGSEGV, SIGPIPE,
		SIGALRM, SIGTERM, SIGUSR1, SIGUSR2, SIGBUS, SIGSYS, SIGTRAP, SIGXCPU, SIGVTALRM, SIGRTMIN + 1 };
	static const int harmless[] = { SIGCHLD, SIGCONT, SIGURG, SIGWINCH };
	int good = 1, fds[2];

	for (size_t i = 0; i < sizeof deadly / sizeof *deadly; i++)
		good &= killed_by(deadly[i]) == deadly[i];
	check(good, "the deadly signals kill, and say which");
	good = 1;
	for (size_t i = 0; i < sizeof harmless / sizeof *harmless; i++)
		good &= killed_by(harmless[i]) == 0;
	check(good, "the harmless ones do not");
	pipe(fds);
	close(fds[0]);
	handle(SIGPIPE, count, 0, 0);
	calls = 0;
	check(write(fds[1], "x", 1) == -1 && errno == EPIPE && calls == 1, "a write without readers is SIGPIPE and EPIPE");
	close(fds[1]);
}

int
main(void)
{
	delivery();
	masks();
	nesting();
	restarting();
	sleeping();
	details();
	queueing();
	faults();
	frames();
	stacks();
	exhaustion();
	defaults();
	return check_result("sigtest");
}
