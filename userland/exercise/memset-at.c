/*
 * Writes where it is told to, as a program with a wild pointer does. Where nothing is
 * mapped it must die of SIGSEGV, and nobody else may notice.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"

static unsigned long
number(const char *text)
{
	char *end;
	unsigned long value = strtoul(text, &end, 0);

	if (end == text || *end != '\0')
		command_usage(2);
	return value;
}

int
main(int argc, char *argv[])
{
	unsigned long address, length, byte;

	command_begin(argc, argv, "memset-at ADDRESS [LENGTH [BYTE]]    (0x100 bytes of 0 unless told)");
	if (argc < 2 || argc > 4)
		command_usage(2);
	address = number(argv[1]);
	length = argc > 2 ? number(argv[2]) : 0x100;
	byte = argc > 3 ? number(argv[3]) : 0;
	printf("memset(%#lx, %lu, %#lx)\n", address, byte, length);
	fflush(stdout);
	memset((char *)address, (int)byte, length);
	puts("survived");
	return 0;
}
