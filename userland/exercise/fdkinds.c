/*
 * fdkinds [KIND CALL]: every call that takes a descriptor, on every kind of descriptor. It prints a line for each cell:
 * kind, call, and the value or the errno negated. The host's table is the right one.
 */
#include "kinds.h"

#include <sys/stat.h>

static const char *const kinds[] = { "memfd", "sealed", "memfd-ro", "pipe-read", "pipe-write", "fifo", "eventfd", "timerfd",
	"epoll", "stream", "datagram", "seqpacket", "listener", "unconnected", "file", "file-ro", "file-wo", "append",
	"unlinked", "tmpfile", "tmpfile-excl", "dir", "dir-proc", "dir-removed", "dir-fds", "path-file", "path-dir", "path-link",
	"path-fifo", "path-socket", "path-fd-link", "proc-stat", "proc-meminfo", "proc-comm-rw", "null", "zero", "full", "random",
	"urandom", "stdin", "closed", "minus-one", "cwd" };

static int
plain(int flags)
{
	int fd = (int)sys(N_OPENAT, AT_CWD, "plain", O_BOTH | O_CREATES, 0644);

	sys(N_WRITE, fd, "#!x\nplain text", 14);
	sys(N_CLOSE, fd);
	return (int)sys(N_OPENAT, AT_CWD, "plain", flags, 0);
}

static int
memory(int flags, int seals)
{
	int fd = (int)sys(N_MEMFD, "memory", flags);

	sys(N_WRITE, fd, "memory text", 11);
	sys(N_FTRUNCATE, fd, 100);
	if (seals != 0)
		sys(N_FCNTL, fd, 1033, seals);
	sys(N_LSEEK, fd, 0, 0);
	return fd;
}

static int
two(int which, int first_flags)
{
	int ends[2];

	sys(N_PIPE2, ends, O_NOWAIT | first_flags);
	return ends[which];
}

static int
couple(int type)
{
	int ends[2];

	sys(N_SOCKETPAIR, 1, type | O_NOWAIT, 0, ends);
	return ends[0];
}

static int
named_socket(int listens)
{
	struct {
		uint16_t family;
		char path[30];
	} address = { 1, "socket" };
	int fd = (int)sys(N_SOCKET, 1, 1 | O_NOWAIT, 0);

	sys(N_BIND, fd, &address, 9);
	if (listens)
		sys(N_LISTEN, fd, 1);
	return fd;
}

static int
node(const char *name, int mode, int flags)
{
	sys(N_MKNODAT, AT_CWD, name, mode, 0);
	return (int)sys(N_OPENAT, AT_CWD, name, flags, 0);
}

static int
removed_folder(void)
{
	sys(N_MKDIRAT, AT_CWD, "gone", 0755);
	int fd = (int)sys(N_OPENAT, AT_CWD, "gone", O_FOLDER, 0);
	sys(N_UNLINKAT, AT_CWD, "gone", REMOVE_DIRECTORY);
	return fd;
}

static int
opened(const char *path, int flags)
{
	return (int)sys(N_OPENAT, AT_CWD, path, flags, 0600);
}

static int
unlinked(void)
{
	int fd = plain(O_BOTH);

	sys(N_UNLINKAT, AT_CWD, "plain", 0);
	return fd;
}

static int
read_only_memory(void)
{
	char path[40];

	snprintf(path, sizeof path, "/proc/self/fd/%d", memory(2, 0));
	return opened(path, O_READ);
}

static int
link_itself(void)
{
	sys(N_SYMLINKAT, "plain", AT_CWD, "link");
	return opened("link", O_ONLY_PATH | O_NOLINK);
}

static int
closed(void)
{
	int fd = (int)sys(N_DUP, 0);

	sys(N_CLOSE, fd);
	return fd;
}

static int
descriptor_link(void)
{
	char path[40];

	snprintf(path, sizeof path, "/proc/self/fd/%d", plain(O_BOTH));
	return opened(path, O_ONLY_PATH | O_NOLINK);
}

