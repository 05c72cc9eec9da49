#include "date.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* A number of count digits; *text is moved past it. -1 when there are not as many. */
static int
number(const char **text, int count)
{
	int value = 0;

	for (; count > 0; count--, ++*text) {
		if (!isdigit((unsigned char)**text))
			return -1;
		value = value * 10 + (**text - '0');
	}
	return value;
}

/* A date is valid when no field had to be carried over. */
static bool
seconds(struct tm tm, struct timespec *to)
{
	struct tm wanted = tm;

	to->tv_sec = timegm(&tm);
	to->tv_nsec = 0;
	return tm.tm_mon == wanted.tm_mon && tm.tm_mday == wanted.tm_mday && tm.tm_hour == wanted.tm_hour &&
	    tm.tm_min == wanted.tm_min && wanted.tm_sec >= 0 && wanted.tm_sec <= 60;
}

static bool
expect(const char **text, char c)
{
	return **text == c && (++*text, true);
}

static bool
parse_time(const char **text, struct tm *tm)
{
	tm->tm_hour = number(text, 2);
	if (!expect(text, ':'))
		return false;
	tm->tm_min = number(text, 2);
	if (expect(text, ':'))
		tm->tm_sec = number(text, 2);
	return true;
}

bool
date_parse(const char *text, struct timespec *to)
{
	struct tm tm = { 0 };
	char *end;

	if (*text == '@') {
		to->tv_sec = strtol(text + 1, &end, 10);
		to->tv_nsec = 0;
		return end != text + 1 && *end == '\0';
	}
	tm.tm_year = number(&text, 4) - 1900;
	if (!expect(&text, '-'))
		return false;
	tm.tm_mon = number(&text, 2) - 1;
	if (!expect(&text, '-'))
		return false;
	tm.tm_mday = number(&text, 2);
	if ((*text == ' ' || *text == 'T') && (text++, !parse_time(&text, &tm)))
		return false;
	if (*text == 'Z')
		text++;
	return *text == '\0' && seconds(tm, to);
}

bool
date_parse_stamp(const char *text, struct timespec *to)
{
	size_t length = strspn(text, "0123456789");
	time_t now = time(NULL);
	struct tm tm;

	gmtime_r(&now, &tm);
	tm.tm_sec = 0;
	if (length == 12)
		tm.tm_year = number(&text, 4) - 1900;
	else if (length == 10) {
		tm.tm_year = number(&text, 2);
		tm.tm_year += tm.tm_year < 69 ? 100 : 0; /* POSIX: 69-99 are 19xx */
	} else if (length != 8)
		return false;
	tm.tm_mon = number(&text, 2) - 1;
	tm.tm_mday = number(&text, 2);
	tm.tm_hour = number(&text, 2);
	tm.tm_min = number(&text, 2);
	if (expect(&text, '.'))
		tm.tm_sec = number(&text, 2);
	return *text == '\0' && seconds(tm, to);
}
