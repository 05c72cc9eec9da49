/*
 * Calls that make something, where there is no room for it: too few descriptors, too few files, no kernel memory,
 * no processes. Each is refused with its errno, has changed nothing, and works once there is room again.
 *
 * Without an argument only the descriptors of this process run out, as they do anywhere; with one, the machine does.
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
#include <unistd.h>

#include "check.h"

enum { LIMIT = 20, MANY = 2000, SYS_timer_create_ = 107, SYS_timer_delete_ = 111, SYS_memfd_create_ = 279, SYS_close_range_ = 436 };

/* What a refused call may not have made. */
static const char *const absent[] = { "/tmp/made", "/tmp/fifo" };

static int made[2];

static int
one(long result)
{
	made[0] = (int)result;
	made[1] = -1;
	return result == -1 ? -1 : 0;
}

static int two(int result) { if (result == -1) made[0] = made[1] = -1; return result; }
static int a_pipe(void) { return two(pipe(made)); }
static int a_pair(void) { return two(socketpair(AF_UNIX, SOCK_STREAM, 0, made)); }
static int a_socket(void) { return one(socket(AF_UNIX, SOCK_STREAM, 0)); }
static int a_counter(void) { return one(syscall(SYS_eventfd2, 0, 0)); }
static int a_timer(void) { return one(syscall(SYS_timerfd_create, 1, 0)); }
static int an_epoll(void) { return one(syscall(SYS_epoll_create1, 0)); }
static int a_memory_file(void) { return one(syscall(SYS_memfd_create_, "m", 0)); }
static int a_duplicate(void) { return one(dup(0)); }
static int a_far_duplicate(void) { return one(fcntl(0, F_DUPFD, 5)); }
static int an_open(void) { return one(open("/dev/null", O_RDONLY)); }
static int a_text(void) { return one(open("/proc/self/status", O_RDONLY)); }
static int a_file(void) { return one(open("/tmp/made", O_CREAT | O_RDWR, 0600)); }
static int a_truncation(void) { return one(open("/tmp/kept", O_TRUNC | O_RDWR)); }

static const struct {
	const char *name;
	int (*make)(void);
	int descriptors;
} makers[] = {
	{ "pipe", a_pipe, 2 }, { "socketpair", a_pair, 2 }, { "socket", a_socket, 1 }, { "eventfd", a_counter, 1 },
	{ "timerfd_create", a_timer, 1 }, { "epoll_create", an_epoll, 1 }, { "memfd_create", a_memory_file, 1 },
	{ "dup", a_duplicate, 1 }, { "F_DUPFD", a_far_duplicate, 1 }, { "open", an_open, 1 }, { "open of a text", a_text, 1 },
	{ "creat", a_file, 1 }, { "O_TRUNC", a_truncation, 1 },
};

enum { MAKERS = sizeof makers / sizeof *makers };

static void
unmake(void)
{
	for (int i = 0; i < 2; i++)
		if (made[i] != -1)
			close(made[i]);
	unlink("/tmp/made");
}

static long
size_of(const char *path)
{
	struct stat status;

	return stat(path, &status) == -1 ? -1 : (long)status.st_size;
}

static void
keep_a_file(void)
{
	int fd = open("/tmp/kept", O_CREAT | O_TRUNC | O_WRONLY, 0600);

	write(fd, "content", 7);
	close(fd);
}

/* Nothing was made by a call that was refused. */
static bool
nothing_made(void)
{
	for (size_t i = 0; i < sizeof absent / sizeof *absent; i++)
		if (size_of(absent[i]) != -1)
			return false;
	return size_of("/tmp/kept") == 7;
}

static void
limit(long descriptors)
{
	struct rlimit some;

	getrlimit(RLIMIT_NOFILE, &some);
	some.rlim_cur = (rlim_t)descriptors;
	setrlimit(RLIMIT_NOFILE, &some);
}

