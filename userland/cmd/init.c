/*
 * init: the first process. Mounts what is missing, gives the console to a login shell as
 * its controlling terminal, buries every orphan, and when the shell has ended stops the
 * machine, whose status is the shell's.
 */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <paths.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "path.h"

static const struct {
	const char *type, *target;
	mode_t mode;
} mounts[] = {
	{ "proc", "/proc", 0555 },
	{ "devtmpfs", "/dev", 0755 },
	{ "tmpfs", "/tmp", 01777 },
};

/* Whether something is mounted there already: it is on another device than what is above it. */
static bool
mounted(const char *target)
{
	struct stat root, st;

	return stat("/", &root) == 0 && stat(target, &st) == 0 && root.st_dev != st.st_dev;
}

/* Not offered, not allowed: the shell runs all the same. */
static void
mount_all(void)
{
	for (size_t i = 0; i < sizeof mounts / sizeof *mounts; i++) {
		if (mounted(mounts[i].target))
			continue;
		mkdir(mounts[i].target, mounts[i].mode);
		if (mount(mounts[i].type, mounts[i].target, mounts[i].type, 0, NULL) == -1 && errno != ENOSYS &&
		    errno != EPERM && errno != EBUSY && errno != ENODEV)
			warn("mount %s", mounts[i].target);
	}
}

/* Descriptors 0, 1 and 2 on the console; the ones the kernel gave stay when there is none. */
static void
open_console(void)
{
	int fd = open(_PATH_CONSOLE, O_RDWR | O_NOCTTY);

	if (fd == -1)
		return;
	for (int i = 0; i < 3; i++)
		dup2(fd, i);
	if (fd > 2)
		close(fd);
}

static void
set_environment(void)
{
	setenv("PATH", _PATH_DEFPATH, 0);
	setenv("HOME", "/root", 0);
	setenv("USER", "root", 0);
	setenv("LOGNAME", "root", 0);
	setenv("SHELL", _PATH_BSHELL, 0);
	setenv("TERM", "vt100", 0);
	if (chdir(getenv("HOME")) == -1)
		chdir("/");
}

static void
set_hostname(void)
{
	char name[65];
	int fd = open("/etc/hostname", O_RDONLY);
	ssize_t length = fd == -1 ? -1 : read(fd, name, sizeof name - 1);

	if (fd != -1)
		close(fd);
	if (length <= 0)
		return;
	name[length] = '\0';
	sethostname(name, strcspn(name, "\n"));
}

static void
print_motd(void)
{
	int fd = open("/etc/motd", O_RDONLY);

	if (fd == -1)
		return;
	copy_bytes(fd, STDOUT_FILENO);
	close(fd);
}

/* A session of its own, whose terminal is the console: job control and ^C work. */
static _Noreturn void
login(char *const shell[])
{
	char *argv[] = { "-sh", NULL };
	sigset_t none = 0;

	setsid();
	/* Steals it if the kernel gave it to init, as one does that also starts programs without a shell. */
	ioctl(STDIN_FILENO, TIOCSCTTY, 1L);
	sigprocmask(SIG_SETMASK, &none, NULL);
	print_motd();
	if (shell[0] != NULL)
		execvp(shell[0], shell);
	else
		execv(_PATH_BSHELL, argv);
	err(127, "%s", shell[0] != NULL ? shell[0] : _PATH_BSHELL);
}

/* The shell's status, once it and whoever died before it are buried. */
static int
reap_until(pid_t shell)
{
	int status;
	pid_t pid;

	for (;;) {
		pid = waitpid(-1, &status, 0);
		if (pid == shell)
			return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
		if (pid == -1 && errno == ECHILD)
			return 1;
	}
}

/* Everyone else is asked to leave, then made to. */
static void
end_all(void)
{
	struct timespec moment = { 0, 50000000 };

	kill(-1, SIGTERM);
	kill(-1, SIGCONT);
	for (int round = 0; round < 10; round++) {
		while (waitpid(-1, NULL, WNOHANG) > 0)
			continue;
		if (waitpid(-1, NULL, WNOHANG) == -1 && errno == ECHILD)
			return;
		nanosleep(&moment, NULL);
	}
	kill(-1, SIGKILL);
	while (wait(NULL) > 0 || errno == EINTR)
		continue;
}

/* As any command when it is not the first process: init COMMAND can be tried anywhere. */
int
main(int argc, char *argv[])
{
	bool first = getpid() == 1;
	sigset_t all = ~0UL;
	pid_t shell;
	int status;

	(void)argc;
	sigprocmask(SIG_SETMASK, &all, NULL);
	if (first) {
		mount_all();
		open_console();
		set_hostname();
	}
	set_environment();
	shell = fork();
	if (shell == -1)
		err(1, "fork");
	if (shell == 0)
		login(argv + 1);
	status = reap_until(shell);
	if (first) {
		end_all();
		sync();
		/* reboot(2) has no room for a status. Another than 0 leaves as the first process's own. */
		if (status == 0)
			reboot(RB_POWER_OFF);
	}
	return status;
}
