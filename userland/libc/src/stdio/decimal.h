/* The exact decimal digits of a double. */
#pragma once

enum { MOST_DIGITS = 1100 };

struct decimal {
	int count;               /* of digits; none when the number is zero */
	int point;               /* where the decimal point is: 0.d1d2… times 10^point */
	char digit[MOST_DIGITS]; /* '0' to '9', the first of them not '0' */
};

void decimal_of(struct decimal *d, double value);

/* Keeps count digits, rounding to nearest and ties to even; count may be 0 or less. */
void decimal_round(struct decimal *d, int count);
