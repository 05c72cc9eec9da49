/*
 * futex(2), operation by operation. A waiter is known to sleep when a wake finds it, so
 * the checks wake (or requeue) again and again until the count is reached.
 */
#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <thread.h>
#include <time.h>
#include <unistd.h>

#include "check.h"

enum { WAITERS = 5, PRIVATE = FUTEX_PRIVATE_FLAG };

static volatile uint32_t word, other;
static volatile uint32_t woken;

static void *
wait_once(void *argument)
{
	(void)argument;
	while (futex(&word, FUTEX_WAIT | PRIVATE, 0, NULL, NULL, 0) == -1)
		continue;
	__atomic_fetch_add(&woken, 1, __ATOMIC_SEQ_CST);
	return NULL;
}

static void
start(thread_t *thread[], int count, void *(*function)(void *))
{
	for (int i = 0; i < count; i++)
		thread[i] = thread_start(function, NULL);
}

static void
join(thread_t *thread[], int count)
{
	for (int i = 0; i < count; i++)
		thread_join(thread[i]);
}

/* Wakes at most limit at a time until total have been woken; false when a call woke too many. */
static int
wake(volatile uint32_t *at, long total, long limit, int flags)
{
	while (total > 0) {
		long got = futex(at, FUTEX_WAKE | flags, (uint32_t)limit, NULL, NULL, 0);

		if (got < 0 || got > limit || got > total)
			return 0;
		total -= got;
		if (got == 0)
			thread_yield();
	}
	return 1;
}

static long
nanos_since(const struct timespec *start)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (now.tv_sec - start->tv_sec) * 1000000000L + now.tv_nsec - start->tv_nsec;
}

static void
refusals(void)
{
	struct timespec bad = { 0, 1000000000 };

	word = 1;
	check(futex(&word, FUTEX_WAIT, 0, NULL, NULL, 0) == -1 && errno == EAGAIN, "wait on another value is EAGAIN");
	check(futex(&word, FUTEX_WAKE, INT_MAX, NULL, NULL, 0) == 0, "wake without waiters wakes none");
	check(futex((volatile uint32_t *)((char *)&word + 1), FUTEX_WAIT, 0, NULL, NULL, 0) == -1 && errno == EINVAL,
	    "a word that is not aligned is EINVAL");
	check(futex((volatile uint32_t *)16, FUTEX_WAIT, 0, NULL, NULL, 0) == -1 && errno == EFAULT,
	    "a word that is not there is EFAULT");
	check(futex(&word, FUTEX_WAIT, 1, &bad, NULL, 0) == -1 && errno == EINVAL, "a timeout of a whole second in nanoseconds is EINVAL");
	check(futex(&word, FUTEX_WAIT_BITSET, 1, NULL, NULL, 0) == -1 && errno == EINVAL, "an empty bit set is EINVAL");
	check(futex(&word, 77, 0, NULL, NULL, 0) == -1 && errno == ENOSYS, "an unknown operation is ENOSYS");
	word = 0;
}

static void
timeouts(void)
{
	struct timespec start, limit = { 0, 20000000 }, past = { 1, 0 };

	clock_gettime(CLOCK_MONOTONIC, &start);
	check(futex(&word, FUTEX_WAIT, 0, &limit, NULL, 0) == -1 && errno == ETIMEDOUT && nanos_since(&start) >= 20000000,
	    "a relative timeout ends after its time");
	clock_gettime(CLOCK_MONOTONIC, &limit);
	limit.tv_nsec += 20000000;
	if (limit.tv_nsec >= 1000000000) {
		limit.tv_nsec -= 1000000000;
		limit.tv_sec++;
	}
	check(futex(&word, FUTEX_WAIT_BITSET, 0, &limit, NULL, ~0U) == -1 && errno == ETIMEDOUT && nanos_since(&limit) >= 0,
	    "an absolute timeout ends at its time");
	check(futex(&word, FUTEX_WAIT_BITSET | FUTEX_CLOCK_REALTIME, 0, &past, NULL, ~0U) == -1 && errno == ETIMEDOUT,
	    "one long past ends at once");
}

static void
waking(void)
{
	thread_t *thread[WAITERS];

	woken = 0;
	start(thread, WAITERS, wait_once);
	check(wake(&word, 2, 1, PRIVATE), "wake of one wakes one");
	check(wake(&word, WAITERS - 2, INT_MAX, PRIVATE), "wake of all wakes the rest");
	join(thread, WAITERS);
	check(woken == WAITERS, "every waiter was woken once");
}

