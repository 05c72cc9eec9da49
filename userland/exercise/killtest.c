/*
 * killtest [-s]: every call that waits, and what signals do to it: signal(7).
 *
 * A child waits in each call; once it really does, SIGKILL must end it, and nothing of it may be left. A handler
 * must end the call with EINTR or have it restarted, as SA_RESTART says and the table of signal(7).
 *
 * Whether a child waits is told by /proc/PID/syscall. Under an emulator that file has the numbers of the host:
 * with -s the state letter of /proc/PID/stat has to do, open files are not counted, and a handler that does not
 * come is not waited for.
 */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <thread.h>
#include <time.h>
#include <unistd.h>

#include "check.h"

enum { SUBREAPER = 36, FUTEX_LOCK_PI = 6, TFD_CLOCK = CLOCK_MONOTONIC, LOCK_EX = 2, OFD_SETLKW = 38, FULL = 1 << 20, EMULATED = 100000 };

/* What a handler does to the call: restart it if SA_RESTART is set, always, or never. */
enum restart { IF_ALLOWED, ALWAYS, NEVER };

struct wait {
	const char *name;
	long number;
	enum restart restart;
	void (*enter)(void);
};

/* What parent and children have in common. */
static struct {
	volatile uint32_t handled, futex, owned;
	volatile pid_t grandchild;
} *shared;

static bool letters;
static int held;
static char buffer[FULL];
static struct timespec hours = { 100000, 0 };

static void
handler(int signal)
{
	(void)signal;
	__atomic_fetch_add(&shared->handled, 1, __ATOMIC_SEQ_CST);
}

/* ---- what the child does: each returns only when the call does */

static void
read_pipe(void)
{
	int fds[2];

	pipe(fds);
	read(fds[0], buffer, 1);
}

static void
write_pipe(void)
{
	int fds[2];

	pipe2(fds, O_NONBLOCK);
	while (write(fds[1], buffer, sizeof buffer) > 0)
		continue;
	fcntl(fds[1], F_SETFL, 0);
	write(fds[1], buffer, 1);
}

static void
read_vector(void)
{
	struct { void *at; size_t length; } parts[2] = { { buffer, 1 }, { buffer, 1 } };
	int fds[2];

	pipe(fds);
	syscall(SYS_readv, fds[0], parts, 2);
}

static void
splice_pipes(void)
{
	int from[2], to[2];

	pipe(from);
	pipe(to);
	syscall(SYS_splice, from[0], NULL, to[1], NULL, 100, 0);
}

static void
send_file(void)
{
	int file = open("/tmp/killtest.file", O_RDONLY), fds[2];

	pipe2(fds, O_NONBLOCK);
	while (write(fds[1], buffer, sizeof buffer) > 0)
		continue;
	fcntl(fds[1], F_SETFL, 0);
	syscall(SYS_sendfile, fds[1], file, NULL, 100);
}

static void
open_reader(void)
{
	open("/tmp/killtest.fifo", O_RDONLY);
}

static void
open_writer(void)
{
	open("/tmp/killtest.fifo", O_WRONLY);
}

static int
listener(int backlog)
{
	struct sockaddr_un name = { AF_UNIX, "/tmp/killtest.socket" };
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	unlink(name.sun_path);
	bind(fd, (struct sockaddr *)&name, sizeof name);
	listen(fd, backlog);
	return fd;
}

static void
accept_one(void)
{
	accept(listener(1), NULL, NULL);
}

static void
connect_full(void)
{
	struct sockaddr_un name = { AF_UNIX, "/tmp/killtest.socket" };

	listener(0);
	while (connect(socket(AF_UNIX, SOCK_STREAM, 0), (struct sockaddr *)&name, sizeof name) == 0)
		continue;
}

static void
read_socket(void)
{
	int fds[2];

	socketpair(AF_UNIX, SOCK_STREAM, 0, fds);
	read(fds[0], buffer, 1);
}

static void
write_socket(void)
{
	int fds[2];

	socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, fds);
	while (write(fds[1], buffer, sizeof buffer) > 0)
		continue;
	fcntl(fds[1], F_SETFL, 0);
	write(fds[1], buffer, sizeof buffer);
}

static void
receive(void)
{
	int fds[2];

	socketpair(AF_UNIX, SOCK_DGRAM, 0, fds);
	recv(fds[0], buffer, 1, 0);
}

