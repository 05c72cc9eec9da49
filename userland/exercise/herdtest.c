/*
 * How many of seven that wait are woken by one event: one, where one can have it; all, where each is to be told. Who is woken
 * in vain is a thundering herd, and who is not woken though something is left waits for ever.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <thread.h>
#include <time.h>
#include <unistd.h>

#include "check.h"

enum {
	WAITERS = 7, EVENTFD = 19, EPOLL_CREATE = 20, EPOLL_CONTROL = 21, EPOLL_WAIT = 22, SEMAPHORE = 1, ADD = 1, SEQUENCED = 5,
};

#define EPOLLET (1u << 31)
#define EPOLLEXCLUSIVE (1u << 28)

struct event { unsigned events; uint64_t data; };

static volatile uint32_t waiting, woken, word;
static int ends[2], shared, own[WAITERS];
static long (*wait_for)(long self);

static void
let_run(void)
{
	struct timespec pause = { 0, 50000000 };

	nanosleep(&pause, NULL);
}

static void *
waiter(void *argument)
{
	long self = (long)(intptr_t)argument;

	__atomic_fetch_add(&waiting, 1, __ATOMIC_SEQ_CST);
	if (wait_for(self) > 0)
		__atomic_fetch_add(&woken, 1, __ATOMIC_SEQ_CST);
	return argument;
}

/* Seven wait, an event comes so often; then the rest are released. */
static void
herd(long (*how)(long), void (*event)(void), uint32_t once, uint32_t twice, void (*release)(void), const char *what)
{
	thread_t *threads[WAITERS];
	uint32_t after_one, after_two;

	waiting = woken = 0;
	wait_for = how;
	for (intptr_t i = 0; i < WAITERS; i++)
		threads[i] = thread_start(waiter, (void *)i);
	while (waiting != WAITERS)
		thread_yield();
	let_run();
	event();
	let_run();
	after_one = woken;
	event();
	let_run();
	after_two = woken;
	release();
	for (int i = 0; i < WAITERS; i++)
		thread_join(threads[i]);
	if (!check(after_one == once && after_two == twice, what))
		printf("  one event woke %u, two woke %u\n", after_one, after_two);
}

static void write_byte(void) { write(ends[1], "x", 1); }
static void end_writing(void) { close(ends[1]); }

/* The end is an edge, too, and for one. */
static void
write_to_all(void)
{
	for (int i = 0; i < WAITERS; i++) {
		write_byte();
		let_run();
	}
	end_writing();
}

static void
watch(int watcher, int watched, unsigned events)
{
	struct event event = { events, 0 };

	syscall(EPOLL_CONTROL, watcher, ADD, watched, &event);
}

static long wait_on(int watcher) { struct event found; return syscall(EPOLL_WAIT, watcher, &found, 1, -1, NULL, 8); }
static long wait_shared(long self) { (void)self; return wait_on(shared); }
static long wait_own(long self) { return wait_on(own[self]); }

static long
wait_shared_and_read(long self)
{
	char byte;

	for (;;) {
		(void)self;
		wait_on(shared);
		if (read(ends[0], &byte, 1) >= 0 || errno != EAGAIN)
			return 1;
	}
}

static long wait_reading(long self) { char byte; (void)self; return read(ends[0], &byte, 1); }
static long wait_polling(long self) { struct pollfd one = { ends[0], POLLIN, 0 }; (void)self; return poll(&one, 1, -1); }
static long wait_word(long self) { (void)self; return futex(&word, FUTEX_WAIT, 0, NULL, NULL, 0) == 0; }
static void wake_word(void) { futex(&word, FUTEX_WAKE, 1, NULL, NULL, 0); }
static void wake_words(void) { futex(&word, FUTEX_WAKE, WAITERS, NULL, NULL, 0); }
static long wait_count(long self) { uint64_t count; (void)self; return read(shared, &count, sizeof count); }
static void count(void) { uint64_t one = 1; write(shared, &one, sizeof one); }
static void count_all(void) { uint64_t all = WAITERS; write(shared, &all, sizeof all); }


static void
close_all(void)
{
	close(ends[0]);
	close(shared);
}

int
main(void)
{
	pipe(ends);
	herd(wait_reading, write_byte, 1, 2, end_writing, "a byte in a pipe is for one reader");
	close(ends[0]);

	pipe(ends);
	herd(wait_polling, write_byte, WAITERS, WAITERS, end_writing, "poll tells everybody");
	close(ends[0]);

	pipe(ends);
	shared = (int)syscall(EPOLL_CREATE, 0);
	watch(shared, ends[0], POLLIN | EPOLLET);
	herd(wait_shared, write_byte, 1, 2, write_to_all, "an edge is for one who waits in an epoll");
	close_all();

	pipe2(ends, O_NONBLOCK);
	shared = (int)syscall(EPOLL_CREATE, 0);
	watch(shared, ends[0], POLLIN);
	herd(wait_shared_and_read, write_byte, 1, 2, end_writing, "what one of an epoll has read is for no other");
	close_all();

	pipe(ends);
	for (int i = 0; i < WAITERS; i++)
		watch(own[i] = (int)syscall(EPOLL_CREATE, 0), ends[0], POLLIN | EPOLLEXCLUSIVE);
	herd(wait_own, write_byte, 1, 2, end_writing, "of epolls that are exclusive one is told");
	close(ends[0]);
	for (int i = 0; i < WAITERS; i++)
		close(own[i]);

	pipe(ends);
	for (int i = 0; i < WAITERS; i++)
		watch(own[i] = (int)syscall(EPOLL_CREATE, 0), ends[0], POLLIN);
	herd(wait_own, write_byte, WAITERS, WAITERS, end_writing, "of epolls that are not each is told");
	close(ends[0]);
	for (int i = 0; i < WAITERS; i++)
		close(own[i]);

	herd(wait_word, wake_word, 1, 2, wake_words, "a futex wakes as many as it is told");

	shared = (int)syscall(EVENTFD, 0, SEMAPHORE);
	herd(wait_count, count, 1, 2, count_all, "a semaphore lets one through");
	close(shared);

	socketpair(AF_UNIX, SEQUENCED, 0, ends);
	herd(wait_reading, write_byte, 1, 2, end_writing, "a message is for one");
	return check_result("herdtest");
}
