/* Takes it that there is memory; with -DCORRECT it says that there is none. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int
main(void)
{
	/* What the C library wants before is not meant: the experiment begins here. */
	getppid();
	char *memory = malloc(1 << 20);
#ifdef CORRECT
	if (memory == NULL) {
		write(2, "no memory\n", 10);
		return 1;
	}
#endif
	memset(memory, 'x', 1 << 20);
	return write(1, memory, 4) != 4;
}