static void
poll_pipe(void)
{
	struct { int fd; short events, revents; } entry = { 0, 1, 0 };
	int fds[2];

	pipe(fds);
	entry.fd = fds[0];
	syscall(SYS_ppoll, &entry, 1, NULL, NULL, 8);
}

static void
poll_timed(void)
{
	sigset_t none = 0;

	syscall(SYS_ppoll, NULL, 0, &hours, &none, 8);
}

static void
select_pipe(void)
{
	unsigned long set;
	int fds[2];

	pipe(fds);
	set = 1UL << fds[0];
	syscall(SYS_pselect6, fds[0] + 1, &set, NULL, NULL, &hours, NULL);
}

static void
epoll_pipe(void)
{
	struct { uint32_t events, padding; uint64_t data; } event = { 1, 0, 0 }, got[2];
	int fds[2], set = (int)syscall(SYS_epoll_create1, 0);

	pipe(fds);
	syscall(SYS_epoll_ctl, set, 1, fds[0], &event);
	syscall(SYS_epoll_pwait, set, got, 2, -1, NULL, 8);
}

static void
read_counter(void)
{
	read((int)syscall(SYS_eventfd2, 0, 0), buffer, 8);
}

static void
write_counter(void)
{
	uint64_t most = ~1UL;
	int fd = (int)syscall(SYS_eventfd2, 0, 0);

	write(fd, &most, 8);
	write(fd, &most, 8);
}

static void
read_timer(void)
{
	struct timespec setting[2] = { { 0, 0 }, hours };
	int fd = (int)syscall(SYS_timerfd_create, TFD_CLOCK, 0);

	syscall(SYS_timerfd_settime, fd, 0, setting, NULL);
	read(fd, buffer, 8);
}

static void
sleep_long(void)
{
	syscall(SYS_nanosleep, &hours, NULL);
}

static void
sleep_clock(void)
{
	syscall(SYS_clock_nanosleep, CLOCK_MONOTONIC, 0, &hours, NULL);
}

static void
sleep_until(void)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	now.tv_sec += hours.tv_sec;
	syscall(SYS_clock_nanosleep, CLOCK_REALTIME, 1, &now, NULL);
}

static void
futex_private(void)
{
	futex(&shared->futex, FUTEX_WAIT | FUTEX_PRIVATE_FLAG, 0, NULL, NULL, 0);
}

static void
futex_shared(void)
{
	futex(&shared->futex, FUTEX_WAIT, 0, NULL, NULL, 0);
}

static void
futex_timed(void)
{
	futex(&shared->futex, FUTEX_WAIT, 0, &hours, NULL, 0);
}

static void
futex_lock(void)
{
	futex(&shared->owned, FUTEX_LOCK_PI, 0, NULL, NULL, 0);
}

static void
parent_of_one(void)
{
	pid_t self = getpid(), child = fork();

	shared->grandchild = child == 0 ? getpid() : child;
	while (child == 0 && getppid() == self)
		sched_yield();
	if (child == 0)
		_exit(0);
}

static void
wait_child(void)
{
	parent_of_one();
	wait(NULL);
}

static void
wait_identified(void)
{
	siginfo_t info;

	parent_of_one();
	waitid(P_ALL, 0, &info, WEXITED);
}

static void
suspend(void)
{
	sigset_t none = 0;

	syscall(SYS_rt_sigsuspend, &none, 8);
}

static void
wait_signal(void)
{
	sigset_t set = 1UL << (SIGUSR2 - 1);

	syscall(SYS_rt_sigtimedwait, &set, NULL, NULL, 8);
}

static void
lock_record(void)
{
	struct flock all = { .l_type = F_WRLCK };

	fcntl(open("/tmp/killtest.file", O_RDWR), F_SETLKW, &all);
}

static void
lock_description(void)
{
	struct flock all = { .l_type = F_WRLCK };

	fcntl(open("/tmp/killtest.file", O_RDWR), OFD_SETLKW, &all);
}

static void
lock_file(void)
{
	syscall(SYS_flock, open("/tmp/killtest.other", O_RDWR), LOCK_EX);
}

static void
read_terminal(void)
{
	read(0, buffer, 1);
}

