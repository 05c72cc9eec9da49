/*
 * Descriptors of processes: made by pidfd_open and by clone3, polled, waited for, signalled, and asked for descriptors
 * of the process they mean; also when that has ended, was waited for, or another has its number.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"

enum {
	SEND = 424, OPEN = 434, CLONE3 = 435, TAKE = 438, BY_PIDFD = 3, READ_NORMAL = 0x40, HANDLE = 0x1000, SETTID = 0x100000, DETACHED = 0x400000,
	NOBODY = 32000,
};

struct arguments { uint64_t flags, handle, child, parent, signal, stack, size, tls; };

static volatile int taken;

static void take(int signal) { taken = signal; }

static long
call(long result)
{
	return result == -1 ? -errno : result;
}

static long open_of(int pid, int flags) { return call(syscall(OPEN, pid, flags)); }
static long send(int file, int signal, void *info, int flags) { return call(syscall(SEND, file, signal, info, flags)); }
static long take_of(int file, int number) { return call(syscall(TAKE, file, number, 0)); }

static long
wait_by(int file, siginfo_t *told, int options)
{
	return call(waitid((idtype_t)BY_PIDFD, file, told, options));
}

static int
ready(int file, int milliseconds)
{
	struct pollfd one = { file, POLLIN | READ_NORMAL | POLLHUP, 0 };

	return poll(&one, 1, milliseconds) == 1 ? one.revents : 0;
}

/* A child that waits until its end of a pipe is closed. */
static int
waiting_child(int *release, int status)
{
	int ends[2], child;
	char end;

	pipe(ends);
	if ((child = fork()) == 0) {
		close(ends[1]);
		read(ends[0], &end, 1);
		_exit(status);
	}
	close(ends[0]);
	*release = ends[1];
	return child;
}

static void
refusals(void)
{
	check(open_of(-1, 0) == -EINVAL && open_of(0, 0) == -EINVAL && open_of(getpid(), 1) == -EINVAL, "what is no process or flag is invalid");
	check(open_of(NOBODY, 0) == -ESRCH, "nobody has no descriptor");
	check(send(1, 0, NULL, 0) == -EBADF && wait_by(1, NULL, WEXITED) == -EBADF && take_of(1, 0) == -EBADF, "standard output is no process");
	check(wait_by(-1, NULL, WEXITED) == -EINVAL, "a negative descriptor is invalid");
}

static void
oneself(void)
{
	int self = open_of(getpid(), O_NONBLOCK), directory = open("/proc/self", O_RDONLY | O_DIRECTORY);
	siginfo_t info;
	char byte;

	check(fcntl(self, F_GETFD) == FD_CLOEXEC && fcntl(self, F_GETFL) == (O_RDWR | O_NONBLOCK), "it is closed on exec");
	check(ready(self, 0) == 0, "who runs has not ended");
	check(read(self, &byte, 1) == -1 && errno == EINVAL && lseek(self, 0, SEEK_SET) == -1 && errno == ESPIPE, "there is nothing to read");
	check(send(self, SIGUSR1, NULL, 0) == 0 && taken == SIGUSR1, "a signal arrives before the call is over");
	check(send(directory, SIGUSR2, NULL, 0) == 0 && taken == SIGUSR2, "the directory in /proc will do as well");
	memset(&info, 0, sizeof info);
	info.si_signo = SIGUSR1;
	check(send(self, SIGUSR2, &info, 0) == -EINVAL, "the signal must be the one that is told");
	check(send(self, SIGUSR1, &info, 0) == 0 && send(self, SIGUSR1, (void *)8, 0) == -EFAULT, "one may tell oneself anything");
	check(send(self, 0, NULL, 8) == -EINVAL && send(self, 99, NULL, 0) == -EINVAL, "unknown flags and signals are invalid");
	check(wait_by(self, NULL, WEXITED) == -ECHILD, "one is not one's own child");
	close(directory);
	close(self);
}

static void
a_child(void)
{
	int release, child = waiting_child(&release, 7);
	int file = open_of(child, 0), patient = open_of(child, O_NONBLOCK);
	siginfo_t told;

	memset(&told, 0, sizeof told);
	told.si_signo = SIGUSR1;
	check(send(file, SIGUSR1, &told, 0) == -EPERM, "nobody tells another that the kernel sent a signal");
	check(wait_by(patient, &told, WEXITED) == -EAGAIN && wait_by(file, &told, WEXITED | WNOHANG) == 0, "a wait that may not block says so");
	close(release);
	check(ready(file, 5000) == (POLLIN | READ_NORMAL), "the end makes it readable");
	check(send(file, 0, NULL, 0) == 0, "a zombie can be signalled");
	check(take_of(file, 1) == -ESRCH, "but has no descriptors");
	check(wait_by(file, &told, WEXITED | WNOWAIT) == 0 && wait_by(patient, &told, WEXITED) == 0, "it is waited for once");
	check(told.si_pid == child && told.si_status == 7, "and tells who it was");
	check(ready(file, 0) == (POLLIN | READ_NORMAL | POLLHUP), "then it is hung up");
	check(send(file, 0, NULL, 0) == -ESRCH && wait_by(file, &told, WEXITED) == -ECHILD, "and means nobody");
	check(open_of(child, 0) == -ESRCH, "nor does its number");
	close(file);
	close(patient);
}

