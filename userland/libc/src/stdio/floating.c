/* %e, %f and %g: an exact decimal, rounded where the conversion says, and laid out. */
#include <string.h>

#include "conversion.h"
#include "decimal.h"

/* Digit number i counted from the point: 0 is the first after it, -1 the last before it. */
static char
digit_at(const struct decimal *d, int i)
{
	i += d->point;
	return i >= 0 && i < d->count ? d->digit[i] : '0';
}

static size_t
fixed(char *to, const struct conversion *c, const struct decimal *d, int places)
{
	char *at = to;

	for (int i = d->point > 0 ? -d->point : -1; i < 0; i++)
		*at++ = digit_at(d, i);
	if (places > 0 || c->alternative)
		*at++ = '.';
	for (int i = 0; i < places; i++)
		*at++ = digit_at(d, i);
	return (size_t)(at - to);
}

static size_t
scientific(char *to, const struct conversion *c, const struct decimal *d, int places, int exponent)
{
	int size = exponent < 0 ? -exponent : exponent;
	char *at = to;

	*at++ = d->count > 0 ? d->digit[0] : '0';
	if (places > 0 || c->alternative)
		*at++ = '.';
	for (int i = 1; i <= places; i++)
		*at++ = i < d->count ? d->digit[i] : '0';
	*at++ = (c->letter & 0x20) != 0 ? 'e' : 'E';
	*at++ = exponent < 0 ? '-' : '+';
	if (size >= 100)
		*at++ = (char)('0' + size / 100);
	*at++ = (char)('0' + size / 10 % 10);
	*at++ = (char)('0' + size % 10);
	return (size_t)(at - to);
}

/* %g: the shorter form of the two, without trailing zeros unless # keeps them. */
static size_t
general(char *to, const struct conversion *c, struct decimal *d, int precision)
{
	int exponent;

	if (precision == 0)
		precision = 1;
	decimal_round(d, precision);
	exponent = d->count > 0 ? d->point - 1 : 0;
	if (!c->alternative) {
		while (d->count > 0 && d->digit[d->count - 1] == '0')
			d->count--;
		if (exponent < -4 || exponent >= precision)
			return scientific(to, c, d, d->count > 1 ? d->count - 1 : 0, exponent);
		return fixed(to, c, d, d->count > d->point ? d->count - d->point : 0);
	}
	if (exponent < -4 || exponent >= precision)
		return scientific(to, c, d, precision - 1, exponent);
	return fixed(to, c, d, precision - 1 - exponent);
}

size_t
format_double(char text[MOST_FLOATING], const struct conversion *c, double value)
{
	int places = c->precision == -1 ? 6 : c->precision < MOST_PLACES ? c->precision : MOST_PLACES;
	struct decimal d;

	if (__builtin_isnan(value) || __builtin_isinf(value)) {
		memcpy(text, __builtin_isnan(value) ? "nan" : "inf", 3);
		return 3;
	}
	decimal_of(&d, value);
	switch (c->letter | 0x20) {
	case 'g':
		return general(text, c, &d, places);
	case 'f':
		decimal_round(&d, d.point + places);
		return fixed(text, c, &d, places);
	default:
		decimal_round(&d, places + 1);
		return scientific(text, c, &d, places, d.count > 0 ? d.point - 1 : 0);
	}
}