static const struct wait waits[] = {
	{ "read of an empty pipe", SYS_read, IF_ALLOWED, read_pipe },
	{ "write to a full pipe", SYS_write, IF_ALLOWED, write_pipe },
	{ "readv of an empty pipe", SYS_readv, IF_ALLOWED, read_vector },
	{ "splice from an empty pipe", SYS_splice, IF_ALLOWED, splice_pipes },
	{ "sendfile to a full pipe", SYS_sendfile, IF_ALLOWED, send_file },
	{ "open of a FIFO to read", SYS_openat, IF_ALLOWED, open_reader },
	{ "open of a FIFO to write", SYS_openat, IF_ALLOWED, open_writer },
	{ "accept", SYS_accept, IF_ALLOWED, accept_one },
	{ "connect to a full queue", SYS_connect, IF_ALLOWED, connect_full },
	{ "read of a socket", SYS_read, IF_ALLOWED, read_socket },
	{ "write to a full socket", SYS_write, IF_ALLOWED, write_socket },
	{ "recvfrom", SYS_recvfrom, IF_ALLOWED, receive },
	{ "ppoll", SYS_ppoll, NEVER, poll_pipe },
	{ "ppoll with a mask and a time", SYS_ppoll, NEVER, poll_timed },
	{ "pselect6", SYS_pselect6, NEVER, select_pipe },
	{ "epoll_pwait", SYS_epoll_pwait, NEVER, epoll_pipe },
	{ "read of an event counter", SYS_read, IF_ALLOWED, read_counter },
	{ "write to a full event counter", SYS_write, IF_ALLOWED, write_counter },
	{ "read of a timer", SYS_read, IF_ALLOWED, read_timer },
	{ "nanosleep", SYS_nanosleep, NEVER, sleep_long },
	{ "clock_nanosleep", SYS_clock_nanosleep, NEVER, sleep_clock },
	{ "clock_nanosleep until a time", SYS_clock_nanosleep, NEVER, sleep_until },
	{ "a private futex", SYS_futex, IF_ALLOWED, futex_private },
	{ "a shared futex", SYS_futex, IF_ALLOWED, futex_shared },
	{ "a futex with a time", SYS_futex, NEVER, futex_timed },
	{ "a futex that has an owner", SYS_futex, ALWAYS, futex_lock },
	{ "wait4", SYS_wait4, IF_ALLOWED, wait_child },
	{ "waitid", SYS_waitid, IF_ALLOWED, wait_identified },
	{ "rt_sigsuspend", SYS_rt_sigsuspend, NEVER, suspend },
	{ "rt_sigtimedwait", SYS_rt_sigtimedwait, NEVER, wait_signal },
	{ "a record lock", SYS_fcntl, IF_ALLOWED, lock_record },
	{ "a lock of a description", SYS_fcntl, IF_ALLOWED, lock_description },
	{ "flock", SYS_flock, IF_ALLOWED, lock_file },
	{ "read of a terminal", SYS_read, IF_ALLOWED, read_terminal },
};

/* ---- looking from outside */

/* What /proc says, up to the end of a line. */
static char *
tell(pid_t pid, const char *file)
{
	static char text[512];
	char path[64];
	int fd;
	ssize_t got;

	if (pid == 0)
		snprintf(path, sizeof path, "/proc/%s", file);
	else
		snprintf(path, sizeof path, "/proc/%d/%s", pid, file);
	fd = open(path, O_RDONLY);
	got = fd == -1 ? 0 : read(fd, text, sizeof text - 1);
	close(fd);
	text[got < 0 ? 0 : got] = '\0';
	return text;
}

static char
letter(pid_t pid)
{
	char *name = strrchr(tell(pid, "stat"), ')');

	return name == NULL ? '?' : name[2];
}

static bool
waits_in(pid_t pid, long number)
{
	char *text, *end;

	if (letters)
		return letter(pid) == 'S';
	text = tell(pid, "syscall");
	return strtol(text, &end, 10) == number && end != text && *end == ' ';
}

static long
open_files(void)
{
	return letters ? 0 : strtol(tell(0, "sys/fs/file-nr"), NULL, 10);
}

/* Until the child waits in the call or is gone; its status, or -1. */
static int
await(pid_t pid, long number)
{
	int status;

	while (!waits_in(pid, number)) {
		if (waitpid(pid, &status, WNOHANG) == pid)
			return status;
		sched_yield();
	}
	return -1;
}

