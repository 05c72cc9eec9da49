/* The parts of a device number: makedev(3). */
#pragma once

#include <sys/types.h>

static inline unsigned
major(dev_t device)
{
	return (unsigned)((device >> 8) & 0xfff) | (unsigned)((device >> 32) & ~0xfffUL);
}

static inline unsigned
minor(dev_t device)
{
	return (unsigned)(device & 0xff) | (unsigned)((device >> 12) & ~0xffUL);
}

static inline dev_t
makedev(unsigned maj, unsigned min)
{
	return (maj & 0xfffUL) << 8 | (maj & ~0xfffUL) << 32 | (min & 0xffUL) | (min & ~0xffUL) << 12;
}
