/*
 * strtod(3), correctly rounded: the text is digits * 10^e as one big number, scaled so
 * that 64 bits of quotient remain, with "was there a rest?" besides. Rounding those to
 * a double's 53 bits (fewer below 2^-1022) then cannot go wrong.
 */
#include <ctype.h>
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "bignum.h"

enum { MOST_DIGITS = 800 }; /* 768 decide every double; more only say "and a little" */

/* value * 2^exponent, value's top bit set, rounded to nearest, ties to even. */
static double
round_to_double(uint64_t value, bool rest, int exponent)
{
	int drop = 11, biased = exponent + 63 + 1023;
	uint64_t kept, lost, half, bits;
	double result;

	if (biased < 1) { /* subnormal: every step below costs a bit */
		drop += 1 - biased;
		biased = 0;
	}
	if (drop > 64)
		return 0;
	kept = drop == 64 ? 0 : value >> drop;
	lost = drop == 64 ? value : value & ((1UL << drop) - 1);
	half = 1UL << (drop - 1);
	if (lost > half || (lost == half && (rest || (kept & 1) != 0)))
		kept++;
	/* A carry out of the mantissa moves into the exponent, which is what it means. */
	bits = biased == 0 ? kept : ((uint64_t)(biased - 1) << 52) + kept;
	if (bits >= 0x7ffUL << 52)
		bits = 0x7ffUL << 52;
	memcpy(&result, &bits, sizeof result);
	return result;
}

/* The top 64 bits of n, the first of them 1; *rest when lower ones were not all 0. */
static uint64_t
top_bits(const struct bignum *n, bool *rest)
{
	uint64_t value = 0;

	for (int i = big_bits(n) - 1, taken = 0; i >= 0; i--) {
		bool bit = (n->limb[i / 32] >> (i % 32) & 1) != 0;

		if (taken++ < 64)
			value = value << 1 | bit;
		else if (bit)
			*rest = true;
	}
	return value;
}

/* n * 10^exponent10. Division makes room for its 64 bits first. */
static double
assemble(struct bignum *n, int exponent10, bool rest)
{
	int exponent2 = 0, wanted;

	if (n->used == 0 || exponent10 < -1200)
		return 0;
	if (exponent10 > 310)
		return __builtin_inf();
	for (; exponent10 > 0; exponent10--)
		big_multiply(n, 10, 0);
	wanted = 96 + -exponent10 * 10 / 3 - big_bits(n);
	if (wanted < 64)
		wanted = 64;
	big_shift(n, (unsigned)wanted);
	exponent2 -= wanted;
	for (; exponent10 < 0; exponent10++)
		rest |= big_divide(n, 10) != 0;
	exponent2 += big_bits(n) - 64;
	return round_to_double(top_bits(n, &rest), rest, exponent2);
}

static int
parse_exponent(const char **at)
{
	const char *s = *at + 1;
	bool negative = *s == '-';
	int value = 0;

	if (*s == '-' || *s == '+')
		s++;
	if (!isdigit((unsigned char)*s))
		return 0;
	for (; isdigit((unsigned char)*s); s++)
		if (value < 100000)
			value = value * 10 + (*s - '0');
	*at = s;
	return negative ? -value : value;
}

/* Digits with at most one point among them; false when there is no digit at all. */
static bool
parse_number(const char **at, double *value)
{
	struct bignum n;
	int exponent = 0, kept = 0;
	bool any = false, point = false, rest = false, zero;
	const char *s = *at;

	big_set(&n, 0);
	for (;; s++) {
		if (*s == '.' && !point) {
			point = true;
			continue;
		}
		if (!isdigit((unsigned char)*s))
			break;
		any = true;
		exponent -= point;
		if (kept < MOST_DIGITS) {
			big_multiply(&n, 10, (uint32_t)(*s - '0'));
			kept += n.used > 0;
		} else {
			rest |= *s != '0';
			exponent++;
		}
	}
	if (!any)
		return false;
	if ((*s | 0x20) == 'e')
		exponent += parse_exponent(&s);
	zero = n.used == 0;
	*value = assemble(&n, exponent, rest);
	if (!zero && !__builtin_isnormal(*value))
		errno = ERANGE;
	*at = s;
	return true;
}

double
strtod(const char *restrict text, char **restrict end)
{
	const char *s = text;
	double value = 0;
	bool negative, good = true;

	while (isspace((unsigned char)*s))
		s++;
	negative = *s == '-';
	if (*s == '-' || *s == '+')
		s++;
	if (strncasecmp(s, "inf", 3) == 0) {
		value = __builtin_inf();
		s += strncasecmp(s, "infinity", 8) == 0 ? 8 : 3;
	} else if (strncasecmp(s, "nan", 3) == 0) {
		value = __builtin_nan("");
		s += 3;
	} else
		good = parse_number(&s, &value);
	if (end != NULL)
		*end = (char *)(good ? s : text);
	return negative ? -value : value;
}

double
atof(const char *text)
{
	return strtod(text, NULL);
}
