/*
 * hogtest WHAT: makes as many of one kind of kernel object as it can, and says what stopped it.
 *
 * What matters is that the kernel refuses with an errno before its own memory is full, and that all is given back.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MOST = 4000000, CHILDREN = 5000, SYS_setxattr = 5, SYS_timer_create = 107, SYS_timer_settime = 110, TEXT = 100000 };

static char buffer[65536];

static long
files(void)
{
	char name[64];
	long made = 0;

	for (; made < MOST; made++) {
		int fd;

		snprintf(name, sizeof name, "/tmp/hog%ld", made);
		fd = open(name, O_CREAT | O_WRONLY, 0600);
		if (fd == -1)
			break;
		close(fd);
	}
	return made;
}

static long
links(void)
{
	char name[256];
	long made = 0;

	memset(name, 'x', 250);
	for (int file = 0; made < MOST; file++) {
		snprintf(name, 20, "/tmp/file%d", file);
		close(open(name, O_CREAT | O_WRONLY, 0600));
		for (int link_ = 0; link_ < 64999; link_++, made++) {
			char other[200];

			snprintf(other, sizeof other, "/tmp/%0150ld", made);
			if (link(name, other) == -1)
				return made;
		}
	}
	return made;
}

static long
directories(void)
{
	long made = 0;

	chdir("/tmp");
	while (made < MOST && mkdir("deeper", 0700) == 0 && chdir("deeper") == 0)
		made++;
	return made;
}

static long
symlinks(void)
{
	char target[4000], name[64];
	long made = 0;

	memset(target, 't', sizeof target - 1);
	target[sizeof target - 1] = '\0';
	for (; made < MOST; made++) {
		snprintf(name, sizeof name, "/tmp/link%ld", made);
		if (symlink(target, name) == -1)
			break;
	}
	return made;
}

static long
names(void)
{
	char name[64];
	struct stat status;

	for (long i = 0; i < MOST / 10; i++) {
		snprintf(name, sizeof name, "/bin/none%ld", i);
		if (stat(name, &status) == 0 || errno != ENOENT)
			return i;
		errno = 0;
	}
	return MOST / 10;
}

static void
unlimited(void)
{
	struct rlimit all = { 1 << 20, 1 << 20 }, none = { RLIM_INFINITY, RLIM_INFINITY };

	setrlimit(RLIMIT_NOFILE, &all);
	setrlimit(11, &none);
}

static long
pipes(void)
{
	long made = 0;
	int fds[2];

	unlimited();
	for (; made < MOST && pipe2(fds, O_NONBLOCK) == 0; made++) {
		fcntl(fds[1], F_SETPIPE_SZ, 1 << 20);
		while (write(fds[1], buffer, sizeof buffer) > 0)
			continue;
		if (errno != EAGAIN)
			break;
	}
	return made;
}

static long
sockets(void)
{
	long made = 0;
	int fds[2];

	unlimited();
	for (; made < MOST && socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, fds) == 0; made++) {
		while (write(fds[1], buffer, 1) > 0)
			continue;
		if (errno != EAGAIN)
			break;
	}
	return made;
}

static long
attributes(void)
{
	char name[64];
	long made = 0;

	for (; made < MOST; made++) {
		snprintf(name, sizeof name, "/tmp/attributes%ld", made / 15);
		close(open(name, O_CREAT | O_WRONLY, 0600));
		snprintf(buffer, 64, "user.number%ld", made);
		if (syscall(SYS_setxattr, name, buffer, buffer + 64, 4096, 0) == -1)
			break;
	}
	return made;
}

static long
interests(void)
{
	struct { uint32_t events, padding; uint64_t data; } event = { 1, 0, 0 };
	long made = 0;
	int fds[500];

	unlimited();
	for (int i = 0; i < 250; i++)
		pipe(fds + 2 * i);
	for (;;) {
		int set = (int)syscall(SYS_epoll_create1, 0);

		if (set == -1)
			return made;
		for (int i = 0; i < 500; i++, made++)
			if (syscall(SYS_epoll_ctl, set, 1, fds[i], &event) == -1)
				return made;
	}
}

/* The parent stays, with all that it has; -1 when there can be no child. */
static int
go_on_in_child(void)
{
	pid_t pid = fork();

	if (pid > 0) {
		pause();
		_exit(0);
	}
	return pid;
}

static long
timers(void)
{
	struct timespec setting[2] = { { 0, 0 }, { 100000, 0 } };
	long made = 0;

	for (int child = 0; child < CHILDREN; child++) {
		int timer;

		while (syscall(SYS_timer_create, 1, NULL, &timer) == 0) {
			syscall(SYS_timer_settime, timer, 0, setting, NULL);
			made++;
		}
		if (go_on_in_child() == -1)
			break;
		if (syscall(SYS_timer_create, 1, NULL, &timer) == -1)
			break;
	}
	return made;
}

static long
signals(void)
{
	sigset_t all = ~0UL;
	siginfo_t info = { .si_code = SI_QUEUE };
	long made = 0;

	unlimited();
	sigprocmask(SIG_SETMASK, &all, NULL);
	while (made < MOST && syscall(SYS_rt_sigqueueinfo, getpid(), 40, &info) == 0)
		made++;
	return made;
}

static long
areas(void)
{
	long made = 0;

	for (int child = 0; child < CHILDREN; child++) {
		while (mmap(NULL, 4096, made & 1 ? PROT_READ : PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED)
			made++;
		if (go_on_in_child() == -1)
			break;
	}
	return made;
}

static long
arguments(char *program)
{
	char *text = malloc(TEXT), *words[] = { program, "sleeper", text, text, text, text, text, NULL };
	long made = 0;

	memset(text, 'a', TEXT - 1);
	text[TEXT - 1] = '\0';
	for (; made < CHILDREN; made++) {
		pid_t pid = vfork();

		if (pid == -1)
			break;
		if (pid == 0) {
			execv(program, words);
			_exit(errno);
		}
		if (waitpid(pid, NULL, WNOHANG) == pid)
			break;
	}
	return made;
}

static const struct {
	const char *name;
	long (*make)(void);
} hogs[] = {
	{ "files", files }, { "links", links }, { "directories", directories }, { "symlinks", symlinks }, { "names", names },
	{ "pipes", pipes }, { "sockets", sockets }, { "attributes", attributes }, { "interests", interests },
	{ "timers", timers }, { "signals", signals }, { "areas", areas },
};

int
main(int argc, char *argv[])
{
	if (argc > 2)
		for (;;)
			pause();
	for (size_t i = 0; i < sizeof hogs / sizeof *hogs; i++)
		if (argc > 1 && strcmp(argv[1], hogs[i].name) == 0) {
			long made = hogs[i].make();

			printf("%s: %ld, then %s\n", argv[1], made, strerror(errno));
			fflush(stdout);
			kill(0, SIGKILL);
		}
	if (argc > 1 && strcmp(argv[1], "arguments") == 0) {
		printf("arguments: %ld\n", arguments("/bin/hogtest"));
		fflush(stdout);
		kill(0, SIGKILL);
	}
	fprintf(stderr, "usage: hogtest WHAT\n");
	return 2;
}
