/* The userland's own libc, looked at from outside: if a check fails here, look no further for what is wrong elsewhere. */
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <glob.h>
#include <limits.h>
#include <regex.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>
#include <unistd.h>

#include "check.h"

static bool
prints(const char *expected, const char *format, ...)
{
	char text[256];
	va_list ap;
	int length;

	va_start(ap, format);
	length = vsnprintf(text, sizeof text, format, ap);
	va_end(ap);
	return strcmp(text, expected) == 0 && length == (int)strlen(expected);
}

static void
formatting(void)
{
	char text[4];

	check(prints("[   42|42   |00042|+42| 42]", "[%5d|%-5d|%05d|%+d|% d]", 42, 42, 42, 42, 42), "printf pads integers");
	check(prints("ff 0xff 0XFF 010 -1 18446744073709551615", "%x %#x %#X %#o %d %lu", 255, 255, 255, 8, -1, ULONG_MAX),
	    "printf knows bases and lengths");
	check(prints("007 [] [   ab] [ab   ] ab %", "%.3d [%.0d] [%5s] [%-5s] %.2s %%", 7, 0, "ab", "ab", "abc"),
	    "printf knows precisions");
	check(prints("0.1 0.100000 1e-01 2 4", "%g %f %.0e %.0f %.0f", 0.1, 0.1, 0.1, 1.5, 3.5),
	    "printf rounds doubles to the nearest, ties to even");
	check(prints("0.1000000000000000055511151231257827", "%.34f", 0.1), "and knows all their digits");
	check(prints("4.9406564584124654e-324 1.7976931348623157e+308", "%.17g %.17g", 4.9406564584124654e-324, 1.7976931348623157e308),
	    "from the smallest to the largest");
	check(snprintf(text, sizeof text, "%s", "truncated") == 9 && strcmp(text, "tru") == 0, "snprintf truncates and says how long");
}

static void
parsing(void)
{
	char *end;
	double value;
	long whole;

	check(strtol("  -0x1fz", &end, 0) == -31 && *end == 'z', "strtol takes blanks, a sign and a base");
	errno = 0;
	whole = strtol("9223372036854775808", NULL, 10);
	check(whole == LONG_MAX && errno == ERANGE, "and stops at the largest");
	check(strtol("zz", &end, 36) == 35 * 37 && *end == '\0', "base 36");
	check(strtod("9007199254740993", NULL) == 9007199254740992.0, "strtod rounds ties to even");
	check(strtod("9007199254740993.0000000000000000000000001", NULL) == 9007199254740994.0, "and what is more than a tie up");
	value = strtod("2.4703282292062328e-324", NULL);
	check(value > 0 && value / 2 == 0, "subnormals are rounded once");
	check(strtod("1e", &end) == 1 && *end == 'e', "an exponent needs digits");
}

static unsigned long state = 88172645463325252UL;

static unsigned long
next(void)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return state;
}

static void
round_trips(void)
{
	char text[32];
	int bad = 0;

	for (int i = 0; i < 2000; i++) {
		unsigned long bits = next(), again;
		double value;

		memcpy(&value, &bits, sizeof value);
		if (value != value)
			continue;
		snprintf(text, sizeof text, "%.17g", value);
		value = strtod(text, NULL);
		memcpy(&again, &value, sizeof again);
		bad += again != bits;
	}
	check(bad == 0, "2000 random doubles survive being printed and read");
}

/* Blocks of random sizes, each filled with its own byte, live and die in random order. */
static void
allocating(void)
{
	enum { BLOCKS = 200 };
	unsigned char *block[BLOCKS] = { NULL };
	size_t size[BLOCKS] = { 0 };
	bool good = true;

	for (int i = 0; i < 20000; i++) {
		int n = (int)(next() % BLOCKS);

		for (size_t k = 0; k < size[n]; k += 61)
			good &= block[n][k] == (unsigned char)n;
		if (next() % 3 == 0) {
			free(block[n]);
			block[n] = NULL;
			size[n] = 0;
		} else {
			size[n] = 1 + next() % (next() % 16 == 0 ? 100000 : 300);
			block[n] = realloc(block[n], size[n]);
			good &= block[n] != NULL && ((uintptr_t)block[n] & 15) == 0;
			memset(block[n], n, size[n]);
		}
	}
	for (int i = 0; i < BLOCKS; i++)
		free(block[i]);
	check(good, "malloc keeps blocks apart and aligned");
	check(malloc(SIZE_MAX - 100) == NULL && errno == ENOMEM, "and refuses what cannot be");
	check(calloc(SIZE_MAX / 2, 3) == NULL && errno == ENOMEM, "calloc sees an overflow");
}