static long
make(int which)
{
	switch (which) {
	case 0: return memory(2, 0);
	case 1: return memory(2, 15);
	case 2: return read_only_memory();
	case 3: return two(0, 0);
	case 4: return two(1, 0);
	case 5: return node("fifo", S_IFIFO | 0644, O_BOTH | O_NOWAIT);
	case 6: return (int)sys(N_EVENTFD, 0, O_NOWAIT);
	case 7: return (int)sys(N_TIMER_MAKE, 1, O_NOWAIT);
	case 8: return (int)sys(N_EPOLL_CREATE, 0);
	case 9: return couple(1);
	case 10: return couple(2);
	case 11: return couple(5);
	case 12: return named_socket(1);
	case 13: return named_socket(0);
	case 14: return plain(O_BOTH);
	case 15: return plain(O_READ);
	case 16: return plain(O_WRITES);
	case 17: return plain(O_BOTH | O_APPENDS);
	case 18: return unlinked();
	case 19: return opened(".", O_NAMELESS | O_BOTH);
	case 20: return opened(".", O_NAMELESS | O_BOTH | O_EXCLUSIVE);
	case 21: return opened(".", O_READ | O_FOLDER);
	case 22: return opened("/proc", O_READ | O_FOLDER);
	case 23: return removed_folder();
	case 24: return opened("/proc/self/fd", O_READ | O_FOLDER);
	case 25: plain(O_READ); return opened("plain", O_ONLY_PATH);
	case 26: return opened(".", O_ONLY_PATH | O_FOLDER);
	case 27: return link_itself();
	case 28: return node("fifo", S_IFIFO | 0644, O_ONLY_PATH);
	case 29: return node("sock", S_IFSOCK | 0644, O_ONLY_PATH);
	case 30: return descriptor_link();
	case 31: return opened("/proc/self/stat", O_READ);
	case 32: return opened("/proc/meminfo", O_READ);
	case 33: return opened("/proc/self/comm", O_BOTH);
	case 34: return opened("/dev/null", O_BOTH);
	case 35: return opened("/dev/zero", O_BOTH);
	case 36: return opened("/dev/full", O_BOTH);
	case 37: return opened("/dev/random", O_BOTH);
	case 38: return opened("/dev/urandom", O_BOTH);
	case 39: return (int)sys(N_DUP, 0);
	case 40: return closed();
	case 41: return -1;
	default: return AT_CWD;
	}
}

/* ---- the calls */

struct piece {
	void *base;
	size_t length;
};

/* struct flock. */
struct range {
	short type, whence;
	long start, length;
	int process;
};

static struct piece eight[] = { { room, 8 } };

static int
other(const char *path, int flags)
{
	return (int)sys(N_OPENAT, AT_CWD, path, flags, 0644);
}

static int
filled_pipe(int end)
{
	int ends[2];

	sys(N_PIPE2, ends, O_NOWAIT);
	sys(N_WRITE, ends[1], "abcd", 4);
	return ends[end];
}

static int
empty_pipe(int end)
{
	int ends[2];

	sys(N_PIPE2, ends, O_NOWAIT);
	return ends[end];
}

static const char *
link_to(int fd)
{
	static char path[40];

	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	return path;
}

static long
type_of(long status)
{
	struct stat *found = (struct stat *)room;

	return status < 0 ? status : (long)(found->st_mode & S_IFMT);
}

#define CALL(name, expression) \
	static long name(int f) { (void)f; return expression; }

