/*
 * Every double is m * 2^e. For e >= 0 that is a whole number; for e < 0 it is
 * m * 5^-e / 10^-e, a whole number with the point moved. So its digits are exact.
 */
#include "decimal.h"

#include <string.h>

#include "bignum.h"

/* The digits of n, most significant first. */
static void
digits(struct decimal *d, struct bignum *n)
{
	char backwards[MOST_DIGITS];
	int count = 0;

	while (n->used > 0) {
		uint32_t nine = big_divide(n, 1000000000);

		for (int i = 0; i < 9 && (n->used > 0 || nine > 0); i++, nine /= 10)
			backwards[count++] = (char)('0' + nine % 10);
	}
	for (int i = 0; i < count; i++)
		d->digit[i] = backwards[count - 1 - i];
	d->count = d->point = count;
}

void
decimal_of(struct decimal *d, double value)
{
	uint64_t bits, mantissa;
	int exponent;
	struct bignum n;

	memcpy(&bits, &value, sizeof bits);
	mantissa = bits & ((1UL << 52) - 1);
	exponent = (int)(bits >> 52 & 0x7ff);
	if (exponent != 0)
		mantissa |= 1UL << 52;
	else
		exponent = 1;
	exponent -= 1075;
	while (exponent < 0 && mantissa != 0 && (mantissa & 1) == 0) {
		mantissa >>= 1;
		exponent++;
	}
	big_set(&n, mantissa);
	if (exponent >= 0)
		big_shift(&n, (unsigned)exponent);
	for (int i = exponent; i < 0; i++)
		big_multiply(&n, 5, 0);
	digits(d, &n);
	if (exponent < 0 && d->count > 0)
		d->point += exponent;
}

static int
rounds_up(const struct decimal *d, int count)
{
	int exact = count + 1 == d->count;

	if (count < 0 || d->digit[count] != '5' || !exact)
		return count >= 0 && d->digit[count] >= '5';
	return count > 0 && (d->digit[count - 1] & 1) != 0;
}

void
decimal_round(struct decimal *d, int count)
{
	int up;

	if (count >= d->count)
		return;
	up = rounds_up(d, count);
	d->count = count > 0 ? count : 0;
	if (!up)
		return;
	while (d->count > 0 && d->digit[d->count - 1] == '9')
		d->count--;
	if (d->count > 0) {
		d->digit[d->count - 1]++;
		return;
	}
	d->digit[0] = '1';
	d->count = 1;
	d->point++;
}