static int
ascending(const void *left, const void *right)
{
	long l = *(const long *)left, r = *(const long *)right;

	return (l > r) - (l < r);
}

static void
sorting(void)
{
	static long numbers[5000];
	bool good = true;
	long key;

	for (size_t i = 0; i < 5000; i++)
		numbers[i] = (long)(next() % 4000);
	qsort(numbers, 5000, sizeof *numbers, ascending);
	for (size_t i = 1; i < 5000; i++)
		good &= numbers[i - 1] <= numbers[i];
	check(good, "qsort sorts");
	key = numbers[1234];
	check(*(long *)bsearch(&key, numbers, 5000, sizeof key, ascending) == key, "bsearch finds");
	key = 4001;
	check(bsearch(&key, numbers, 5000, sizeof key, ascending) == NULL, "and does not find what is not there");
}

static void
texts(void)
{
	char buffer[32] = "abcdefghij", *rest = buffer;

	memmove(buffer + 2, buffer, 8);
	check(strcmp(buffer, "ababcdefgh") == 0, "memmove copies upwards over itself");
	memmove(buffer, buffer + 3, 7);
	check(strncmp(buffer, "bcdefgh", 7) == 0, "and downwards");
	strcpy(buffer, "a:b::c");
	check(strcmp(strsep(&rest, ":"), "a") == 0 && strcmp(strsep(&rest, ":"), "b") == 0 && *strsep(&rest, ":") == '\0' &&
	    strcmp(strsep(&rest, ":"), "c") == 0 && strsep(&rest, ":") == NULL, "strsep sees empty fields");
	check(strlcpy(buffer, "too long", 4) == 8 && strcmp(buffer, "too") == 0, "strlcpy truncates and says so");
	check(strstr("needle in a haystack", "hay") != NULL && strstr("x", "xy") == NULL, "strstr finds");
	check(strcmp("a\x80", "a\x7f") > 0, "strcmp compares unsigned");
	check(strcasecmp("HeLLo", "hEllO") == 0 && strncasecmp("abc", "ABD", 2) == 0, "strcasecmp ignores case");
	check(isspace('\v') && !isspace('x') && ispunct('~') && isxdigit('F') && !isalpha(0xe4), "characters have their classes");
}

static bool
matches(const char *pattern, const char *text, int flags, long from, long to)
{
	regmatch_t m[1] = { { -1, -1 } };
	regex_t regex;
	bool good;

	if (regcomp(&regex, pattern, flags) != 0)
		return false;
	good = (regexec(&regex, text, 1, m, 0) == 0 ? m[0].rm_so == from && m[0].rm_eo == to : from == -1);
	regfree(&regex);
	return good;
}

