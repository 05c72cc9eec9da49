/*
 * Seconds since 1970 and the Gregorian calendar: gmtime(3), mktime(3). Years are counted
 * from March, so that the leap day comes last and month lengths follow one formula.
 */
#include <time.h>

static long
floor_divide(long a, long b)
{
	return a / b - (a % b < 0);
}

/* Days from 1970-01-01 to the first of the month; month 0 is January and may be any number. */
static long
days_before(long year, long month)
{
	long y = year + floor_divide(month - 2, 12);
	long m = month - 2 - floor_divide(month - 2, 12) * 12;

	return 365 * y + floor_divide(y, 4) - floor_divide(y, 100) + floor_divide(y, 400) + (153 * m + 2) / 5 - 719468;
}

struct tm *
gmtime_r(const time_t *restrict time, struct tm *restrict to)
{
	long days = floor_divide(*time, 86400), second = *time - days * 86400;
	long year = floor_divide(days * 400, 146097) + 1970;
	int month = 11;

	while (days_before(year, 0) > days)
		year--;
	while (days_before(year + 1, 0) <= days)
		year++;
	while (days_before(year, month) > days)
		month--;
	to->tm_sec = (int)(second % 60);
	to->tm_min = (int)(second / 60 % 60);
	to->tm_hour = (int)(second / 3600);
	to->tm_mday = (int)(days - days_before(year, month)) + 1;
	to->tm_mon = month;
	to->tm_year = (int)(year - 1900);
	to->tm_wday = (int)((days % 7 + 11) % 7);
	to->tm_yday = (int)(days - days_before(year, 0));
	to->tm_isdst = 0;
	return to;
}

struct tm *
gmtime(const time_t *time)
{
	static struct tm tm;

	return gmtime_r(time, &tm);
}

struct tm *
localtime_r(const time_t *restrict time, struct tm *restrict to)
{
	return gmtime_r(time, to);
}

struct tm *
localtime(const time_t *time)
{
	return gmtime(time);
}

/* Fields out of their range are carried over, and come back in it. */
time_t
timegm(struct tm *tm)
{
	long days = days_before(tm->tm_year + 1900L, tm->tm_mon) + tm->tm_mday - 1;
	time_t time = ((days * 24 + tm->tm_hour) * 60 + tm->tm_min) * 60 + tm->tm_sec;

	gmtime_r(&time, tm);
	return time;
}

time_t
mktime(struct tm *tm)
{
	return timegm(tm);
}
