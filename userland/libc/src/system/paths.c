/* Names in the file system: stat(2), link(2), unlink(2), rename(2), chmod(2) and their kin. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <unistd.h>

#include "../machine/system.h"

int
fstatat(int dir, const char *restrict path, struct stat *restrict st, int flags)
{
	return (int)call4(SYS_newfstatat, dir, path, st, flags);
}

int
stat(const char *restrict path, struct stat *restrict st)
{
	return fstatat(AT_FDCWD, path, st, 0);
}

int
lstat(const char *restrict path, struct stat *restrict st)
{
	return fstatat(AT_FDCWD, path, st, AT_SYMLINK_NOFOLLOW);
}

int
fstat(int fd, struct stat *st)
{
	return (int)call2(SYS_fstat, fd, st);
}

int
statfs(const char *path, struct statfs *to)
{
	return (int)call2(SYS_statfs, path, to);
}

int
faccessat(int dir, const char *path, int mode, int flags)
{
	if (flags != 0) {
		errno = EINVAL;
		return -1;
	}
	return (int)call3(SYS_faccessat, dir, path, mode);
}

int
access(const char *path, int mode)
{
	return faccessat(AT_FDCWD, path, mode, 0);
}

int
mkdirat(int dir, const char *path, mode_t mode)
{
	return (int)call3(SYS_mkdirat, dir, path, mode);
}

int
mkdir(const char *path, mode_t mode)
{
	return mkdirat(AT_FDCWD, path, mode);
}

int
mknod(const char *path, mode_t mode, dev_t device)
{
	return (int)call4(SYS_mknodat, AT_FDCWD, path, mode, device);
}

int
mkfifo(const char *path, mode_t mode)
{
	return mknod(path, mode | S_IFIFO, 0);
}

int
linkat(int fromDir, const char *from, int toDir, const char *to, int flags)
{
	return (int)call5(SYS_linkat, fromDir, from, toDir, to, flags);
}

int
link(const char *from, const char *to)
{
	return linkat(AT_FDCWD, from, AT_FDCWD, to, 0);
}

int
symlinkat(const char *target, int dir, const char *path)
{
	return (int)call3(SYS_symlinkat, target, dir, path);
}

int
symlink(const char *target, const char *path)
{
	return symlinkat(target, AT_FDCWD, path);
}

ssize_t
readlinkat(int dir, const char *restrict path, char *restrict to, size_t size)
{
	return call4(SYS_readlinkat, dir, path, to, size);
}

ssize_t
readlink(const char *restrict path, char *restrict to, size_t size)
{
	return readlinkat(AT_FDCWD, path, to, size);
}

int
unlinkat(int dir, const char *path, int flags)
{
	return (int)call3(SYS_unlinkat, dir, path, flags);
}

int
unlink(const char *path)
{
	return unlinkat(AT_FDCWD, path, 0);
}

int
rmdir(const char *path)
{
	return unlinkat(AT_FDCWD, path, AT_REMOVEDIR);
}

int
rename(const char *from, const char *to)
{
	return (int)call5(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
}

int
remove(const char *path)
{
	if (unlink(path) == 0)
		return 0;
	return errno == EISDIR ? rmdir(path) : -1;
}

int
truncate(const char *path, off_t length)
{
	return (int)call2(SYS_truncate, path, length);
}

int
chdir(const char *path)
{
	return (int)call1(SYS_chdir, path);
}

int
chroot(const char *path)
{
	return (int)call1(SYS_chroot, path);
}

int
fchmodat(int dir, const char *path, mode_t mode, int flags)
{
	if (flags != 0) {
		errno = EOPNOTSUPP;
		return -1;
	}
	return (int)call3(SYS_fchmodat, dir, path, mode);
}

int
chmod(const char *path, mode_t mode)
{
	return fchmodat(AT_FDCWD, path, mode, 0);
}

int
fchmod(int fd, mode_t mode)
{
	return (int)call2(SYS_fchmod, fd, mode);
}

int
fchownat(int dir, const char *path, uid_t uid, gid_t gid, int flags)
{
	return (int)call5(SYS_fchownat, dir, path, uid, gid, flags);
}

int
chown(const char *path, uid_t uid, gid_t gid)
{
	return fchownat(AT_FDCWD, path, uid, gid, 0);
}

int
lchown(const char *path, uid_t uid, gid_t gid)
{
	return fchownat(AT_FDCWD, path, uid, gid, AT_SYMLINK_NOFOLLOW);
}

int
fchown(int fd, uid_t uid, gid_t gid)
{
	return (int)call3(SYS_fchown, fd, uid, gid);
}

int
utimensat(int dir, const char *path, const struct timespec times[2], int flags)
{
	return (int)call4(SYS_utimensat, dir, path, times, flags);
}

int
futimens(int fd, const struct timespec times[2])
{
	return utimensat(fd, NULL, times, 0);
}

mode_t
umask(mode_t mask)
{
	return (mode_t)call1(SYS_umask, mask);
}

int
mount(const char *source, const char *target, const char *type, unsigned long flags, const void *data)
{
	return (int)call5(SYS_mount, source, target, type, flags, data);
}

int
umount2(const char *target, int flags)
{
	return (int)call2(SYS_umount2, target, flags);
}
