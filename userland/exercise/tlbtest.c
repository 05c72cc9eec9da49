/* What one thread still sees of memory that another takes away: mprotect(2), mmap(2) over what was there,
 * madvise(2) and fork(2), each while two threads write. A write may come just before the change or just after it,
 * but none after the call has returned.
 */
#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <thread.h>
#include <unistd.h>

#include "check.h"

enum { PAGE = 4096, PAGES = 8, WRITERS = 2, STRIDE = PAGE / sizeof(uint64_t) };

static volatile uint64_t *memory;
static volatile uint64_t written[WRITERS], faults;
static volatile int stop, closed;

/* A writer that may not write waits until it may. */
static void
wait_for_right(int signal)
{
	(void)signal;
	__atomic_fetch_add(&faults, 1, __ATOMIC_RELAXED);
	while (closed)
		thread_yield();
}

/* Each has a word of its own on every page, and counts in it. */
static void *
write_on(void *argument)
{
	size_t self = (uintptr_t)argument;

	for (uint64_t count = 1; !stop; count++) {
		for (size_t page = 0; page < PAGES; page++)
			memory[page * STRIDE + self] = count;
		written[self] = count;
	}
	return argument;
}

/* As many rounds of the writers as it takes them to have seen whatever was done to them. */
static void
let_write(void)
{
	for (size_t self = 0; self < WRITERS; self++)
		for (uint64_t until = written[self] + 3; written[self] < until;)
			thread_yield();
}

static uint64_t
sum(void)
{
	uint64_t total = 0;

	for (size_t page = 0; page < PAGES; page++)
		for (size_t self = 0; self < WRITERS; self++)
			total += memory[page * STRIDE + self];
	return total;
}

static int
still(void)
{
	uint64_t before = sum();

	for (int i = 0; i < 20; i++)
		thread_yield();
	return sum() == before;
}

static int
protecting(void)
{
	closed = 1;
	if (mprotect((void *)memory, PAGES * PAGE, PROT_READ) != 0)
		return 0;
	int good = still();
	if (mprotect((void *)memory, PAGES * PAGE, PROT_READ | PROT_WRITE) != 0)
		return 0;
	closed = 0;
	return good;
}

/* What is there now began as zeroes, so a word is either untouched or newer than what was there. */
static int
newer(const uint64_t *before)
{
	for (size_t page = 0; page < PAGES; page++)
		for (size_t self = 0; self < WRITERS; self++) {
			uint64_t now = memory[page * STRIDE + self];
			if (now != 0 && now < before[self])
				return 0;
		}
	return 1;
}

static int
replacing(void)
{
	uint64_t before[WRITERS] = { written[0], written[1] };
	void *fresh = mmap((void *)memory, PAGES * PAGE, PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);

	return fresh == (void *)memory && newer(before);
}

static int
discarding(void)
{
	uint64_t before[WRITERS] = { written[0], written[1] };

	return madvise((void *)memory, PAGES * PAGE, MADV_DONTNEED) == 0 && newer(before);
}

static int
forking(void)
{
	pid_t child = fork();

	if (child == 0)
		_exit(!still());
	return child > 0 && check_child(child) == 0;
}

int
main(int argc, char **argv)
{
	long rounds = argc > 1 ? strtol(argv[1], NULL, 10) : 10;
	struct sigaction action = { .sa_handler = wait_for_right };
	int good[4] = { 1, 1, 1, 1 };
	thread_t *writer[WRITERS];

	memory = mmap(NULL, PAGES * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	sigaction(SIGSEGV, &action, NULL);
	for (size_t self = 0; self < WRITERS; self++)
		writer[self] = thread_start(write_on, (void *)self);
	for (long round = 0; round < rounds; round++) {
		let_write();
		good[0] &= protecting();
		let_write();
		good[1] &= replacing();
		let_write();
		good[2] &= discarding();
		let_write();
		good[3] &= forking();
	}
	stop = 1;
	for (size_t self = 0; self < WRITERS; self++)
		thread_join(writer[self]);
	check(good[0], "once mprotect has returned, nobody writes any more");
	check(good[1], "what was written before mmap does not come after it");
	check(good[2], "nor does it after madvise");
	check(good[3], "no thread of the parent writes to the child");
	return check_result("tlbtest");
}
