/* Descriptors: open(2), read(2), fcntl(2), pipe(2) and their kin. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdarg.h>
#include <sys/ioctl.h>
#include <sys/statfs.h>
#include <sys/uio.h>
#include <unistd.h>

#include "../machine/system.h"

int
openat(int dir, const char *path, int flags, ...)
{
	va_list ap;
	mode_t mode;

	va_start(ap, flags);
	mode = va_arg(ap, mode_t);
	va_end(ap);
	return (int)call4(SYS_openat, dir, path, flags, (flags & O_CREAT) != 0 ? mode : 0);
}

int
open(const char *path, int flags, ...)
{
	va_list ap;
	mode_t mode;

	va_start(ap, flags);
	mode = va_arg(ap, mode_t);
	va_end(ap);
	return openat(AT_FDCWD, path, flags, mode);
}

int
creat(const char *path, mode_t mode)
{
	return openat(AT_FDCWD, path, O_WRONLY | O_CREAT | O_TRUNC, mode);
}

int
fcntl(int fd, int command, ...)
{
	va_list ap;
	long argument;

	va_start(ap, command);
	argument = va_arg(ap, long);
	va_end(ap);
	return (int)call3(SYS_fcntl, fd, command, argument);
}

int
ioctl(int fd, unsigned long request, ...)
{
	va_list ap;
	long argument;

	va_start(ap, request);
	argument = va_arg(ap, long);
	va_end(ap);
	return (int)call3(SYS_ioctl, fd, request, argument);
}

ssize_t
read(int fd, void *to, size_t length)
{
	return call3(SYS_read, fd, to, length);
}

ssize_t
write(int fd, const void *from, size_t length)
{
	return call3(SYS_write, fd, from, length);
}

ssize_t
pread(int fd, void *to, size_t length, off_t offset)
{
	return call4(SYS_pread64, fd, to, length, offset);
}

ssize_t
pwrite(int fd, const void *from, size_t length, off_t offset)
{
	return call4(SYS_pwrite64, fd, from, length, offset);
}

ssize_t
readv(int fd, const struct iovec *vector, int count)
{
	return call3(SYS_readv, fd, vector, count);
}

ssize_t
writev(int fd, const struct iovec *vector, int count)
{
	return call3(SYS_writev, fd, vector, count);
}

off_t
lseek(int fd, off_t offset, int whence)
{
	return call3(SYS_lseek, fd, offset, whence);
}

int
close(int fd)
{
	return (int)call1(SYS_close, fd);
}

int
dup(int fd)
{
	return (int)call1(SYS_dup, fd);
}

int
dup3(int fd, int wanted, int flags)
{
	return (int)call3(SYS_dup3, fd, wanted, flags);
}

/* dup3 refuses equal descriptors; dup2 answers them when they are open. */
int
dup2(int fd, int wanted)
{
	if (fd == wanted)
		return fcntl(fd, F_GETFD) == -1 ? -1 : fd;
	return dup3(fd, wanted, 0);
}

int
pipe2(int fds[2], int flags)
{
	return (int)call2(SYS_pipe2, fds, flags);
}

int
pipe(int fds[2])
{
	return pipe2(fds, 0);
}

int
ftruncate(int fd, off_t length)
{
	return (int)call2(SYS_ftruncate, fd, length);
}

int
fsync(int fd)
{
	return (int)call1(SYS_fsync, fd);
}

int
fdatasync(int fd)
{
	return (int)call1(SYS_fdatasync, fd);
}

void
sync(void)
{
	call0(SYS_sync);
}

int
fchdir(int fd)
{
	return (int)call1(SYS_fchdir, fd);
}

int
fstatfs(int fd, struct statfs *to)
{
	return (int)call2(SYS_fstatfs, fd, to);
}

int
ppoll(struct pollfd *fds, nfds_t count, const struct timespec *timeout, const sigset_t *mask)
{
	struct timespec copy = timeout != NULL ? *timeout : (struct timespec){ 0, 0 };

	/* The kernel writes the time left into its argument; POSIX says const. */
	return (int)call5(SYS_ppoll, fds, count, timeout != NULL ? &copy : NULL, mask, sizeof(sigset_t));
}

int
poll(struct pollfd *fds, nfds_t count, int timeoutMillis)
{
	struct timespec limit = { timeoutMillis / 1000, timeoutMillis % 1000 * 1000000L };

	return ppoll(fds, count, timeoutMillis < 0 ? NULL : &limit, NULL);
}
