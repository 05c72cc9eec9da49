/*
 * Timers of timer_create(2) whose clock counts CPU time: of a process, of a task, of another process; that time passes
 * for them only while somebody computes, and what is refused.
 */
#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "check.h"

enum {
	CREATE = 107, GET = 108, OVERRUN = 109, SET = 110, DELETE = 111, GETTIME = 113, GETRES = 114, RAW = 4, PROCESS = 2, THREAD = 3,
	COUNTED = 2, OF_TASK = 4, ABSOLUTE = 1, QUIET = 1, NOBODY = 32000, UNKNOWN = 3,
};

#define MILLISECOND 1000000LL

struct setting { struct timespec interval, value; };

/* struct sigevent as the kernel has it. */
struct event { uint64_t value; int signal, how, task, padding[11]; };

static volatile int rings;

static void rang(int signal) { (void)signal; rings++; }

static long
call(long result)
{
	return result == -1 ? -errno : result;
}

static int clock_of(int id, int kind) { return (int)(~(unsigned)id << 3) | kind; }

static long long nanos(struct timespec time) { return time.tv_sec * 1000000000LL + time.tv_nsec; }

static struct timespec
time_of(long long nanos)
{
	return (struct timespec){ nanos / 1000000000, nanos % 1000000000 };
}

static long long
shown(int clock)
{
	struct timespec time = { 0, 0 };

	return syscall(GETTIME, clock, &time) ? -1 : nanos(time);
}

static long
create(int clock, int how)
{
	struct event event = { .value = 7, .signal = SIGALRM, .how = how };
	int timer = -1;
	long error = call(syscall(CREATE, clock, &event, &timer));

	return error < 0 ? error : timer;
}

static long
set(long timer, int flags, long long value, long long interval)
{
	struct setting setting = { time_of(interval), time_of(value) };

	return call(syscall(SET, timer, flags, &setting, NULL));
}

static long long
left(long timer)
{
	struct setting setting;

	return syscall(GET, timer, &setting) ? -errno : nanos(setting.value);
}

static long delete(long timer) { return call(syscall(DELETE, timer)); }

/* Computes until there were so many rings; gives up after a long time. */
static void
spin_for(int wanted)
{
	for (long i = 0; i < 400000000 && rings < wanted; i++)
		;
}

/* Computes for so long, by a clock. */
static void
spin(int clock, long long nanos)
{
	long long end = shown(clock) + nanos;

	while (shown(clock) < end)
		for (volatile int i = 0; i < 1000; i++)
			;
}

static void
rings_by_use(int clock, const char *once, const char *again)
{
	long timer = create(clock, 0);
	long long before = shown(clock);

	rings = 0;
	set(timer, 0, 20 * MILLISECOND, 0);
	spin_for(1);
	check(rings == 1 && shown(clock) - before >= 20 * MILLISECOND && left(timer) == 0, once);
	rings = 0;
	before = shown(clock);
	set(timer, 0, 10 * MILLISECOND, 10 * MILLISECOND);
	spin_for(3);
	check(rings == 3 && shown(clock) - before >= 30 * MILLISECOND && left(timer) > 0, again);
	check(delete(timer) == 0 && delete(timer) == -EINVAL, "a timer is deleted once");
}

static void
sleep_is_no_use(void)
{
	struct timespec while_nothing_happens = { 0, 200 * MILLISECOND };
	long timer = create(PROCESS, 0);
	long long before, after;

	rings = 0;
	set(timer, 0, 50 * MILLISECOND, 0);
	before = left(timer);
	nanosleep(&while_nothing_happens, NULL);
	after = left(timer);
	check(rings == 0 && after > 0 && before - after < 40 * MILLISECOND, "nothing is used asleep");
	check(set(timer, 0, 0, 0) == 0 && left(timer) == 0, "a timer set to nothing stands");
	delete(timer);
}

static void
absolute(void)
{
	long timer = create(PROCESS, 0);

	rings = 0;
	set(timer, ABSOLUTE, shown(PROCESS) + 15 * MILLISECOND, 0);
	spin_for(1);
	check(rings == 1, "a timer rings at a time of its clock");
	rings = 0;
	set(timer, ABSOLUTE, 1, 0);
	check(rings == 1, "a time that has passed rings at once");
	delete(timer);
}

static void
quiet(void)
{
	long timer = create(THREAD, QUIET);
	long long before;

	rings = 0;
	set(timer, 0, 5 * MILLISECOND, 1000 * MILLISECOND);
	before = left(timer);
	spin(THREAD, 8 * MILLISECOND);
	check(rings == 0 && before <= 5 * MILLISECOND && left(timer) > 900 * MILLISECOND, "a timer that tells nobody counts all the same");
	delete(timer);
}

static void
another(void)
{
	int start[2], child, status;
	char byte = 0;
	long timer;

	pipe(start);
	if ((child = fork()) == 0) {
		read(start[0], &byte, 1);
		spin(PROCESS, 60 * MILLISECOND);
		_exit(left(0) == -EINVAL ? 7 : 8);
	}
	check(create(clock_of(child, OF_TASK | COUNTED), 0) == -EINVAL, "another's task has no clock for us");
	timer = create(clock_of(child, COUNTED), 0);
	rings = 0;
	check(timer >= 0 && set(timer, 0, 20 * MILLISECOND, 0) == 0, "a timer can count what another process uses");
	write(start[1], &byte, 1);
	while (waitpid(child, &status, 0) == -1 && errno == EINTR)
		;
	check(WIFEXITED(status) && WEXITSTATUS(status) == 7, "a child has no timers");
	check(rings == 1, "it rings when that has used so much");
	check(set(timer, 0, 20 * MILLISECOND, 0) == -ESRCH && left(timer) == 0, "nobody uses time after the end");
	delete(timer);
	close(start[0]);
	close(start[1]);
}

static void
refusals(void)
{
	struct timespec unit;

	check(create(clock_of(NOBODY, COUNTED), 0) == -EINVAL && create(clock_of(0, OF_TASK | UNKNOWN), 0) == -EINVAL,
	    "nobody's clock and what is no clock are refused");
	check(create(clock_of(0, UNKNOWN), 0) == -EOPNOTSUPP && create(RAW, 0) == -EOPNOTSUPP, "clocks that cannot ring are refused");
	check(call(syscall(GETRES, clock_of(NOBODY, COUNTED), &unit)) == -EINVAL && call(syscall(GETRES, PROCESS, NULL)) == 0,
	    "nobody's clock has no resolution");
	check(call(syscall(GETRES, clock_of(0, COUNTED), &unit)) == 0 && nanos(unit) == 1, "CPU time is counted by nanoseconds");
}

int
main(void)
{
	struct sigaction action = { .sa_handler = rang };

	sigaction(SIGALRM, &action, NULL);
	rings_by_use(PROCESS, "a timer rings when a process has used so much", "and again");
	rings_by_use(THREAD, "a timer rings when a task has used so much", "and again");
	rings_by_use(clock_of(getpid(), COUNTED), "a clock can be named by its process", "and again");
	sleep_is_no_use();
	absolute();
	quiet();
	another();
	refusals();
	return check_result("cputimer");
}