/* All but one move to the other word, and are woken there. */
static void
requeueing(void)
{
	thread_t *thread[WAITERS];
	long moved = 0;

	woken = 0;
	check(futex(&word, FUTEX_CMP_REQUEUE | PRIVATE, 0, (void *)(long)INT_MAX, &other, 1) == -1 && errno == EAGAIN,
	    "requeue on another value is EAGAIN");
	start(thread, WAITERS, wait_once);
	while (moved < WAITERS) {
		moved += futex(&word, FUTEX_CMP_REQUEUE | PRIVATE, 0, (void *)(long)INT_MAX, &other, 0);
		thread_yield();
	}
	check(moved == WAITERS && woken == 0, "requeue moves waiters without waking them");
	check(futex(&word, FUTEX_WAKE | PRIVATE, INT_MAX, NULL, NULL, 0) == 0, "nobody waits at the first word any more");
	check(futex(&other, FUTEX_WAKE | PRIVATE, INT_MAX, NULL, NULL, 0) == WAITERS, "all of them do at the second");
	join(thread, WAITERS);
}

static void *
wait_even(void *argument)
{
	(void)argument;
	while (futex(&word, FUTEX_WAIT_BITSET | PRIVATE, 0, NULL, NULL, 2) == -1)
		continue;
	return NULL;
}

static void
bit_sets(void)
{
	thread_t *thread[2];
	long got;

	start(thread, 2, wait_even);
	while ((got = futex(&word, FUTEX_WAKE_BITSET | PRIVATE, 1, NULL, NULL, 6)) == 0)
		thread_yield();
	check(got == 1, "a wake whose bits meet the waiter's wakes it");
	while (futex(&word, FUTEX_CMP_REQUEUE | PRIVATE, 0, (void *)1L, &other, 0) == 0)
		thread_yield();
	check(futex(&other, FUTEX_WAKE_BITSET | PRIVATE, INT_MAX, NULL, NULL, 1) == 0, "one whose bits do not wakes none");
	check(futex(&other, FUTEX_WAKE_BITSET | PRIVATE, INT_MAX, NULL, NULL, ~0U) == 1, "and all bits meet any");
	join(thread, 2);
}

/* FUTEX_WAKE_OP: other = 5, and because it was 3 its waiters would be woken as well. */
static void
operating(void)
{
	enum { SET = 0, EQUAL = 0 };

	other = 3;
	check(futex(&word, FUTEX_WAKE_OP | PRIVATE, 1, (void *)1L, &other, SET << 28 | EQUAL << 24 | 5 << 12 | 3) == 0 && other == 5,
	    "wake-op changes the second word");
	other = 0;
}

static void
processes(void)
{
	volatile uint32_t *shared = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	pid_t child = fork();

	if (child == 0) {
		while (*shared == 0)
			futex(shared, FUTEX_WAIT, 0, NULL, NULL, 0);
		_exit((int)*shared);
	}
	*shared = 7;
	futex(shared, FUTEX_WAKE, 1, NULL, NULL, 0);
	check(check_child(child) == 7 << 8, "a futex in shared memory joins two processes");
	child = fork();
	if (child == 0) {
		futex(shared, FUTEX_WAIT, 7, NULL, NULL, 0);
		_exit(0);
	}
	check(wake(shared, 1, 1, 0) && check_child(child) == 0, "and a sleeper is found from the other side");
	munmap((void *)shared, 4096);
}

static void
handler(int signal)
{
	(void)signal;
}

static void
interruption(void)
{
	struct sigaction action = { .sa_handler = handler };
	struct itimerval often = { { 0, 10000 }, { 0, 10000 } }, never = { { 0, 0 }, { 0, 0 } };

	sigaction(SIGALRM, &action, NULL);
	setitimer(ITIMER_REAL, &often, NULL);
	check(futex(&word, FUTEX_WAIT, 0, NULL, NULL, 0) == -1 && errno == EINTR, "a signal interrupts a wait");
	setitimer(ITIMER_REAL, &never, NULL);
}

int
main(void)
{
	refusals();
	timeouts();
	waking();
	requeueing();
	bit_sets();
	operating();
	processes();
	interruption();
	return check_result("futextest");
}