static bool
ended_by(pid_t pid, int signal)
{
	int status;

	return waitpid(pid, &status, 0) == pid && WIFSIGNALED(status) && WTERMSIG(status) == signal;
}

/* ---- the checks */

static void
sentence(const char *name, const char *rest, bool good)
{
	char text[160];

	snprintf(text, sizeof text, "%s: %s", name, rest);
	check(good, text);
}

/* The child says EINTR with 1, anything else that the call may return with 2. */
static pid_t
enter(const struct wait *wait, unsigned long flags)
{
	struct sigaction action = { .sa_handler = handler, .sa_flags = flags };
	pid_t pid = fork();

	if (pid != 0)
		return pid;
	sigaction(SIGTERM, &action, NULL);
	errno = 0;
	wait->enter();
	_exit(errno == EINTR ? 1 : 2);
}

/* A grandchild outlives its parent, comes to us, and has nothing to do then. */
static void
bury_grandchild(void)
{
	if (shared->grandchild != 0)
		waitpid(shared->grandchild, NULL, 0);
	shared->grandchild = 0;
}

static void
kill_in(const struct wait *wait)
{
	long files = open_files();
	pid_t pid = enter(wait, 0);
	bool waited = await(pid, wait->number) == -1;

	kill(pid, SIGKILL);
	sentence(wait->name, "SIGKILL ends it", ended_by(pid, SIGKILL) && waited);
	bury_grandchild();
	sentence(wait->name, "nothing is left of it", kill(pid, 0) == -1 && errno == ESRCH && open_files() == files);
}

/* Once the handler has run the child either waits again or is over. */
static bool
restarts(const struct wait *wait, unsigned long flags)
{
	pid_t pid = enter(wait, flags);
	uint32_t before = shared->handled;
	int status = await(pid, wait->number);

	kill(pid, SIGTERM);
	for (long looks = 0; status == -1 && shared->handled == before && (!letters || looks < EMULATED); looks++)
		sched_yield();
	if (status == -1 && shared->handled != before)
		status = await(pid, wait->number);
	if (status == -1) {
		kill(pid, SIGKILL);
		waitpid(pid, NULL, 0);
	} else if (status != 1 << 8) {
		printf("%s ended with status %#x\n", wait->name, status);
	}
	bury_grandchild();
	return status == -1;
}

static void
interrupt_in(const struct wait *wait)
{
	bool without = restarts(wait, 0), with = restarts(wait, SA_RESTART);

	switch (wait->restart) {
	case IF_ALLOWED:
		sentence(wait->name, "EINTR, or restarted if SA_RESTART says so", !without && with);
		break;
	case ALWAYS:
		sentence(wait->name, "restarted in any case", without && with);
		break;
	case NEVER:
		sentence(wait->name, "EINTR in any case", !without && !with);
		break;
	}
}

static void
vfork_parent(void)
{
	pid_t pid = fork();

	if (pid == 0) {
		pid_t self = getpid();

		if (vfork() == 0) {
			shared->grandchild = getpid();
			while (getppid() == self)
				sched_yield();
			_exit(0);
		}
		_exit(1);
	}
	await(pid, SYS_clone);
	kill(pid, SIGKILL);
	check(ended_by(pid, SIGKILL), "the parent of a vfork: SIGKILL ends it");
	bury_grandchild();
}

static void
stopped(void)
{
	int status;
	pid_t pid = fork();

	if (pid == 0)
		for (;;)
			sched_yield();
	kill(pid, SIGSTOP);
	waitpid(pid, &status, WUNTRACED);
	check(WIFSTOPPED(status) && letter(pid) == 'T', "a stopped process has the letter T");
	kill(pid, SIGKILL);
	check(ended_by(pid, SIGKILL), "a stopped process: SIGKILL ends it");
	pid = enter(&waits[0], 0);
	await(pid, waits[0].number);
	kill(pid, SIGSTOP);
	waitpid(pid, &status, WUNTRACED);
	kill(pid, SIGKILL);
	check(ended_by(pid, SIGKILL), "a process stopped in a call: SIGKILL ends it");
}

