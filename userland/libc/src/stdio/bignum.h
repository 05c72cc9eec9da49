/* Natural numbers large enough to hold any double exactly, for printf and strtod. */
#pragma once

#include <stdint.h>

enum { LIMBS = 160 }; /* 5120 bits: the smallest subnormal needs 2 500, strtod's 800 digits as many again */

struct bignum {
	int used;
	uint32_t limb[LIMBS];
};

void big_set(struct bignum *n, uint64_t value);
void big_multiply(struct bignum *n, uint32_t factor, uint32_t add);
uint32_t big_divide(struct bignum *n, uint32_t divisor); /* returns the remainder */
void big_shift(struct bignum *n, unsigned bits);
int big_bits(const struct bignum *n);