static void
the_end_is_known_with_the_child(void)
{
	int release, child = waiting_child(&release, 0), file = open_of(child, 0);
	siginfo_t told;

	close(release);
	waitid(P_PID, child, &told, WEXITED | WNOWAIT);
	check(ready(file, 0) == (POLLIN | READ_NORMAL), "whoever was told of the end finds the descriptor ready");
	waitpid(child, NULL, 0);
	check(ready(file, 0) == (POLLIN | READ_NORMAL | POLLHUP), "and hung up when the child was waited for");
	close(file);
}

static void
its_descriptors(void)
{
	int release, child, file, own, ends[2];
	char byte;

	pipe(ends);
	dup2(ends[1], 40);
	child = waiting_child(&release, 0);
	close(ends[1]);
	close(40);
	file = open_of(child, 0);
	own = take_of(file, 40);
	check(own >= 0 && fcntl(own, F_GETFD) == FD_CLOEXEC, "a descriptor is taken");
	check(write(own, "x", 1) == 1 && read(ends[0], &byte, 1) == 1, "and is the same file");
	check(take_of(file, 41) == -EBADF && call(syscall(TAKE, file, 40, 1)) == -EINVAL, "what is not open is not taken");
	close(own);
	close(release);
	waitpid(child, NULL, 0);
	close(file);
	close(ends[0]);
}

static void
made_with_the_child(void)
{
	static int file, same;
	struct arguments wanted = { .flags = HANDLE, .handle = (uintptr_t)&file, .signal = SIGCHLD };
	struct rlimit all, few;
	siginfo_t told;
	long child;

	file = -5;
	if ((child = call(syscall(CLONE3, &wanted, sizeof wanted))) == 0)
		_exit(file == -5 ? 13 : 14);
	check(file >= 0 && fcntl(file, F_GETFD) == FD_CLOEXEC, "clone3 gives one");
	check(wait_by(file, &told, WEXITED) == 0 && told.si_pid == child && told.si_status == 13, "which the child does not see");
	close(file);
	wanted.handle = 8;
	check(call(syscall(CLONE3, &wanted, sizeof wanted)) == -EFAULT && open_of(getpid(), 0) == file, "nowhere to store it: no child, no descriptor");
	close(file);
	wanted.handle = wanted.parent = (uintptr_t)&same;
	wanted.flags = HANDLE | SETTID;
	check(call(syscall(CLONE3, &wanted, sizeof wanted)) == -EINVAL, "two numbers cannot be in one place");
	wanted.flags = HANDLE | DETACHED;
	check(call(syscall(CLONE3, &wanted, sizeof wanted)) == -EINVAL, "the detached have none");
	getrlimit(RLIMIT_NOFILE, &all);
	few = all;
	few.rlim_cur = file;
	setrlimit(RLIMIT_NOFILE, &few);
	wanted = (struct arguments){ .flags = HANDLE, .handle = (uintptr_t)&same, .signal = SIGCHLD };
	check(call(syscall(CLONE3, &wanted, sizeof wanted)) == -EMFILE && waitpid(-1, NULL, WNOHANG) == -1, "no room for it: no child");
	setrlimit(RLIMIT_NOFILE, &all);
	if ((child = call(syscall(SYS_clone, HANDLE | SIGCHLD, 0, &same, 0, 0))) == 0)
		_exit(5);
	check(child > 0 && wait_by(same, &told, WEXITED) == 0 && told.si_status == 5, "clone gives one where the number of the child would go");
	close(same);
}

static void
killed(void)
{
	int release, child = waiting_child(&release, 0), file = open_of(child, 0);
	siginfo_t told;

	check(send(file, SIGKILL, NULL, 0) == 0 && ready(file, 5000) == (POLLIN | READ_NORMAL), "a kill is an end");
	check(wait_by(file, &told, WEXITED) == 0 && told.si_code == CLD_KILLED && told.si_status == SIGKILL, "that the parent is told of");
	close(release);
	close(file);
	signal(SIGCHLD, SIG_IGN);
	child = waiting_child(&release, 0);
	file = open_of(child, 0);
	close(release);
	check((ready(file, 5000) & POLLIN) != 0 && wait_by(file, &told, WEXITED) == -ECHILD, "so is one that nobody waits for");
	signal(SIGCHLD, SIG_DFL);
	close(file);
}

int
main(void)
{
	signal(SIGUSR1, take);
	signal(SIGUSR2, take);
	refusals();
	oneself();
	a_child();
	the_end_is_known_with_the_child();
	its_descriptors();
	made_with_the_child();
	killed();
	return check_result("pidfdtest");
}
