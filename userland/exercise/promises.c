/*
 * What a call has promised is so when it returns, whoever looks, on whichever hart: main makes a call about something that
 * several parts of the kernel know of, and says so in a word of memory; another thread, or for what threads do not share a
 * process, sees the word and looks at once. A row is a promise.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <setjmp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <thread.h>
#include <time.h>
#include <unistd.h>

#include "check.h"

enum {
	PAGE = 4096, EVENTFD = 19, EPOLL_CREATE = 20, EPOLL_CONTROL = 21, EPOLL_WAIT = 22, FALLOCATE = 47, TIMERFD = 85, TIMERFD_SET = 86,
	GETCPU = 168, SET_SCHEDULER = 119, GET_SCHEDULER = 120, SET_RESUID = 147, SET_GROUPS = 159, SET_NAME = 15, MEMFD = 279, SETPRIORITY = 140,
	GETPRIORITY = 141, ADD_SEALS = 1033, SEAL_SHRINK = 2, SEAL_WRITE = 8, KEEP_SIZE = 1, PUNCH = 2, BATCH = 3, NOT_HERE = 1000,
	POLLRDHUP = 0x2000,
};

struct lock { short type, whence; off_t start, length; pid_t process; };
struct event { unsigned events; uint64_t data; };

static const char scratch[] = "/tmp/promises", other[] = "/tmp/promises.other", place[] = "/tmp/promises.place";

/* Between main and who looks. */
static struct {
	volatile int asked, answered, row;
	volatile long seen, task;
	volatile int number;
} *board;

static sigjmp_buf fault;
static volatile int handled;
static char *volatile memory;
static int file, ends[2], watcher, subject;

static void faulted(int signal) { siglongjmp(fault, signal); }
static void handle(int signal) { handled = signal; }

/* What is there, or minus the signal. */
static long
load(const char *address)
{
	int signal = sigsetjmp(fault, 1);

	return signal ? -signal : *(const volatile char *)address;
}

static long
store(char *address)
{
	int signal = sigsetjmp(fault, 1);

	return signal ? -signal : (*(volatile char *)address = 'S');
}

static long error_of(long result) { return result == -1 ? -errno : result; }
static long missing(const char *path) { return error_of(access(path, F_OK)); }

static long
ready(int descriptor, int events)
{
	struct pollfd one = { descriptor, (short)events, 0 };

	return poll(&one, 1, 0) == 1 ? one.revents : 0;
}

static long
locked(const char *path)
{
	struct lock lock = { 1, 0, 0, 0, 0 };
	int opened = open(path, O_RDWR), answer = (int)error_of(fcntl(opened, 6, &lock));

	close(opened);
	return answer;
}

static void
write_text(const char *path, const char *text)
{
	int made = open(path, O_RDWR | O_CREAT | O_TRUNC, 0644);

	write(made, text, strlen(text));
	close(made);
}