/* Each call with one descriptor too few. */
static void
descriptors_run_out(void)
{
	char what[80];

	limit(LIMIT);
	while (dup(0) != -1)
		continue;
	for (int i = 0; i < MAKERS; i++) {
		bool refused = true;

		for (int left = 0; left < makers[i].descriptors; left++) {
			for (int fd = 0; fd < left; fd++)
				close(LIMIT - 1 - fd);
			refused &= makers[i].make() == -1 && errno == EMFILE && nothing_made();
			for (int fd = 0; fd < left; fd++)
				refused &= dup(0) == LIMIT - left + fd;
			refused &= dup(0) == -1;
		}
		for (int fd = 0; fd < makers[i].descriptors; fd++)
			close(LIMIT - 1 - fd);
		refused &= makers[i].make() == 0 && made[0] == LIMIT - makers[i].descriptors;
		unmake();
		for (int fd = 0; fd < makers[i].descriptors; fd++)
			dup(0);
		keep_a_file();
		close(LIMIT - 1);
		keep_a_file();
		dup(0);
		snprintf(what, sizeof what, "%s without descriptors is refused and leaves nothing", makers[i].name);
		check(refused, what);
	}
	for (int fd = 3; fd < LIMIT; fd++)
		close(fd);
}

/* The first number in a file of /proc. */
static long
number_in(const char *path, const char *after)
{
	static char text[4096];
	int fd = open(path, O_RDONLY);
	ssize_t length = fd == -1 ? -1 : read(fd, text, sizeof text - 1);
	char *at;

	close(fd);
	if (length <= 0)
		return -1;
	text[length] = '\0';
	at = strstr(text, after);
	return at == NULL ? -1 : strtol(at + strlen(after), NULL, 10);
}

/* Each call many times where the machine has room for no more files, and with room for a little more. */
static void
files_run_out(void)
{
	char what[80];
	int last = -1, fd;

	limit(1 << 20);
	for (int i = 0; i < MAKERS; i++) {
		long inodes = number_in("/proc/sys/fs/inode-nr", "");
		long refused = 0, wrong = 0;

		while ((fd = open("/dev/null", O_RDONLY)) != -1)
			last = fd;
		while (dup(0) != -1)
			continue;
		for (int left = 0; left < 4; left++) {
			for (int n = 0; n < MANY; n++)
				if (makers[i].make() == -1) {
					refused++;
					wrong += errno != ENFILE && errno != ENOMEM && errno != ENOSPC;
				} else {
					unmake();
				}
			close(last--);
		}
		syscall(SYS_close_range_, 3, ~0U, 0);
		snprintf(what, sizeof what, "%s without room for files is refused and leaves nothing", makers[i].name);
		check(refused >= MANY && wrong == 0 && number_in("/proc/sys/fs/inode-nr", "") == inodes, what);
		keep_a_file();
	}
	for (int n = 0; n < MANY; n++)
		if (pipe(made) == -1)
			last = -1;
	check(last != -1, "there is room for files again");
	syscall(SYS_close_range_, 3, ~0U, 0);
}

/* Timers and children as many as there can be, twice: what was refused the first time took no room. */
static int
all_timers(void)
{
	int count = 0, timer, refused = 0;

	while (syscall(SYS_timer_create_, 1, NULL, &timer) == 0)
		count++;
	for (int n = 0; n < MANY; n++)
		refused += syscall(SYS_timer_create_, 1, NULL, &timer) == -1 && errno == EAGAIN;
	for (timer = 0; timer < count; timer++)
		syscall(SYS_timer_delete_, timer);
	return refused == MANY ? count : -1;
}

static int
all_children(void)
{
	int count = 0, refused = 0;
	pid_t pid;

	while ((pid = fork()) != -1) {
		if (pid == 0) {
			pause();
			_exit(0);
		}
		count++;
	}
	for (int n = 0; n < 100; n++) {
		pid = fork();
		if (pid == 0)
			_exit(0);
		refused += pid == -1;
	}
	signal(SIGTERM, SIG_IGN);
	kill(0, SIGTERM);
	while (wait(NULL) != -1)
		continue;
	signal(SIGTERM, SIG_DFL);
	return refused == 100 ? count : -1;
}

int
main(int argc, char *argv[])
{
	int count;

	(void)argv;
	keep_a_file();
	descriptors_run_out();
	if (argc > 1) {
		files_run_out();
		count = all_timers();
		check(count > 0 && all_timers() == count, "timers run out, and are all there again");
		count = all_children();
		check(count > 0 && all_children() >= count - 2, "children run out, and can all be made again");
	}
	unlink("/tmp/kept");
	return check_result("scarcetest");
}
