/* Clocks and sleeping: clock_gettime(2), nanosleep(2). */
#include <errno.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include "../machine/system.h"

int
clock_gettime(clockid_t clock, struct timespec *to)
{
	return (int)call2(SYS_clock_gettime, clock, to);
}

int
clock_settime(clockid_t clock, const struct timespec *time)
{
	return (int)call2(SYS_clock_settime, clock, time);
}

int
clock_getres(clockid_t clock, struct timespec *to)
{
	return (int)call2(SYS_clock_getres, clock, to);
}

/* Unlike its neighbours it returns the error: clock_nanosleep(2). */
int
clock_nanosleep(clockid_t clock, int flags, const struct timespec *request, struct timespec *left)
{
	return (int)-ecall(SYS_clock_nanosleep, clock, flags, (long)request, (long)left, 0, 0);
}

int
nanosleep(const struct timespec *request, struct timespec *left)
{
	return (int)call4(SYS_clock_nanosleep, CLOCK_MONOTONIC, 0, request, left);
}

unsigned
sleep(unsigned seconds)
{
	struct timespec left = { seconds, 0 };

	return nanosleep(&left, &left) == 0 ? 0 : (unsigned)left.tv_sec + (left.tv_nsec > 0);
}

int
usleep(unsigned micros)
{
	struct timespec request = { micros / 1000000, micros % 1000000 * 1000L };

	return nanosleep(&request, NULL);
}

time_t
time(time_t *to)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	if (to != NULL)
		*to = now.tv_sec;
	return now.tv_sec;
}

int
gettimeofday(struct timeval *now, void *zone)
{
	struct timespec precise;

	(void)zone;
	if (clock_gettime(CLOCK_REALTIME, &precise) == -1)
		return -1;
	now->tv_sec = precise.tv_sec;
	now->tv_usec = precise.tv_nsec / 1000;
	return 0;
}

clock_t
clock(void)
{
	struct timespec used;

	if (clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used) == -1)
		return -1;
	return used.tv_sec * CLOCKS_PER_SEC + used.tv_nsec / 1000;
}