static void
map_file(off_t size)
{
	file = open(scratch, O_RDWR | O_CREAT | O_TRUNC, 0644);
	ftruncate(file, size);
	memory = mmap(NULL, 2 * PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
}

static void one_page(void) { map_file(PAGE); memory[0] = 'A'; }
static void two_pages(void) { map_file(2 * PAGE); memory[0] = 'A'; memory[PAGE] = 'B'; }
static void unmap(void) { munmap(memory, 2 * PAGE); close(file); }

static void
some_memory(void)
{
	memory = mmap(NULL, 2 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	memory[0] = memory[PAGE] = 'A';
}

static void free_memory(void) { munmap(memory, 2 * PAGE); }

/* ---- sizes: Files knows the size, Memory the pages, every hart its translations */

static void shrink(void) { ftruncate(file, PAGE); }
static void shrink_by_path(void) { truncate(scratch, PAGE); }
static void grow(void) { ftruncate(file, 2 * PAGE); }
static void empty(void) { close(open(scratch, O_RDWR | O_TRUNC)); }
static void write_beyond(void) { pwrite(file, "x", 1, PAGE); }
static void punch(void) { syscall(FALLOCATE, file, PUNCH | KEEP_SIZE, (off_t)PAGE, (off_t)PAGE); }
static void allocate(void) { syscall(FALLOCATE, file, 0, (off_t)0, (off_t)(2 * PAGE)); }
static void overwrite(void) { pwrite(file, "w", 1, 0); }
static long first(void) { return load(memory); }
static long second(void) { return load(memory + PAGE); }
static long store_second(void) { return store(memory + PAGE); }

static long
size_of(void)
{
	struct stat status;

	stat(scratch, &status);
	return (long)status.st_size;
}

static void
long_ago(void)
{
	struct timespec times[2] = { { 1, 0 }, { 1, 0 } };

	two_pages();
	msync(memory, 2 * PAGE, MS_SYNC);
	futimens(file, times);
}

static void store_and_sync(void) { memory[0] = 'M'; msync(memory, PAGE, MS_SYNC); }

static long
is_recent(void)
{
	struct stat status;

	stat(scratch, &status);
	return status.st_mtim.tv_sec > 1;
}

/* ---- mappings: Memory and every hart */

static void unmap_second(void) { munmap(memory + PAGE, PAGE); }
static void forbid(void) { mprotect(memory, 2 * PAGE, PROT_READ); }
static void forbidden(void) { some_memory(); mprotect(memory, 2 * PAGE, PROT_READ); }
static void permit(void) { mprotect(memory, 2 * PAGE, PROT_READ | PROT_WRITE); }
static void replace(void) { mmap(memory, 2 * PAGE, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0); }
static void discard(void) { madvise(memory, 2 * PAGE, MADV_DONTNEED); }
static void cut(void) { mremap(memory, 2 * PAGE, PAGE, 0); }
static void grow_break(void) { memory = sbrk(2 * PAGE); memory[0] = memory[PAGE] = 'A'; }
static void shrink_break(void) { sbrk(-2 * PAGE); }

static void
fork_and_store(void)
{
	int child = fork();

	if (child == 0) {
		memory[PAGE] = 'C';
		_exit(0);
	}
	check_child(child);
}

/* ---- descriptors: Files, and who waits behind them */

static void open_scratch(void) { write_text(scratch, "ab"); file = open(scratch, O_RDWR); }
static void close_it(void) { close(file); }
static long flags_of(void) { return error_of(fcntl(file, F_GETFD)); }
static void open_pipe(void) { pipe2(ends, O_NONBLOCK); }
static void close_read(void) { close(ends[0]); }
static void close_write(void) { close(ends[1]); }
static long at_end(void) { char byte; return ready(ends[0], POLLIN) * 10 + error_of(read(ends[0], &byte, 1)); }
static long broken(void) { return error_of(write(ends[1], "x", 1)); }
static void fill(void) { write(ends[1], "xyz", 3); }
static long take(void) { char bytes[8]; return error_of(read(ends[0], bytes, sizeof bytes)); }
static void open_waiting_pipe(void) { pipe(ends); }
static void do_not_wait(void) { fcntl(ends[0], F_SETFL, O_NONBLOCK); }
static void write_other(void) { write_text(other, "abcde"); }
static void cover(void) { int from = open(other, O_RDONLY); dup2(from, file); close(from); }
static long length(void) { return lseek(file, 0, SEEK_END); }
static void pair(void) { socketpair(AF_UNIX, SOCK_STREAM, 0, ends); }
static void shut(void) { shutdown(ends[0], SHUT_WR); }
static long hung(void) { return ready(ends[1], POLLIN | POLLRDHUP); }
static void close_pipe(void) { close(ends[0]); close(ends[1]); }

static void
open_and_write_other(void)
{
	open_scratch();
	write_other();
}

static void
watch_nothing(void)
{
	file = (int)syscall(EVENTFD, 0, O_NONBLOCK);
	watcher = (int)syscall(EPOLL_CREATE, 0);
}

static void
watch(void)
{
	struct event event = { POLLIN, 0 };

	syscall(EPOLL_CONTROL, watcher, 1, file, &event);
}

static void count(void) { uint64_t one = 1; write(file, &one, sizeof one); }
static void watch_counted(void) { watch_nothing(); count(); }
static void watch_something(void) { watch_counted(); watch(); }
static void watch_counter(void) { watch_nothing(); watch(); }
static void watch_no_more(void) { syscall(EPOLL_CONTROL, watcher, 2, file, NULL); }
static void close_watched(void) { close(file); close(watcher); }

static long
events(void)
{
	struct event found[2];

	return error_of(syscall(EPOLL_WAIT, watcher, found, 2, 0, NULL, 8));
}

static void open_timer(void) { file = (int)syscall(TIMERFD, CLOCK_MONOTONIC, O_NONBLOCK); }
static void ring(void) { struct timespec times[2] = { { 0, 0 }, { 0, 1 } }; syscall(TIMERFD_SET, file, 1, times, NULL); }
static long rung(void) { return ready(file, POLLIN); }

static void make_sealable(void) { file = (int)syscall(MEMFD, "promises", 2); ftruncate(file, PAGE); }
static void seal(void) { fcntl(file, ADD_SEALS, SEAL_SHRINK | SEAL_WRITE); }
static long write_sealed(void) { return error_of(pwrite(file, "x", 1, 0)); }
static long shrink_sealed(void) { return error_of(ftruncate(file, 0)); }

/* ---- names */

static void make_file(void) { write_text(scratch, "ab"); unlink(other); }
static void move(void) { rename(scratch, other); }
static long moved(void) { return missing(scratch) * 10 + missing(other); }
static void delete_it(void) { unlink(scratch); }
static long is_missing(void) { return missing(scratch); }
static void forget(void) { unlink(scratch); unlink(other); }
static void link_it(void) { link(scratch, other); }
static long links(void) { struct stat status; stat(scratch, &status); return (long)status.st_nlink; }
static void change_mode(void) { chmod(scratch, 0400); }
static long mode(void) { struct stat status; stat(scratch, &status); return status.st_mode & 07777; }
static void make_place(void) { mkdir(place, 0755); }
static void remove_place(void) { rmdir(place); }
static long is_place(void) { return missing(place); }
static void nothing(void) {}
static void mark_place(void) { mkdir(place, 0755); write_text("/tmp/promises.place/below", ""); }
static long is_covered(void) { return missing("/tmp/promises.place/below"); }
static void mount_on(void) { mount("none", place, "tmpfs", 0, NULL); }
static void unmount(void) { umount2(place, 0); }
static void clear_place(void) { unmount(); unlink("/tmp/promises.place/below"); rmdir(place); }
static void mounted_place(void) { mark_place(); mount_on(); }
static void go_there(void) { chdir("/tmp"); }
static void go_back(void) { chdir("/"); }
static long is_there(void) { char path[64]; return getcwd(path, sizeof path) && strcmp(path, "/tmp") == 0; }
static void mask_modes(void) { umask(077); }
static void unmask_modes(void) { umask(022); unlink(scratch); }

static long
masked_mode(void)
{
	unlink(scratch);
	close(open(scratch, O_RDWR | O_CREAT, 0666));
	return mode();
}

/* ---- processes */

static void
lock_in_child(void)
{
	struct lock lock = { 1, 0, 0, 0, 0 };

	pipe2(ends, O_NONBLOCK);
	write_text(scratch, "ab");
	if ((subject = fork()) == 0) {
		fcntl(open(scratch, O_RDWR), 6, &lock);
		_exit(3);
	}
	close(ends[1]);
	board->number = subject;
}

static void bury(void) { waitpid(subject, NULL, 0); }
static long is_buried(void) { return error_of(kill(board->number, 0)); }
static long unlocked(void) { return locked(scratch); }
static void after_burial(void) { close(ends[0]); unlink(scratch); }

static void
beget(void)
{
	char byte;

	if ((subject = fork()) == 0) {
		close(ends[1]);
		read(ends[0], &byte, 1);
		_exit(0);
	}
	board->number = subject;
}

static void end_child(void) { close_pipe(); bury(); }
static void begotten(void) { open_waiting_pipe(); beget(); }

static long
is_known(void)
{
	char path[40];
	int child = board->number;
	unsigned long harts = 0;

	snprintf(path, sizeof path, "/proc/%d/status", child);
	return kill(child, 0) == 0 && getpgid(child) == getpgrp() && syscall(GET_SCHEDULER, child) == 0 &&
	    syscall(GETPRIORITY, 0, child) == 20 && sched_getaffinity(child, sizeof harts, &harts) > 0 && missing(path) == 0;
}

static void group_child(void) { setpgid(subject, subject); }
static long is_group(void) { return getpgid(board->number) == board->number && kill(-board->number, 0) == 0; }
static void prefer_child(void) { syscall(SETPRIORITY, 0, subject, 5); }
static long priority(void) { return syscall(GETPRIORITY, 0, board->number); }
static void schedule_child(void) { int parameter = 0; syscall(SET_SCHEDULER, subject, BATCH, &parameter); }
static long policy(void) { return error_of(syscall(GET_SCHEDULER, board->number)); }

/* ---- what another task is told about itself */

static void bind_here(void) { unsigned long last = 2; sched_setaffinity((pid_t)board->task, sizeof last, &last); }
static void unbind(void) { unsigned long all = ~0UL; sched_setaffinity((pid_t)board->task, sizeof all, &all); }
static void bind_elsewhere(void) { unsigned long last = 1; sched_setaffinity((pid_t)board->task, sizeof last, &last); }
static long hart(void) { unsigned cpu = 99; syscall(GETCPU, &cpu, NULL); return cpu; }
static void send_signal(void) { tgkill(getpid(), (pid_t)board->task, SIGUSR2); }
static void ignore(void) { signal(SIGUSR2, SIG_IGN); }
static void ignore_no_more(void) { signal(SIGUSR2, handle); }
static void drop_signal(void) { ignore(); ignore_no_more(); }

static long
pending(void)
{
	sigset_t set = 0;

	sigpending(&set);
	return sigismember(&set, SIGUSR2);
}

/* ---- limits and identities */

static void
limit(int resource, rlim_t soft)
{
	struct rlimit limit;

	getrlimit(resource, &limit);
	limit.rlim_cur = soft;
	setrlimit(resource, &limit);
}

static void limit_files(void) { limit(RLIMIT_NOFILE, 3); }
static void allow_files(void) { limit(RLIMIT_NOFILE, 256); }
static long opened(void) { int made = open("/", O_RDONLY); if (made >= 0) close(made); return made >= 0 ? 0 : -errno; }
static void limit_size(void) { open_scratch(); limit(RLIMIT_FSIZE, 2); }
static void allow_size(void) { limit(RLIMIT_FSIZE, RLIM_INFINITY); close(file); }
static long written(void) { return error_of(pwrite(file, "xyz", 3, 2)); }
static void limit_space(void) { limit(RLIMIT_AS, 64 * PAGE); }
static void allow_space(void) { limit(RLIMIT_AS, RLIM_INFINITY); }

static long
mapped(void)
{
	void *made = mmap(NULL, 1024 * PAGE, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	return made == MAP_FAILED ? -errno : munmap(made, 1024 * PAGE);
}

static void name_host(void) { sethostname("promised", 8); }
static void name_host_again(void) { sethostname("lkernel", 7); }

static long
is_named(void)
{
	struct utsname name;
	char text[16] = "";
	int opened = open("/proc/sys/kernel/hostname", O_RDONLY);

	read(opened, text, 8);
	close(opened);
	uname(&name);
	return strcmp(name.nodename, "promised") == 0 && memcmp(text, "promised", 8) == 0;
}

static void
name_task(void)
{
	syscall(SYS_prctl, SET_NAME, "promised");
	board->number = gettid();
}

static long
is_task_named(void)
{
	char path[64], text[16] = "";
	int opened;

	snprintf(path, sizeof path, "/proc/%d/comm", board->number);
	opened = open(path, O_RDONLY);
	read(opened, text, 9);
	close(opened);
	return strcmp(text, "promised\n") == 0;
}

/* ---- time */

static void
set_time(void)
{
	struct timespec time;

	clock_gettime(CLOCK_REALTIME, &time);
	time.tv_sec += 100000;
	board->number = (int)(time.tv_sec / 10);
	clock_settime(CLOCK_REALTIME, &time);
}

static long
is_set(void)
{
	struct timespec time, called;
	struct stat status;

	clock_gettime(CLOCK_REALTIME, &time);
	syscall(SYS_clock_gettime, CLOCK_REALTIME, &called);
	unlink(scratch);
	close(open(scratch, O_RDWR | O_CREAT, 0600));
	stat(scratch, &status);
	return time.tv_sec / 10 >= board->number && called.tv_sec / 10 >= board->number && status.st_mtim.tv_sec / 10 >= board->number;
}

static void set_alarm(void) { alarm(1000); }
static void clear_alarm(void) { alarm(0); }
static long is_alarmed(void) { struct itimerval value; getitimer(0, &value); return value.it_value.tv_sec > 900; }

enum { THREAD = 1, PROCESS = 2, BOTH = 3 };

static const struct {
	const char *promise;
	int who;
	void (*before)(void), (*act)(void);
	long (*look)(void);
	long expected;
	void (*after)(void);
} rows[] = {
	{ "ftruncate takes mapped pages away", THREAD, two_pages, shrink, second, -SIGBUS, unmap },
	{ "truncate does", THREAD, two_pages, shrink_by_path, second, -SIGBUS, unmap },
	{ "O_TRUNC does", THREAD, two_pages, empty, first, -SIGBUS, unmap },
	{ "ftruncate adds pages to a mapping", THREAD, one_page, grow, store_second, 'S', unmap },
	{ "write does", THREAD, one_page, write_beyond, second, 'x', unmap },
	{ "fallocate does", THREAD, one_page, allocate, store_second, 'S', unmap },
	{ "a hole is empty in a mapping", THREAD, two_pages, punch, second, 0, unmap },
	{ "what is written is in a mapping", THREAD, two_pages, overwrite, first, 'w', unmap },
	{ "stat knows a new size", BOTH, one_page, write_beyond, size_of, PAGE + 1, unmap },
	{ "msync tells that a file was changed", BOTH, long_ago, store_and_sync, is_recent, 1, unmap },
	{ "munmap", THREAD, some_memory, unmap_second, second, -SIGSEGV, free_memory },
	{ "mprotect takes", THREAD, some_memory, forbid, store_second, -SIGSEGV, free_memory },
	{ "mprotect gives", THREAD, forbidden, permit, store_second, 'S', free_memory },
	{ "mmap over what was there", THREAD, some_memory, replace, second, 0, free_memory },
	{ "madvise discards", THREAD, some_memory, discard, second, 0, free_memory },
	{ "mremap takes away", THREAD, some_memory, cut, second, -SIGSEGV, free_memory },
	{ "brk takes away", THREAD, grow_break, shrink_break, second, -SIGSEGV, nothing },
	{ "a child's stores are its own", THREAD, some_memory, fork_and_store, second, 'A', free_memory },
	{ "close", THREAD, open_scratch, close_it, flags_of, -EBADF, nothing },
	{ "dup2 over an open file", THREAD, open_and_write_other, cover, length, 5, close_it },
	{ "the last writer's close is an end", THREAD, open_pipe, close_write, at_end, POLLHUP * 10, close_read },
	{ "the last reader's close breaks a pipe", THREAD, open_pipe, close_read, broken, -EPIPE, close_write },
	{ "what is in a pipe", THREAD, open_pipe, fill, take, 3, close_pipe },
	{ "O_NONBLOCK", THREAD, open_waiting_pipe, do_not_wait, take, -EAGAIN, close_pipe },
	{ "shutdown", THREAD, pair, shut, hung, POLLIN | POLLRDHUP, close_pipe },
	{ "epoll_ctl of what is ready", THREAD, watch_counted, watch, events, 1, close_watched },
	{ "what is ready for epoll", THREAD, watch_counter, count, events, 1, close_watched },
	{ "what epoll does not watch any more", THREAD, watch_something, watch_no_more, events, 0, close_watched },
	{ "a close takes it from epoll", THREAD, watch_something, close_it, events, 0, close_watched },
	{ "a timer set to the past", THREAD, open_timer, ring, rung, POLLIN, close_it },
	{ "a seal against writing", THREAD, make_sealable, seal, write_sealed, -EPERM, close_it },
	{ "a seal against shrinking", THREAD, make_sealable, seal, shrink_sealed, -EPERM, close_it },
	{ "rename", BOTH, make_file, move, moved, -ENOENT * 10, forget },
	{ "unlink", BOTH, make_file, delete_it, is_missing, -ENOENT, forget },
	{ "link", BOTH, make_file, link_it, links, 2, forget },
	{ "chmod", BOTH, make_file, change_mode, mode, 0400, forget },
	{ "mkdir", BOTH, nothing, make_place, is_place, 0, remove_place },
	{ "rmdir", BOTH, make_place, remove_place, is_place, -ENOENT, nothing },
	{ "mount", BOTH, mark_place, mount_on, is_covered, -ENOENT, clear_place },
	{ "umount", BOTH, mounted_place, unmount, is_covered, 0, clear_place },
	{ "chdir", THREAD, go_back, go_there, is_there, 1, go_back },
	{ "umask", THREAD, nothing, mask_modes, masked_mode, 0600, unmask_modes },
	{ "who was waited for is gone", BOTH, lock_in_child, bury, is_buried, -ESRCH, after_burial },
	{ "so are its locks", BOTH, lock_in_child, bury, unlocked, 0, after_burial },
	{ "so are its descriptors", THREAD, lock_in_child, bury, at_end, POLLHUP * 10, after_burial },
	{ "everybody knows a new process", BOTH, open_waiting_pipe, beget, is_known, 1, end_child },
	{ "setpgid", BOTH, begotten, group_child, is_group, 1, end_child },
	{ "setpriority", BOTH, begotten, prefer_child, priority, 15, end_child },
	{ "sched_setscheduler", BOTH, begotten, schedule_child, policy, BATCH, end_child },
	{ "sched_setaffinity moves who runs elsewhere", BOTH, bind_elsewhere, bind_here, hart, 1, unbind },
	{ "a signal that is blocked waits", THREAD, nothing, send_signal, pending, 1, drop_signal },
	{ "who ignores a signal has none waiting", THREAD, send_signal, ignore, pending, 0, ignore_no_more },
	{ "RLIMIT_NOFILE", THREAD, nothing, limit_files, opened, -EMFILE, allow_files },
	{ "RLIMIT_FSIZE", THREAD, open_scratch, limit_size, written, -EFBIG, allow_size },
	{ "RLIMIT_AS", THREAD, nothing, limit_space, mapped, -ENOMEM, allow_space },
	{ "sethostname", BOTH, nothing, name_host, is_named, 1, name_host_again },
	{ "prctl names a task", BOTH, nothing, name_task, is_task_named, 1, nothing },
	{ "clock_settime", BOTH, nothing, set_time, is_set, 1, nothing },
	{ "alarm", THREAD, clear_alarm, set_alarm, is_alarmed, 1, clear_alarm },
};

enum { ROWS = sizeof rows / sizeof *rows };

static void *
look(void *argument)
{
	sigset_t set = 0;

	sigaddset(&set, SIGUSR2);
	sigprocmask(SIG_BLOCK, &set, NULL);
	board->task = gettid();
	for (int round = 1;; round++) {
		while (board->asked != round)
			;
		if (board->row < 0)
			break;
		board->seen = rows[board->row].look();
		board->answered = round;
	}
	return argument;
}

static int round;

/* Every row that such an observer can look at, so often. */
static void
observe(int who, int rounds, int *broken, long *seen)
{
	for (int again = 0; again < rounds; again++)
		for (int row = 0; row < ROWS; row++) {
			if (!(rows[row].who & who))
				continue;
			rows[row].before();
			board->row = row;
			rows[row].act();
			board->asked = ++round;
			while (board->answered != round)
				;
			rows[row].after();
			if (board->seen != rows[row].expected) {
				broken[row]++;
				seen[row] = board->seen;
			}
		}
	board->row = -1;
	board->asked = ++round;
}

int
main(int count, char **words)
{
	int rounds = count > 1 ? atoi(words[1]) : 3, child;
	static int broken_rows[ROWS];
	static long seen[ROWS];
	thread_t *thread;

	board = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	signal(SIGBUS, faulted);
	signal(SIGSEGV, faulted);
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN);
	signal(SIGUSR2, handle);
	thread = thread_start(look, NULL);
	while (!board->task)
		;
	observe(THREAD, rounds, broken_rows, seen);
	thread_join(thread);
	board->task = round = 0;
	board->asked = board->answered = 0;
	if ((child = fork()) == 0) {
		look(NULL);
		_exit(0);
	}
	while (!board->task)
		;
	observe(PROCESS, rounds, broken_rows, seen);
	check_child(child);
	for (int row = 0; row < ROWS; row++) {
		check(!broken_rows[row], rows[row].promise);
		if (broken_rows[row])
			printf("  broken %d times, the last time %ld was seen and not %ld\n", broken_rows[row], seen[row], rows[row].expected);
	}
	unlink(other);
	return check_result("promises");
}