static void
zombie(void)
{
	pid_t pid = fork();

	if (pid == 0)
		_exit(5);
	while (letter(pid) != 'Z')
		sched_yield();
	check(kill(pid, SIGKILL) == 0 && check_child(pid) == 5 << 8, "SIGKILL does nothing to a zombie");
}

static void *
enter_thread(void *argument)
{
	const struct wait *wait = argument;

	wait->enter();
	return NULL;
}

/*
 * Every call that has no grandchild, each in a thread of one process, but for the writer of the FIFO, which would
 * meet the reader.
 */
static void
threads(void)
{
	enum { LAST = 25 };
	long files = open_files();
	pid_t pid = fork();
	int count = 0;

	if (pid == 0) {
		for (int i = 0; i <= LAST; i++)
			if (waits[i].enter != open_writer)
				thread_start(enter_thread, (void *)&waits[i]);
		sleep_long();
	}
	await(pid, SYS_nanosleep);
	for (int id = pid + 1; !letters && count < LAST; id++, count++) {
		char file[32];

		snprintf(file, sizeof file, "task/%d/syscall", id);
		while (strchr("r", *tell(pid, file)) != NULL)
			sched_yield();
	}
	kill(pid, SIGKILL);
	check(ended_by(pid, SIGKILL), "threads in 25 different calls: SIGKILL ends them all");
	check(open_files() == files, "threads in 25 different calls: nothing is left of them");
}

/* Work that takes long without waiting: it is met at whatever moment. */
static void
work(void)
{
	char name[] = "/bin/a";

	for (;;) {
		int zero = open("/dev/zero", O_RDONLY), copy = open("/tmp/killtest.copy", O_RDWR | O_CREAT, 0600);

		read(zero, buffer, sizeof buffer);
		write(copy, buffer, sizeof buffer);
		close(zero);
		close(copy);
		for (const char *program = "ls\0sh\0cp\0sed\0find\0sort\0"; *program; program += strlen(program) + 1) {
			int fd;
			char *at;

			snprintf(name, sizeof name, "/bin/%s", program);
			fd = open(name, O_RDONLY);
			at = mmap(NULL, 65536, PROT_READ, MAP_PRIVATE, fd, 0);
			for (int page = 0; at != MAP_FAILED && page < 4; page++)
				buffer[page] = at[page * 4096];
			munmap(at, 65536);
			close(fd);
		}
	}
}

static void
working(void)
{
	long files = open_files();
	bool good = true;

	for (int moment = 0; moment < 40; moment++) {
		pid_t pid = fork();

		if (pid == 0)
			work();
		for (int i = 0; i < moment; i++)
			sched_yield();
		kill(pid, SIGKILL);
		good &= ended_by(pid, SIGKILL);
	}
	check(good, "copies and page-ins at 40 moments: SIGKILL ends them");
	check(open_files() == files, "copies and page-ins: nothing is left of them");
}

static void
prepare(void)
{
	struct flock all = { .l_type = F_WRLCK };
	int other;

	shared = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	shared->owned = (uint32_t)getpid();
	syscall(SYS_prctl, SUBREAPER, 1, 0, 0, 0);
	unlink("/tmp/killtest.fifo");
	mknod("/tmp/killtest.fifo", S_IFIFO | 0600, 0);
	held = open("/tmp/killtest.file", O_RDWR | O_CREAT, 0600);
	write(held, buffer, 4096);
	fcntl(held, F_SETLKW, &all);
	other = open("/tmp/killtest.other", O_RDWR | O_CREAT, 0600);
	syscall(SYS_flock, other, LOCK_EX);
}

static void
clean(void)
{
	unlink("/tmp/killtest.fifo");
	unlink("/tmp/killtest.file");
	unlink("/tmp/killtest.other");
	unlink("/tmp/killtest.socket");
	unlink("/tmp/killtest.copy");
}

int
main(int argc, char *argv[])
{
	int count = sizeof waits / sizeof *waits - (isatty(0) ? 0 : 1);

	letters = argc > 1 && strcmp(argv[1], "-s") == 0;
	prepare();
	for (int i = 0; i < count; i++) {
		kill_in(&waits[i]);
		interrupt_in(&waits[i]);
	}
	vfork_parent();
	stopped();
	zombie();
	threads();
	working();
	clean();
	return check_result("killtest");
}
