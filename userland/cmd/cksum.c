/* cksum: POSIX's checksum, the CRC of ISO 8802-3 over the bytes and then their number. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "command.h"
#include "input.h"

static uint32_t table[256];

static void
make_table(void)
{
	for (uint32_t i = 0; i < 256; i++) {
		uint32_t c = i << 24;

		for (int bit = 0; bit < 8; bit++)
			c = c << 1 ^ ((c & 0x80000000U) != 0 ? 0x04c11db7 : 0);
		table[i] = c;
	}
}

static void
sum(FILE *input, const char *name)
{
	uint32_t crc = 0;
	unsigned long length = 0;
	int c;

	for (; (c = getc(input)) != EOF; length++)
		crc = crc << 8 ^ table[(crc >> 24 ^ (uint32_t)c) & 0xff];
	for (unsigned long rest = length; rest != 0; rest >>= 8)
		crc = crc << 8 ^ table[(crc >> 24 ^ rest) & 0xff];
	printf("%u %lu%s%s\n", ~crc, length, strcmp(name, "-") == 0 ? "" : " ", strcmp(name, "-") == 0 ? "" : name);
}

int
main(int argc, char *argv[])
{
	command_begin(argc, argv, "cksum [FILE...]");
	if (getopt(argc, argv, "") != -1)
		command_usage(1);
	make_table();
	return command_end(input_each(argc, argv, sum) ? 0 : 1);
}
