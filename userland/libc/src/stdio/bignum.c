/* Schoolbook arithmetic in base 2^32, least limb first. */
#include "bignum.h"

#include <assert.h>
#include <string.h>

void
big_set(struct bignum *n, uint64_t value)
{
	n->limb[0] = (uint32_t)value;
	n->limb[1] = (uint32_t)(value >> 32);
	n->used = n->limb[1] != 0 ? 2 : n->limb[0] != 0;
}

void
big_multiply(struct bignum *n, uint32_t factor, uint32_t add)
{
	uint64_t carry = add;

	for (int i = 0; i < n->used; i++) {
		carry += (uint64_t)n->limb[i] * factor;
		n->limb[i] = (uint32_t)carry;
		carry >>= 32;
	}
	if (carry != 0) {
		assert(n->used < LIMBS);
		n->limb[n->used++] = (uint32_t)carry;
	}
}

uint32_t
big_divide(struct bignum *n, uint32_t divisor)
{
	uint64_t rest = 0;

	for (int i = n->used - 1; i >= 0; i--) {
		rest = rest << 32 | n->limb[i];
		n->limb[i] = (uint32_t)(rest / divisor);
		rest %= divisor;
	}
	while (n->used > 0 && n->limb[n->used - 1] == 0)
		n->used--;
	return (uint32_t)rest;
}

void
big_shift(struct bignum *n, unsigned bits)
{
	int whole = (int)(bits / 32);

	if (n->used == 0)
		return;
	assert(n->used + whole < LIMBS);
	memmove(n->limb + whole, n->limb, (size_t)n->used * sizeof *n->limb);
	memset(n->limb, 0, (size_t)whole * sizeof *n->limb);
	n->used += whole;
	big_multiply(n, 1U << (bits % 32), 0);
}

int
big_bits(const struct bignum *n)
{
	return n->used == 0 ? 0 : n->used * 32 - __builtin_clz(n->limb[n->used - 1]);
}
