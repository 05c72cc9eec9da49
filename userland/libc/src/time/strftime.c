/* Dates as text, in the POSIX locale: strftime(3). */
#include <stdio.h>
#include <string.h>
#include <time.h>

static const char *const days[] = { "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday" };
static const char *const months[] = { "January", "February", "March", "April", "May", "June", "July", "August",
	"September", "October", "November", "December" };

/* ISO 8601: week 1 is the one with the year's first Thursday. */
static int
iso_week(const struct tm *tm, long *year)
{
	int thursday = tm->tm_yday + 3 - (tm->tm_wday + 6) % 7;
	struct tm that = { .tm_year = tm->tm_year, .tm_mday = 1 + thursday };

	timegm(&that);
	*year = that.tm_year + 1900L;
	return that.tm_yday / 7 + 1;
}

static int
number(char *to, size_t size, const struct tm *tm, char letter)
{
	struct tm copy = *tm;
	long isoYear;

	switch (letter) {
	case 'C':
		return snprintf(to, size, "%02d", (tm->tm_year + 1900) / 100);
	case 'd':
		return snprintf(to, size, "%02d", tm->tm_mday);
	case 'e':
		return snprintf(to, size, "%2d", tm->tm_mday);
	case 'g':
		iso_week(tm, &isoYear);
		return snprintf(to, size, "%02ld", isoYear % 100);
	case 'G':
		iso_week(tm, &isoYear);
		return snprintf(to, size, "%ld", isoYear);
	case 'H':
		return snprintf(to, size, "%02d", tm->tm_hour);
	case 'I':
		return snprintf(to, size, "%02d", (tm->tm_hour + 11) % 12 + 1);
	case 'j':
		return snprintf(to, size, "%03d", tm->tm_yday + 1);
	case 'k':
		return snprintf(to, size, "%2d", tm->tm_hour);
	case 'm':
		return snprintf(to, size, "%02d", tm->tm_mon + 1);
	case 'M':
		return snprintf(to, size, "%02d", tm->tm_min);
	case 's':
		return snprintf(to, size, "%ld", timegm(&copy));
	case 'S':
		return snprintf(to, size, "%02d", tm->tm_sec);
	case 'u':
		return snprintf(to, size, "%d", (tm->tm_wday + 6) % 7 + 1);
	case 'U':
		return snprintf(to, size, "%02d", (tm->tm_yday + 7 - tm->tm_wday) / 7);
	case 'V':
		return snprintf(to, size, "%02d", iso_week(tm, &isoYear));
	case 'w':
		return snprintf(to, size, "%d", tm->tm_wday);
	case 'W':
		return snprintf(to, size, "%02d", (tm->tm_yday + 7 - (tm->tm_wday + 6) % 7) / 7);
	case 'y':
		return snprintf(to, size, "%02d", (tm->tm_year + 1900) % 100);
	case 'Y':
		return snprintf(to, size, "%d", tm->tm_year + 1900);
	}
	return -1;
}

static int
word(char *to, size_t size, const struct tm *tm, char letter)
{
	switch (letter) {
	case 'a':
		return snprintf(to, size, "%.3s", days[tm->tm_wday]);
	case 'A':
		return snprintf(to, size, "%s", days[tm->tm_wday]);
	case 'b':
	case 'h':
		return snprintf(to, size, "%.3s", months[tm->tm_mon]);
	case 'B':
		return snprintf(to, size, "%s", months[tm->tm_mon]);
	case 'n':
		return snprintf(to, size, "\n");
	case 'p':
		return snprintf(to, size, tm->tm_hour < 12 ? "AM" : "PM");
	case 't':
		return snprintf(to, size, "\t");
	case 'z':
		return snprintf(to, size, "+0000");
	case 'Z':
		return snprintf(to, size, "UTC");
	case '%':
		return snprintf(to, size, "%%");
	}
	return -1;
}

/* Letters that stand for other formats. */
static const char *
combination(char letter)
{
	switch (letter) {
	case 'c':
		return "%a %b %e %H:%M:%S %Y";
	case 'D':
	case 'x':
		return "%m/%d/%y";
	case 'F':
		return "%Y-%m-%d";
	case 'r':
		return "%I:%M:%S %p";
	case 'R':
		return "%H:%M";
	case 'T':
	case 'X':
		return "%H:%M:%S";
	}
	return NULL;
}

static size_t
convert(char *to, size_t size, const struct tm *tm, char letter)
{
	const char *format = combination(letter);
	int length;

	if (format != NULL)
		return strftime(to, size, format, tm);
	length = number(to, size, tm, letter);
	if (length == -1)
		length = word(to, size, tm, letter);
	if (length == -1)
		length = snprintf(to, size, "%%%c", letter);
	return (size_t)length < size ? (size_t)length : 0;
}

size_t
strftime(char *restrict to, size_t size, const char *restrict format, const struct tm *restrict tm)
{
	size_t used = 0;

	for (; *format != '\0' && used < size; format++) {
		if (*format != '%' || format[1] == '\0') {
			to[used++] = *format;
			continue;
		}
		used += convert(to + used, size - used, tm, *++format);
	}
	if (used >= size)
		return 0;
	to[used] = '\0';
	return used;
}