static void
patterns(void)
{
	char many[64];
	regex_t regex;

	check(matches("b*", "abb", 0, 0, 0) && matches("bb*", "abb", 0, 1, 3), "a match is the leftmost");
	check(matches("a|ab|abc", "xabcd", REG_EXTENDED, 1, 4), "and then the longest");
	check(matches("^\\(.*\\)-\\1$", "abc-abc", 0, 0, 7) && matches("^\\(.*\\)-\\1$", "abc-abd", 0, -1, -1), "\\1 is what was matched");
	check(matches("[[:digit:]]{2,3}x", "1 12 1234x", REG_EXTENDED, 6, 10), "intervals count");
	check(matches("[]a-c]+", "xx]b", REG_EXTENDED, 2, 4) && matches("[^]]", "]x", 0, 1, 2), "] may come first in brackets");
	memset(many, 'a', sizeof many - 1);
	many[sizeof many - 1] = '\0';
	check(matches("(a*)*(a*)*(a*)*b", many, REG_EXTENDED, -1, -1), "nested stars end in time");
	check(regcomp(&regex, "a\\{2", 0) == REG_EBRACE && regcomp(&regex, "[b", 0) == REG_EBRACK &&
	    regcomp(&regex, "(", REG_EXTENDED) == REG_EPAREN, "mistakes are told apart");
	check(fnmatch("*.[ch]", "x.c", 0) == 0 && fnmatch("*.[!ch]", "x.c", 0) != 0 && fnmatch("\\*", "*", 0) == 0, "fnmatch matches");
	check(fnmatch("*", ".x", FNM_PERIOD) != 0 && fnmatch("a*b", "a/b", FNM_PATHNAME) != 0, "but not hidden files or slashes");
}

static jmp_buf there;

static void
down(int depth)
{
	volatile char frame[64];

	frame[depth] = 1;
	if (depth > 0 && frame[depth] == 1)
		down(depth - 1);
	if (depth == 0)
		longjmp(there, 7);
}

static void
jumping(void)
{
	volatile int turns = 0;
	int answer = setjmp(there);

	turns++;
	if (answer == 0)
		down(50);
	check(answer == 7 && turns == 2, "longjmp comes back with its value");
	turns = 0;
	answer = setjmp(there);
	if (turns++ == 0)
		longjmp(there, 0);
	check(answer == 1, "and 0 becomes 1");
}

static void
calendar(void)
{
	struct tm tm;
	char text[64];
	bool good = true;
	time_t leap = 951782400;

	strftime(text, sizeof text, "%F %T %a %j %V", gmtime_r(&leap, &tm));
	check(strcmp(text, "2000-02-29 00:00:00 Tue 060 09") == 0, "strftime knows leap days and weeks");
	for (time_t t = -70000000000; t < 70000000000; t += 86399 * 997L)
		good &= timegm(gmtime_r(&t, &tm)) == t;
	check(good, "timegm undoes gmtime, before 1970 as well");
}

static void
environment(void)
{
	setenv("LIBCTEST", "one", 1);
	setenv("LIBCTEST", "two", 0);
	check(strcmp(getenv("LIBCTEST"), "one") == 0, "setenv leaves what it is told to");
	setenv("LIBCTEST", "three", 1);
	check(strcmp(getenv("LIBCTEST"), "three") == 0, "or replaces it");
	unsetenv("LIBCTEST");
	check(getenv("LIBCTEST") == NULL && setenv("A=B", "x", 1) == -1 && errno == EINVAL, "unsetenv removes; a name has no =");
}

static void
streams(void)
{
	char name[] = "/tmp/libctest.XXXXXX", *line = NULL, word[8];
	size_t size = 0;
	int fd = mkstemp(name);
	FILE *file = fdopen(fd, "w+");

	for (int i = 0; i < 1000; i++)
		fprintf(file, "line %d\n", i);
	check(ftell(file) == 8890, "ftell counts what is still in the buffer");
	rewind(file);
	for (int i = 0; i < 500; i++)
		getline(&line, &size, file);
	check(strcmp(line, "line 499\n") == 0, "getline reads line by line");
	check(ungetc('X', file) == 'X' && fgets(word, sizeof word, file) != NULL && strcmp(word, "Xline 5") == 0, "ungetc puts back");
	fseek(file, -9, SEEK_END);
	check(fread(word, 1, 8, file) == 8 && memcmp(word, "line 999", 8) == 0, "fseek finds the end");
	check(fgetc(file) == '\n' && fgetc(file) == EOF && feof(file) && !ferror(file), "and then comes the end");
	fclose(file);
	unlink(name);
	free(line);
	check(fopen("/nonexistent/x", "r") == NULL && errno == ENOENT, "fopen says what is wrong");
}

int
main(void)
{
	formatting();
	parsing();
	round_trips();
	allocating();
	sorting();
	texts();
	patterns();
	jumping();
	calendar();
	environment();
	streams();
	return check_result("libctest");
}
