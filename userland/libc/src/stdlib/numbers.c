/* Integers from text: strtol(3). */
#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>

static int
digit(int c)
{
	if (isdigit(c))
		return c - '0';
	return isalpha(c) ? tolower(c) - 'a' + 10 : 36;
}

static int
prefixed(const char *text)
{
	return text[0] == '0' && (text[1] | 0x20) == 'x' && isxdigit((unsigned char)text[2]);
}

/* The magnitude, the sign apart; saturates at limit or, when negative, limit + more. */
static unsigned long
parse(const char *text, char **end, int base, unsigned long limit, unsigned long more, int *negative)
{
	const char *s = text;
	unsigned long value = 0;
	int overflow = 0, any = 0, d;

	while (isspace((unsigned char)*s))
		s++;
	*negative = *s == '-';
	if (*s == '-' || *s == '+')
		s++;
	if ((base == 0 || base == 16) && prefixed(s)) {
		base = 16;
		s += 2;
	} else if (base == 0)
		base = *s == '0' ? 8 : 10;
	if (*negative)
		limit += more;
	for (; (d = digit((unsigned char)*s)) < base; s++, any = 1) {
		overflow |= __builtin_mul_overflow(value, (unsigned long)base, &value);
		overflow |= __builtin_add_overflow(value, (unsigned long)d, &value);
		overflow |= value > limit;
	}
	if (end != NULL)
		*end = (char *)(any ? s : text);
	if (overflow)
		errno = ERANGE;
	return overflow ? limit : value;
}

long
strtol(const char *restrict text, char **restrict end, int base)
{
	int negative;
	unsigned long value = parse(text, end, base, LONG_MAX, 1, &negative);

	return (long)(negative ? -value : value);
}

unsigned long
strtoul(const char *restrict text, char **restrict end, int base)
{
	int negative;
	unsigned long value = parse(text, end, base, ULONG_MAX, 0, &negative);

	return negative && value != ULONG_MAX ? -value : value;
}

long long
strtoll(const char *restrict text, char **restrict end, int base)
{
	return strtol(text, end, base);
}

unsigned long long
strtoull(const char *restrict text, char **restrict end, int base)
{
	return strtoul(text, end, base);
}

int
atoi(const char *text)
{
	return (int)strtol(text, NULL, 10);
}

long
atol(const char *text)
{
	return strtol(text, NULL, 10);
}

long long
atoll(const char *text)
{
	return strtol(text, NULL, 10);
}

int
abs(int n)
{
	return n < 0 ? -n : n;
}

long
labs(long n)
{
	return n < 0 ? -n : n;
}
