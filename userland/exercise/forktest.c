/* Processes: fork(2), vfork(2), execve(2), wait(2), and what a child shares with its parent and what not. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"

enum { CHILDREN = 100 };

static volatile int variable = 1;

static int
exit_status(pid_t pid)
{
	int status = check_child(pid);

	return status != -1 && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void
identity(void)
{
	pid_t self = getpid(), child = fork();

	if (child == 0)
		_exit(getppid() == self && getpid() != self ? 7 : 1);
	check(child > 0 && child != self, "fork answers another process id");
	check(exit_status(child) == 7, "the child knows its parent and its status arrives");
	check(waitpid(child, NULL, 0) == -1 && errno == ECHILD, "a child is waited for once");
	check(wait(NULL) == -1 && errno == ECHILD, "wait without children is ECHILD");
}

static void
many(void)
{
	pid_t pids[CHILDREN];
	int good = 1;

	for (int i = 0; i < CHILDREN; i++) {
		pids[i] = fork();
		if (pids[i] == 0)
			_exit(i);
	}
	for (int i = CHILDREN - 1; i >= 0; i--)
		good &= pids[i] > 0 && exit_status(pids[i]) == i;
	check(good, "100 children, waited for in reverse, each with its own status");
}

static int
family(int depth)
{
	pid_t left, right;

	if (depth == 0)
		return 1;
	left = fork();
	if (left == 0)
		_exit(family(depth - 1));
	right = fork();
	if (right == 0)
		_exit(family(depth - 1));
	return 1 + exit_status(left) + exit_status(right);
}

static void
memory(void)
{
	pid_t child = fork();

	if (child == 0) {
		variable = 2;
		_exit(variable);
	}
	check(exit_status(child) == 2 && variable == 1, "a forked child writes to its own memory");
	child = vfork();
	if (child == 0) {
		variable = 3;
		_exit(0);
	}
	check(variable == 3, "a vforked child writes to its parent's, which waits for it");
	check(exit_status(child) == 0, "a vforked child is waited for");
}

static void
descriptors(void)
{
	char text[8] = "";
	int fds[2], seen;
	pid_t child;

	pipe(fds);
	child = fork();
	if (child == 0) {
		write(fds[1], "abc", 3);
		_exit(close(fds[0]) == 0 ? 0 : 1);
	}
	seen = exit_status(child);
	check(seen == 0 && read(fds[0], text, 3) == 3 && strcmp(text, "abc") == 0,
	    "descriptors are inherited, and closed by each for itself");
	close(fds[0]);
	close(fds[1]);
}

static void
ending(void)
{
	int status;
	pid_t child = fork();

	if (child == 0)
		for (;;)
			pause();
	check(waitpid(child, &status, WNOHANG) == 0, "WNOHANG answers 0 while the child lives");
	kill(child, SIGSTOP);
	check(waitpid(child, &status, WUNTRACED) == child && WIFSTOPPED(status) && WSTOPSIG(status) == SIGSTOP,
	    "WUNTRACED reports a stop");
	kill(child, SIGCONT);
	check(waitpid(child, &status, WCONTINUED) == child && WIFCONTINUED(status), "WCONTINUED reports going on");
	kill(child, SIGKILL);
	status = check_child(child);
	check(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL, "a killed child says which signal");
	child = fork();
	if (child == 0)
		_exit(0x1ff);
	check(exit_status(child) == 0xff, "an exit status has eight bits");
}

/* waitid with WNOWAIT looks at a child and leaves it to be waited for. */
static void
looking(void)
{
	siginfo_t info;
	pid_t child = fork();

	if (child == 0)
		_exit(5);
	memset(&info, 0, sizeof info);
	check(waitid(P_PID, (id_t)child, &info, WEXITED | WNOWAIT) == 0 && info.si_pid == child &&
	    info.si_status == 5 && info.si_code == CLD_EXITED, "waitid tells of the exit");
	check(exit_status(child) == 5, "and with WNOWAIT leaves the child to be waited for");
}

/* An orphan's new parent is whoever adopts it: never the dead one. */
static void
orphan(void)
{
	int ready[2], gone[2];
	pid_t child, answer = 0;
	char byte;

	pipe(ready);
	pipe(gone);
	child = fork();
	if (child == 0) {
		pid_t parent = getpid();

		if (fork() == 0) {
			close(gone[1]);
			read(gone[0], &byte, 1);
			answer = getppid() != parent ? getppid() : 0;
			write(ready[1], &answer, sizeof answer);
			_exit(0);
		}
		_exit(0);
	}
	exit_status(child);
	close(gone[1]);
	close(ready[1]);
	check(read(ready[0], &answer, sizeof answer) == sizeof answer && answer > 0, "an orphan is adopted");
	close(ready[0]);
	close(gone[0]);
}

static void
execution(void)
{
	char *const none[] = { "none", NULL };
	pid_t child;

	check(execv("/nonexistent", none) == -1 && errno == ENOENT, "exec of nothing is ENOENT");
	check(execv("/", none) == -1 && errno == EACCES, "exec of a directory is EACCES");
	child = fork();
	if (child == 0) {
		execl("/bin/false", "false", (char *)NULL);
		_exit(99);
	}
	check(exit_status(child) == 1, "exec of /bin/false");
	child = vfork();
	if (child == 0) {
		execl("/bin/true", "true", (char *)NULL);
		_exit(99);
	}
	check(exit_status(child) == 0, "vfork and exec of /bin/true");
}

/* A process group is waited for as one; its members only. */
static void
groups(void)
{
	pid_t leader = fork(), member, first, second;

	if (leader == 0)
		_exit(0);
	setpgid(leader, leader);
	member = fork();
	if (member == 0) {
		setpgid(0, leader);
		_exit(0);
	}
	setpgid(member, leader);
	first = waitpid(-leader, NULL, 0);
	second = waitpid(-leader, NULL, 0);
	check(first != second && (first == leader || first == member) && (second == leader || second == member),
	    "a process group is waited for by its id");
}

/* struct clone_args of linux/sched.h, and a word that no kernel knows of. */
struct arguments {
	uint64_t flags, pidfd, child_tid, parent_tid, exit_signal, stack, stack_size, tls, set_tid, set_tid_size,
	    cgroup, unknown;
};

static long
refused(uint64_t flags, uint64_t exit_signal, uint64_t unknown)
{
	struct arguments arguments = { .flags = flags, .exit_signal = exit_signal, .unknown = unknown };
	long answer = syscall(SYS_clone3, &arguments, sizeof arguments);

	if (answer == 0)
		_exit(0);
	if (answer > 0)
		waitpid((pid_t)answer, NULL, 0);
	return answer == -1 ? errno : 0;
}

static void
clones(void)
{
	check(refused(0, SIGCHLD, 0) == 0, "clone3 takes arguments that are longer and say no more");
	check(refused(0, SIGCHLD, 1) == E2BIG, "but not those that say more");
	check(refused((uint64_t)1 << 40, SIGCHLD, 0) == EINVAL, "nor flags that nobody has heard of");
	check(refused(SIGCHLD, 0, 0) == EINVAL, "nor a signal among the flags");
}

int
main(void)
{
	identity();
	many();
	check(family(5) == 63, "a binary tree of 63 processes counts itself");
	memory();
	descriptors();
	ending();
	looking();
	orphan();
	groups();
	clones();
	execution();
	return check_result("forktest");
}