CALL(read_, only_success(sys(N_READ, f, room, 8)))
CALL(read_nothing, sys(N_READ, f, room, 0))
CALL(read_fault, sys(N_READ, f, 1L, 8))
CALL(write_, sys(N_WRITE, f, "12345678", 8))
CALL(write_nothing, sys(N_WRITE, f, "", 0))
CALL(readv_, only_success(sys(N_READV, f, eight, 1)))
CALL(writev_, sys(N_WRITEV, f, eight, 1))
CALL(pread_, only_success(sys(N_PREAD, f, room, 4, 0L)))
CALL(pread_negative, sys(N_PREAD, f, room, 4, -1L))
CALL(pwrite_, sys(N_PWRITE, f, "x", 1, 0L))
CALL(pwrite_far, sys(N_PWRITE, f, "x", 1, 5000L))
CALL(preadv2_, only_success(sys(N_PREADV2, f, eight, 1, -1L, 0L, 0)))
CALL(pwritev2_, sys(N_PWRITEV2, f, eight, 1, -1L, 0L, 0))
CALL(pwritev2_append, sys(N_PWRITEV2, f, eight, 1, 0L, 0L, 16))
CALL(preadv2_unknown, sys(N_PREADV2, f, eight, 1, 0L, 0L, 0x10000))
CALL(seek_set, sys(N_LSEEK, f, 5L, 0))
CALL(seek_current, sys(N_LSEEK, f, 0L, 1))
CALL(seek_end, only_success(sys(N_LSEEK, f, 0L, 2)))
CALL(seek_data, sys(N_LSEEK, f, 0L, 3))
CALL(seek_hole, sys(N_LSEEK, f, 0L, 4))
CALL(seek_negative, sys(N_LSEEK, f, -1L, 0))
CALL(seek_unknown, sys(N_LSEEK, f, 0L, 9))
CALL(fstat_, type_of(sys(N_FSTAT, f, room)))
CALL(fstatat_empty, type_of(sys(N_FSTATAT, f, "", room, EMPTY_PATH)))
CALL(fstatat_below, type_of(sys(N_FSTATAT, f, "plain", room, 0)))
CALL(statx_, sys(N_STATX, f, "", EMPTY_PATH, 0x7ff, room))
CALL(fstatfs_, sys(N_FSTATFS, f, room))
CALL(truncate_less, sys(N_FTRUNCATE, f, 5L))
CALL(truncate_more, sys(N_FTRUNCATE, f, 200L))
CALL(truncate_negative, sys(N_FTRUNCATE, f, -1L))
CALL(allocate, sys(N_FALLOCATE, f, 0, 0L, 300L))
CALL(allocate_keep, sys(N_FALLOCATE, f, 1, 0L, 300L))
CALL(allocate_nothing, sys(N_FALLOCATE, f, 0, 0L, 0L))
CALL(allocate_unknown, sys(N_FALLOCATE, f, 0x1000, 0L, 10L))
CALL(fsync_, sys(N_FSYNC, f))
CALL(fdatasync_, sys(N_FDATASYNC, f))
CALL(syncfs_, sys(N_SYNCFS, f))
CALL(sync_range, sys(N_SYNC_RANGE, f, 0L, 10L, 2))
CALL(sync_range_unknown, sys(N_SYNC_RANGE, f, 0L, 10L, 64))
CALL(readahead_, sys(N_READAHEAD, f, 0L, 10L))
CALL(fadvise_, sys(N_FADVISE, f, 0L, 0L, 3))
CALL(fadvise_unknown, sys(N_FADVISE, f, 0L, 0L, 77))
CALL(fchmod_, sys(N_FCHMOD, f, 0600))
CALL(fchmodat2_empty, sys(N_FCHMODAT2, f, "", 0600, EMPTY_PATH))
CALL(fchown_, sys(N_FCHOWN, f, 0, 0))
CALL(fchownat_empty, sys(N_FCHOWNAT, f, "", 0, 0, EMPTY_PATH))
CALL(utimens_open, sys(N_UTIMENSAT, f, 0L, 0L, 0))
CALL(utimens_empty, sys(N_UTIMENSAT, f, "", 0L, EMPTY_PATH))
CALL(getxattr_, sys(N_FGETXATTR, f, "user.kind", room, 9))
CALL(setxattr_, sys(N_FSETXATTR, f, "user.kind", "v", 1, 0))
CALL(setxattr_unknown, sys(N_FSETXATTR, f, "nospace.kind", "v", 1, 0))
CALL(listxattr_, sys(N_FLISTXATTR, f, room, 99))
CALL(removexattr_, sys(N_FREMOVEXATTR, f, "user.kind"))
CALL(flock_, sys(N_FLOCK, f, 2 | 4))
CALL(flock_unknown, sys(N_FLOCK, f, 64))
CALL(lock_write, sys(N_FCNTL, f, 6, &(struct range) { .type = 1 }))
CALL(lock_read, sys(N_FCNTL, f, 6, &(struct range) { .type = 0 }))
CALL(lock_test, sys(N_FCNTL, f, 5, &(struct range) { .type = 1 }))
CALL(lock_from_end, sys(N_FCNTL, f, 6, &(struct range) { .type = 0, .whence = 2 }))
CALL(lock_open_write, sys(N_FCNTL, f, 37, &(struct range) { .type = 1 }))
CALL(get_flags, sys(N_FCNTL, f, 3) & ~0100000L)
CALL(set_flags, sys(N_FCNTL, f, 4, O_NOWAIT))
CALL(set_append, sys(N_FCNTL, f, 4, O_APPENDS | O_NOWAIT))
CALL(get_close, sys(N_FCNTL, f, 1))
CALL(set_close, sys(N_FCNTL, f, 2, 1))
CALL(duplicate_from, only_success(sys(N_FCNTL, f, 1030, 50)))
CALL(pipe_size, sys(N_FCNTL, f, 1032))
CALL(set_pipe_size, sys(N_FCNTL, f, 1031, 8192))
CALL(get_seals, sys(N_FCNTL, f, 1034))
CALL(add_seals, sys(N_FCNTL, f, 1033, 2))
CALL(add_unknown_seals, sys(N_FCNTL, f, 1033, 0x100))
CALL(get_lease, sys(N_FCNTL, f, 1025))
CALL(get_owner, sys(N_FCNTL, f, 16, room))
CALL(get_hint, sys(N_FCNTL, f, 1035, room))
CALL(fcntl_unknown, sys(N_FCNTL, f, 999))
CALL(unread, sys(N_IOCTL, f, 0x541bL, room))
CALL(terminal, sys(N_IOCTL, f, 0x5401L, room))
CALL(terminal_group, sys(N_IOCTL, f, 0x540fL, room))
CALL(not_blocking, sys(N_IOCTL, f, 0x5421L, &(int) { 1 }))
CALL(close_on_exec, sys(N_IOCTL, f, 0x5451L))
CALL(clone_of_other, sys(N_IOCTL, f, 0x40049409L, (long)other("/proc/self/stat", 0)))
CALL(inode_flags, sys(N_IOCTL, f, 0x80086601L, room))
CALL(ioctl_unknown, sys(N_IOCTL, f, 0xdeadL, 0L))
CALL(poll_, only_success(sys(N_POLL, &(struct { int f; short e, r; }) { f, 5, 0 }, 1L, &(long[2]) { 0, 0 }, 0L, 8L)))
CALL(epoll_add, sys(N_EPOLL_CTL, (int)sys(N_EPOLL_CREATE, 0), 1, f, room))
CALL(epoll_add_to, sys(N_EPOLL_CTL, f, 1, empty_pipe(0), room))
CALL(epoll_wait_, sys(N_EPOLL_WAIT, f, room, 1, 0, 0L, 8L))
CALL(map_read, only_success(sys(N_MMAP, 0L, 4096L, 1L, 1L, (long)f, 0L)))
CALL(map_shared, only_success(sys(N_MMAP, 0L, 4096L, 3L, 1L, (long)f, 0L)))
CALL(map_private, only_success(sys(N_MMAP, 0L, 4096L, 3L, 2L, (long)f, 0L)))
CALL(map_execute, only_success(sys(N_MMAP, 0L, 4096L, 5L, 2L, (long)f, 0L)))
CALL(list, only_success(sys(N_GETDENTS, f, room, 8192)))
CALL(list_small, only_success(sys(N_GETDENTS, f, room, 10)))
CALL(fchdir_, sys(N_FCHDIR, f))
CALL(open_below, only_success(sys(N_OPENAT, f, "plain", 0)))
CALL(open_here, only_success(sys(N_OPENAT, f, ".", 0)))
CALL(open_above, only_success(sys(N_OPENAT, f, "..", 0)))
CALL(open_empty, only_success(sys(N_OPENAT, f, "", 0)))
CALL(create_below, only_success(sys(N_OPENAT, f, "made", O_CREATES | O_BOTH, 0600)))
CALL(temporary_below, only_success(sys(N_OPENAT, f, ".", O_NAMELESS | O_BOTH, 0600)))
CALL(mkdir_below, sys(N_MKDIRAT, f, "made", 0700))
CALL(mknod_below, sys(N_MKNODAT, f, "made", 0010600, 0))
CALL(symlink_below, sys(N_SYMLINKAT, "a", f, "made"))
CALL(unlink_below, sys(N_UNLINKAT, f, "nonesuch", 0))
CALL(rename_below, sys(N_RENAMEAT2, f, "nonesuch", f, "other", 0))
CALL(link_empty, sys(N_LINKAT, f, "", AT_CWD, "linked", EMPTY_PATH))
CALL(link_by_proc, sys(N_LINKAT, AT_CWD, link_to(f), AT_CWD, "linked", FOLLOW_LINK))
CALL(readlink_empty, only_success(sys(N_READLINKAT, f, "", room, 10)))
CALL(readlink_proc, only_success(sys(N_READLINKAT, AT_CWD, link_to(f), room, 99)))
CALL(reopen_read, only_success(sys(N_OPENAT, AT_CWD, link_to(f), O_READ | O_NOWAIT)))
CALL(reopen_write, only_success(sys(N_OPENAT, AT_CWD, link_to(f), O_BOTH | O_NOWAIT)))
CALL(reopen_truncate, only_success(sys(N_OPENAT, AT_CWD, link_to(f), O_BOTH | O_TRUNCATES | O_NOWAIT)))
CALL(reopen_path, only_success(sys(N_OPENAT, AT_CWD, link_to(f), O_ONLY_PATH)))
CALL(stat_proc, type_of(sys(N_FSTATAT, AT_CWD, link_to(f), room, 0)))
CALL(truncate_proc, sys(N_TRUNCATE, link_to(f), 10L))
CALL(chdir_proc, sys(N_CHDIR, link_to(f)))
CALL(chmod_proc, sys(N_FCHMODAT, AT_CWD, link_to(f), 0600))
CALL(access_proc, sys(N_FACCESSAT, AT_CWD, link_to(f), 6))
CALL(xattr_proc, sys(N_SETXATTR, link_to(f), "user.kind", "v", 1, 0))
CALL(statfs_proc, sys(N_STATFS, link_to(f), room))
CALL(unlink_proc, sys(N_UNLINKAT, AT_CWD, link_to(f), 0))
CALL(exec_empty, sys(N_EXECVEAT, f, "", ((char *[]) { "x", 0 }), ((char *[]) { 0 }), EMPTY_PATH))
CALL(exec_proc, sys(N_EXECVE, link_to(f), ((char *[]) { "x", 0 }), ((char *[]) { 0 })))
CALL(exec_below, sys(N_EXECVEAT, f, "plain", ((char *[]) { "x", 0 }), ((char *[]) { 0 }), 0))
CALL(sendfile_from, only_success(sys(N_SENDFILE, other("/dev/null", 1), f, 0L, 4L)))
CALL(sendfile_at, only_success(sys(N_SENDFILE, other("/dev/null", 1), f, &(long) { 0 }, 4L)))
CALL(sendfile_to, sys(N_SENDFILE, f, other("/dev/zero", 0), 0L, 4L))
CALL(copy_from, only_success(sys(N_COPY_RANGE, f, 0L, other("copy", O_BOTH | O_CREATES), 0L, 4L, 0)))
CALL(copy_to, only_success(sys(N_COPY_RANGE, other("plain", 0), 0L, f, 0L, 4L, 0)))
CALL(splice_in, only_success(sys(N_SPLICE, f, 0L, empty_pipe(1), 0L, 4L, 2)))
CALL(splice_in_at, only_success(sys(N_SPLICE, f, &(long) { 0 }, empty_pipe(1), 0L, 4L, 2)))
CALL(splice_out, sys(N_SPLICE, filled_pipe(0), 0L, f, 0L, 4L, 2))
CALL(splice_out_at, sys(N_SPLICE, filled_pipe(0), 0L, f, &(long) { 0 }, 4L, 2))
CALL(splice_file, sys(N_SPLICE, f, 0L, other("/dev/null", 1), 0L, 4L, 2))
CALL(tee_, sys(N_TEE, f, empty_pipe(1), 4L, 2))
CALL(tee_to, sys(N_TEE, filled_pipe(0), f, 4L, 2))
CALL(vmsplice_, sys(N_VMSPLICE, f, eight, 1L, 2))
CALL(send_, sys(N_SENDTO, f, "x", 1L, 0x4040, 0L, 0))
CALL(receive, sys(N_RECVFROM, f, room, 1L, 0x40, 0L, 0L))
CALL(bind_, sys(N_BIND, f, "\1\0bound\0", 8))
CALL(connect_, sys(N_CONNECT, f, "\1\0none\0", 7))
CALL(socket_name, sys(N_SOCKNAME, f, room, &(int) { 100 }))
CALL(peer_name, sys(N_PEERNAME, f, room, &(int) { 100 }))
CALL(accept_, only_success(sys(N_ACCEPT4, f, 0L, 0L, O_NOWAIT)))
CALL(listen_, sys(N_LISTEN, f, 1))
CALL(shutdown_, sys(N_SHUTDOWN, f, 2))
CALL(shutdown_unknown, sys(N_SHUTDOWN, f, 7))
CALL(get_option, sys(N_GETSOCKOPT, f, 1, 3, room, &(int) { 4 }))
CALL(set_option, sys(N_SETSOCKOPT, f, 1, 2, &(int) { 1 }, 4))
CALL(timer_get, sys(N_TIMER_GET, f, room))
CALL(timer_set, sys(N_TIMER_SET, f, 0, &(long[4]) { 0, 0, 1, 0 }, 0L))
CALL(access_empty, sys(N_FACCESSAT2, f, "", 4, EMPTY_PATH))
CALL(handle, sys(N_HANDLE, f, "", &(int[40]) { 0 }, room, EMPTY_PATH))
CALL(duplicate, only_success(sys(N_DUP, f)))
CALL(duplicate_to, sys(N_DUP3, f, 90, 0))
CALL(duplicate_to_itself, sys(N_DUP3, f, f, 0))
CALL(close_, sys(N_CLOSE, f))

