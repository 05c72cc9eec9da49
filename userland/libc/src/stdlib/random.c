/* rand(3): xorshift64* (Vigna), the same sequence for the same seed everywhere; and mkstemp(3). */
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static uint64_t state = 0x9e3779b97f4a7c15UL;

void
srand(unsigned seed)
{
	state = seed * 0x9e3779b97f4a7c15UL + 1;
}

int
rand(void)
{
	state ^= state >> 12;
	state ^= state << 25;
	state ^= state >> 27;
	return (int)(state * 0x2545f4914f6cdd1dUL >> 33);
}

int
mkstemp(char *template)
{
	size_t length = strlen(template);
	unsigned long number = (unsigned long)getpid();
	int fd;

	if (length < 6 || strcmp(template + length - 6, "XXXXXX") != 0) {
		errno = EINVAL;
		return -1;
	}
	for (int attempt = 0; attempt < 1000; attempt++, number += 7919) {
		unsigned long rest = number;

		for (size_t i = length - 6; i < length; i++, rest /= 36)
			template[i] = "0123456789abcdefghijklmnopqrstuvwxyz"[rest % 36];
		fd = open(template, O_RDWR | O_CREAT | O_EXCL, 0600);
		if (fd != -1 || errno != EEXIST)
			return fd;
	}
	return -1;
}
