/*
 * Takes memory and touches it, a mebibyte at a time, until the kernel says no or MOST
 * are held. A kernel may also kill it; only it.
 */
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "command.h"

enum { MIB = 1 << 20, PAGE = 4096, REPORT = 64 };

/* A different word in every page, so that no two are alike. */
static int
take(long number)
{
	char *block = mmap(NULL, MIB, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (block == MAP_FAILED)
		return 0;
	for (int i = 0; i < MIB; i += PAGE)
		*(long *)(block + i) = number * MIB + i + 1;
	return 1;
}

int
main(int argc, char *argv[])
{
	long most, held = 0;

	command_begin(argc, argv, "memhog [MOST]    (in mebibytes)");
	most = argc > 1 ? command_number(argv[1], 1, 2) : LONG_MAX;
	while (held < most && take(held)) {
		held++;
		if (held % REPORT == 0) {
			printf("memhog: %ld MiB\n", held);
			fflush(stdout);
		}
	}
	if (held < most)
		printf("memhog: %ld MiB, then: %s\n", held, strerror(errno));
	else
		printf("memhog: %ld MiB held and given back\n", held);
	return command_end(held < most && errno != ENOMEM ? 1 : 0);
}
