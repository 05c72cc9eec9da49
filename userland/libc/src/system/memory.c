/* Address space: mmap(2), brk(2). */
#include <errno.h>
#include <stdarg.h>
#include <sys/mman.h>
#include <unistd.h>

#include "../machine/system.h"

void *
mmap(void *address, size_t length, int protection, int flags, int fd, off_t offset)
{
	return (void *)call6(SYS_mmap, address, length, protection, flags, fd, offset);
}

int
munmap(void *address, size_t length)
{
	return (int)call2(SYS_munmap, address, length);
}

int
mprotect(void *address, size_t length, int protection)
{
	return (int)call3(SYS_mprotect, address, length, protection);
}

void *
mremap(void *old, size_t oldLength, size_t length, int flags, ...)
{
	va_list ap;
	void *wanted;

	va_start(ap, flags);
	wanted = va_arg(ap, void *);
	va_end(ap);
	return (void *)call5(SYS_mremap, old, oldLength, length, flags, wanted);
}

int
msync(void *address, size_t length, int flags)
{
	return (int)call3(SYS_msync, address, length, flags);
}

int
madvise(void *address, size_t length, int advice)
{
	return (int)call3(SYS_madvise, address, length, advice);
}

/* The call answers the break it left, moved or not. */
int
brk(void *end)
{
	if (ecall(SYS_brk, (long)end, 0, 0, 0, 0, 0) == (long)end)
		return 0;
	errno = ENOMEM;
	return -1;
}

void *
sbrk(intptr_t increment)
{
	char *old = (char *)ecall(SYS_brk, 0, 0, 0, 0, 0, 0);

	if (increment != 0 && brk(old + increment) == -1)
		return (void *)-1;
	return old;
}