#define P(name) { #name, name }

static const struct pair calls[] = { P(read_), P(read_nothing), P(read_fault), P(write_), P(write_nothing), P(readv_),
	P(writev_), P(pread_), P(pread_negative), P(pwrite_), P(pwrite_far), P(preadv2_), P(pwritev2_), P(pwritev2_append),
	P(preadv2_unknown), P(seek_set), P(seek_current), P(seek_end), P(seek_data), P(seek_hole), P(seek_negative),
	P(seek_unknown), P(fstat_), P(fstatat_empty), P(fstatat_below), P(statx_), P(fstatfs_), P(truncate_less),
	P(truncate_more), P(truncate_negative), P(allocate), P(allocate_keep), P(allocate_nothing), P(allocate_unknown),
	P(fsync_), P(fdatasync_), P(syncfs_), P(sync_range), P(sync_range_unknown), P(readahead_), P(fadvise_),
	P(fadvise_unknown), P(fchmod_), P(fchmodat2_empty), P(fchown_), P(fchownat_empty), P(utimens_open), P(utimens_empty),
	P(getxattr_), P(setxattr_), P(setxattr_unknown), P(listxattr_), P(removexattr_), P(flock_), P(flock_unknown),
	P(lock_write), P(lock_read), P(lock_test), P(lock_from_end), P(lock_open_write), P(get_flags), P(set_flags),
	P(set_append), P(get_close), P(set_close), P(duplicate_from), P(pipe_size), P(set_pipe_size), P(get_seals),
	P(add_seals), P(add_unknown_seals), P(get_lease), P(get_owner), P(get_hint), P(fcntl_unknown), P(unread), P(terminal),
	P(terminal_group), P(not_blocking), P(close_on_exec), P(clone_of_other), P(inode_flags), P(ioctl_unknown), P(poll_),
	P(epoll_add), P(epoll_add_to), P(epoll_wait_), P(map_read), P(map_shared), P(map_private), P(map_execute), P(list),
	P(list_small), P(fchdir_), P(open_below), P(open_here), P(open_above), P(open_empty), P(create_below),
	P(temporary_below), P(mkdir_below), P(mknod_below), P(symlink_below), P(unlink_below), P(rename_below), P(link_empty),
	P(link_by_proc), P(readlink_empty), P(readlink_proc), P(reopen_read), P(reopen_write), P(reopen_truncate),
	P(reopen_path), P(stat_proc), P(truncate_proc), P(chdir_proc), P(chmod_proc), P(access_proc), P(xattr_proc),
	P(statfs_proc), P(unlink_proc), P(exec_empty), P(exec_proc), P(exec_below), P(sendfile_from), P(sendfile_at),
	P(sendfile_to), P(copy_from), P(copy_to), P(splice_in), P(splice_in_at), P(splice_out), P(splice_out_at),
	P(splice_file), P(tee_), P(tee_to), P(vmsplice_), P(send_), P(receive), P(bind_), P(connect_), P(socket_name),
	P(peer_name), P(accept_), P(listen_), P(shutdown_), P(shutdown_unknown), P(get_option), P(set_option), P(timer_get),
	P(timer_set), P(access_empty), P(handle), P(duplicate), P(duplicate_to), P(duplicate_to_itself), P(close_) };

int
main(int argc, char **argv)
{
	return cross(argc, argv, kinds, sizeof kinds / sizeof *kinds, calls, sizeof calls / sizeof *calls, make);
}
