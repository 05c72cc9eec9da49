/* Processes: fork(2), execve(2), wait(2), process groups and sessions. */
#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/times.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../machine/system.h"

pid_t
fork(void)
{
	return (pid_t)call5(SYS_clone, SIGCHLD, 0, 0, 0, 0);
}

int
execve(const char *path, char *const argv[], char *const envp[])
{
	return (int)call3(SYS_execve, path, argv, envp);
}

int
execv(const char *path, char *const argv[])
{
	return execve(path, argv, environ);
}

_Noreturn void
_exit(int status)
{
	for (;;)
		ecall(SYS_exit_group, status, 0, 0, 0, 0, 0);
}

pid_t
wait4(pid_t pid, int *status, int options, struct rusage *usage)
{
	return (pid_t)call4(SYS_wait4, pid, status, options, usage);
}

pid_t
waitpid(pid_t pid, int *status, int options)
{
	return wait4(pid, status, options, NULL);
}

pid_t
wait(int *status)
{
	return wait4(-1, status, 0, NULL);
}

int
waitid(idtype_t type, id_t id, siginfo_t *info, int options)
{
	return (int)call5(SYS_waitid, type, id, info, options, NULL);
}

pid_t
getpid(void)
{
	return (pid_t)call0(SYS_getpid);
}

pid_t
getppid(void)
{
	return (pid_t)call0(SYS_getppid);
}

pid_t
gettid(void)
{
	return (pid_t)call0(SYS_gettid);
}

pid_t
getpgid(pid_t pid)
{
	return (pid_t)call1(SYS_getpgid, pid);
}

pid_t
getpgrp(void)
{
	return getpgid(0);
}

int
setpgid(pid_t pid, pid_t group)
{
	return (int)call2(SYS_setpgid, pid, group);
}

pid_t
getsid(pid_t pid)
{
	return (pid_t)call1(SYS_getsid, pid);
}

pid_t
setsid(void)
{
	return (pid_t)call0(SYS_setsid);
}

clock_t
times(struct tms *to)
{
	return call1(SYS_times, to);
}

int
sched_yield(void)
{
	return (int)call0(SYS_sched_yield);
}

int
sched_getaffinity(pid_t pid, size_t size, unsigned long *mask)
{
	return (int)call3(SYS_sched_getaffinity, pid, size, mask);
}

int
sched_setaffinity(pid_t pid, size_t size, const unsigned long *mask)
{
	return (int)call3(SYS_sched_setaffinity, pid, size, mask);
}
