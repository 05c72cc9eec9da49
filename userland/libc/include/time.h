/* Clocks and calendars: time.h(0P). There is one time zone, UTC. */
#pragma once

#include <sys/types.h>

enum {
	CLOCK_REALTIME, CLOCK_MONOTONIC, CLOCK_PROCESS_CPUTIME_ID, CLOCK_THREAD_CPUTIME_ID,
	CLOCK_MONOTONIC_RAW, CLOCK_REALTIME_COARSE, CLOCK_MONOTONIC_COARSE, CLOCK_BOOTTIME
};
#define TIMER_ABSTIME 1
#define CLOCKS_PER_SEC 1000000L

struct tm {
	int tm_sec;
	int tm_min;
	int tm_hour;
	int tm_mday;
	int tm_mon;
	int tm_year;
	int tm_wday;
	int tm_yday;
	int tm_isdst;
};

time_t time(time_t *to);
int clock_gettime(clockid_t clock, struct timespec *to);
int clock_settime(clockid_t clock, const struct timespec *time);
int clock_getres(clockid_t clock, struct timespec *to);
int clock_nanosleep(clockid_t clock, int flags, const struct timespec *request, struct timespec *left);
int nanosleep(const struct timespec *request, struct timespec *left);
clock_t clock(void);

struct tm *gmtime_r(const time_t *restrict time, struct tm *restrict to);
struct tm *gmtime(const time_t *time);
struct tm *localtime_r(const time_t *restrict time, struct tm *restrict to);
struct tm *localtime(const time_t *time);
time_t timegm(struct tm *tm);
time_t mktime(struct tm *tm);
size_t strftime(char *restrict to, size_t size, const char *restrict format, const struct tm *restrict tm);
