/* Blocks of memory. Copies go by the doubleword where both ends are aligned alike. */
#include <stdint.h>
#include <string.h>

void *
memcpy(void *restrict to, const void *restrict from, size_t length)
{
	unsigned char *t = to;
	const unsigned char *f = from;

	if ((((uintptr_t)t ^ (uintptr_t)f) & 7) == 0) {
		for (; length > 0 && ((uintptr_t)t & 7) != 0; length--)
			*t++ = *f++;
		for (; length >= 8; length -= 8, t += 8, f += 8)
			*(uint64_t *)t = *(const uint64_t *)f;
	}
	while (length-- > 0)
		*t++ = *f++;
	return to;
}

void *
mempcpy(void *restrict to, const void *restrict from, size_t length)
{
	return (char *)memcpy(to, from, length) + length;
}

void *
memmove(void *to, const void *from, size_t length)
{
	unsigned char *t = (unsigned char *)to + length;
	const unsigned char *f = (const unsigned char *)from + length;

	/* Forwards is right unless the target begins inside the source. */
	if ((uintptr_t)to - (uintptr_t)from >= length)
		return memcpy(to, from, length);
	if ((((uintptr_t)t ^ (uintptr_t)f) & 7) == 0) {
		for (; length > 0 && ((uintptr_t)t & 7) != 0; length--)
			*--t = *--f;
		for (; length >= 8; length -= 8) {
			t -= 8;
			f -= 8;
			*(uint64_t *)t = *(const uint64_t *)f;
		}
	}
	while (length-- > 0)
		*--t = *--f;
	return to;
}

void *
memset(void *to, int byte, size_t length)
{
	unsigned char *t = to;
	uint64_t word = (unsigned char)byte * 0x0101010101010101UL;

	for (; length > 0 && ((uintptr_t)t & 7) != 0; length--)
		*t++ = (unsigned char)byte;
	for (; length >= 8; length -= 8, t += 8)
		*(uint64_t *)t = word;
	while (length-- > 0)
		*t++ = (unsigned char)byte;
	return to;
}

int
memcmp(const void *left, const void *right, size_t length)
{
	const unsigned char *l = left, *r = right;

	for (; length > 0; length--, l++, r++)
		if (*l != *r)
			return *l - *r;
	return 0;
}

void *
memchr(const void *in, int byte, size_t length)
{
	const unsigned char *s = in;

	for (; length > 0; length--, s++)
		if (*s == (unsigned char)byte)
			return (void *)s;
	return NULL;
}

void *
memrchr(const void *in, int byte, size_t length)
{
	const unsigned char *s = in;

	while (length-- > 0)
		if (s[length] == (unsigned char)byte)
			return (void *)(s + length);
	return NULL;
}

void *
memmem(const void *in, size_t inLength, const void *what, size_t length)
{
	const char *s = in;

	for (; inLength >= length; inLength--, s++)
		if (memcmp(s, what, length) == 0)
			return (void *)s;
	return NULL;
}
