/*
 * pathkinds [KIND CALL]: every call that takes a path, on every kind of path. It prints a line for each cell: kind, call,
 * and the value or the errno negated. The host's table is the right one, made as root in a mount namespace of its own.
 */
#include "kinds.h"

#include <sys/stat.h>

static const char *const kinds[] = { "file", "dir", "dir-full", "link-file", "link-dir", "link-dangling", "link-loop",
	"link-absolute", "fifo", "socket", "device", "device-unknown", "none", "none-below-none", "below-file", "empty", "dot",
	"dot-dot", "slash", "file-slash", "dir-slash", "link-dir-slash", "link-file-slash", "dangling-slash", "none-slash",
	"dir-dot", "dir-dot-dot", "too-long", "proc", "proc-dir", "proc-file", "proc-exe", "proc-cwd", "proc-root", "proc-fd",
	"proc-fd-pipe", "proc-fd-memfd", "proc-fd-dir", "proc-fd-gone", "proc-none", "mount", "mount-below", "mount-above",
	"mount-file", "read-only", "read-only-below", "root", "gone-cwd", "gone-above", "gone-twice", "through-file-link",
	"null-pointer", "wild-pointer", "script", "elf-cut", "no-execute" };

static char longest[300];
static const char *path;
static int which;

static int
put(const char *name, int mode, const char *text)
{
	int fd = (int)sys(N_OPENAT, AT_CWD, name, O_BOTH | O_CREATES, 0644);

	sys(N_WRITE, fd, text, strlen(text));
	sys(N_FCHMOD, fd, mode);
	sys(N_CLOSE, fd);
	return fd;
}

static void
folder(const char *name)
{
	sys(N_MKDIRAT, AT_CWD, name, 0755);
}

static const char *
descriptor(long fd)
{
	static char link[40];

	snprintf(link, sizeof link, "/proc/self/fd/%ld", fd);
	return link;
}

static long
unlinked(void)
{
	put("gone", 0644, "gone");
	long fd = sys(N_OPENAT, AT_CWD, "gone", O_BOTH);
	sys(N_UNLINKAT, AT_CWD, "gone", 0);
	return fd;
}

static long
pipe_end(void)
{
	int ends[2];

	sys(N_PIPE2, ends, O_NOWAIT);
	return ends[0];
}

static void
mounted(const char *name, long flags)
{
	folder(name);
	sys(N_MOUNT, "none", name, "tmpfs", 0L, 0L);
	sys(N_CHDIR, name);
	put("inner", 0644, "inner");
	folder("inner-dir");
	sys(N_CHDIR, "..");
	if (flags != 0)
		sys(N_MOUNT, "none", name, "tmpfs", 32 | flags, 0L);
}

static void
stand_in_removed(int depth)
{
	folder("a");
	folder("a/b");
	sys(N_CHDIR, "a/b");
	sys(N_UNLINKAT, AT_CWD, "../../a/b", REMOVE_DIRECTORY);
	if (depth > 1)
		sys(N_UNLINKAT, AT_CWD, "../../a", REMOVE_DIRECTORY);
}

/* A cell before may have removed or changed it. */
static void
null_device(void)
{
	sys(N_MKNODAT, AT_CWD, "/dev/null", S_IFCHR | 0666, 0x103);
	sys(N_FCHMODAT, AT_CWD, "/dev/null", 0666);
}

static const char *
fixture(int kind)
{
	put("file", 0644, "plain text");
	folder("dir");
	switch (kind) {
	case 0: return "file";
	case 1: return "dir";
	case 2: folder("dir/sub"); return "dir";
	case 3: sys(N_SYMLINKAT, "file", AT_CWD, "link"); return "link";
	case 4: sys(N_SYMLINKAT, "dir", AT_CWD, "link"); return "link";
	case 5: sys(N_SYMLINKAT, "nothing", AT_CWD, "link"); return "link";
	case 6: sys(N_SYMLINKAT, "link", AT_CWD, "link"); return "link";
	case 7: null_device(); sys(N_SYMLINKAT, "/dev/null", AT_CWD, "link"); return "link";
	case 8: sys(N_MKNODAT, AT_CWD, "fifo", S_IFIFO | 0644, 0); return "fifo";
	case 9: sys(N_MKNODAT, AT_CWD, "sock", S_IFSOCK | 0644, 0); return "sock";
	case 10: null_device(); return "/dev/null";
	case 11: sys(N_MKNODAT, AT_CWD, "node", S_IFCHR | 0644, 0xfe01); return "node";
	case 12: return "none";
	case 13: return "none/none";
	case 14: return "file/none";
	case 15: return "";
	case 16: return ".";
	case 17: return "..";
	case 18: return "/";
	case 19: return "file/";
	case 20: return "dir/";
	case 21: sys(N_SYMLINKAT, "dir", AT_CWD, "link"); return "link/";
	case 22: sys(N_SYMLINKAT, "file", AT_CWD, "link"); return "link/";
	case 23: sys(N_SYMLINKAT, "nothing", AT_CWD, "link"); return "link/";
	case 24: return "none/";
	case 25: return "dir/.";
	case 26: return "dir/..";
	case 27: memset(longest, 'n', sizeof longest - 1); return longest;
	case 28: return "/proc";
	case 29: return "/proc/self";
	case 30: return "/proc/self/stat";
	case 31: return "/proc/self/exe";
	case 32: return "/proc/self/cwd";
	case 33: return "/proc/self/root";
	case 34: return descriptor(sys(N_OPENAT, AT_CWD, "file", O_BOTH));
	case 35: return descriptor(pipe_end());
	case 36: return descriptor(sys(N_MEMFD, "memory", 2));
	case 37: return descriptor(sys(N_OPENAT, AT_CWD, "dir", O_FOLDER));
	case 38: return descriptor(unlinked());
	case 39: return "/proc/self/none";
	case 40: mounted("point", 0); return "point";
	case 41: mounted("point", 0); return "point/inner";
	case 42: mounted("dir/point", 0); return "dir";
	case 43: put("over", 0644, "over"); sys(N_MOUNT, "file", "over", 0L, 4096L, 0L); return "over";
	case 44: mounted("point", 1); return "point";
	case 45: mounted("point", 1); return "point/inner";
	case 46: sys(N_CHROOT, "."); return "/..";
	case 47: stand_in_removed(1); return ".";
	case 48: stand_in_removed(1); return "..";
	case 49: stand_in_removed(2); return "..";
	case 50: sys(N_SYMLINKAT, "file", AT_CWD, "link"); return "link/none";
	case 51: return 0;
	case 52: return (const char *)16;
	case 53: put("script", 0755, "#!/bin/none\n"); return "script";
	case 54: put("cut", 0755, "\177ELF\2\1\1"); return "cut";
	default: put("elf", 0644, "\177ELF"); return "elf";
	}
}

static long
make(int kind)
{
	which = kind;
	path = fixture(kind);
	return 0;
}

/* ---- the calls */

/* What the second path is: beside the first where one can, with something there where one must. */
static const char *
beside(int there)
{
	return there ? "file" : "new";
}

static long
type_of(long status)
{
	return status < 0 ? status : (long)(((struct stat *)room)->st_mode & S_IFMT);
}

/* What was mounted goes again, for the sake of the cells after this. */
static long
undone(long status)
{
	if (status == 0)
		sys(N_UMOUNT, path, 2);
	return status;
}

/* To unmount the root is to make it read-only, and /proc is still wanted. */
static long
unmounted(int flags)
{
	if (which == 18 || which == 33)
		return 0;
	long status = sys(N_UMOUNT, path, flags);
	if (which == 28 && status == 0)
		sys(N_MOUNT, "proc", "/proc", "proc", 0L, 0L);
	return status;
}

/* Whether the names are as they were after a call that was refused, and the tree still holds together. */
static long
walked(long status)
{
	long fd = sys(N_OPENAT, AT_CWD, ".", O_FOLDER);

	sys(N_GETDENTS, fd, room, 8192L);
	sys(N_FSTATAT, AT_CWD, "..", room, 0);
	sys(N_CLOSE, fd);
	return status;
}

#define CALL(name, expression) \
	static long name(int f) { (void)f; return walked(expression); }

CALL(open_read, only_success(sys(N_OPENAT, AT_CWD, path, O_READ | O_NOWAIT, 0)))
CALL(open_write, only_success(sys(N_OPENAT, AT_CWD, path, O_WRITES | O_NOWAIT, 0)))
CALL(open_both, only_success(sys(N_OPENAT, AT_CWD, path, O_BOTH | O_NOWAIT, 0)))
CALL(open_truncate, only_success(sys(N_OPENAT, AT_CWD, path, O_BOTH | O_TRUNCATES | O_NOWAIT, 0)))
CALL(open_create, only_success(sys(N_OPENAT, AT_CWD, path, O_BOTH | O_CREATES | O_NOWAIT, 0644)))
CALL(open_create_read, only_success(sys(N_OPENAT, AT_CWD, path, O_READ | O_CREATES | O_NOWAIT, 0644)))
CALL(open_exclusive, only_success(sys(N_OPENAT, AT_CWD, path, O_BOTH | O_CREATES | O_EXCLUSIVE, 0644)))
CALL(open_folder, only_success(sys(N_OPENAT, AT_CWD, path, O_FOLDER, 0)))
CALL(open_folder_create, only_success(sys(N_OPENAT, AT_CWD, path, O_FOLDER | O_CREATES | O_BOTH, 0644)))
CALL(open_no_link, only_success(sys(N_OPENAT, AT_CWD, path, O_NOLINK | O_NOWAIT, 0)))
CALL(open_path, only_success(sys(N_OPENAT, AT_CWD, path, O_ONLY_PATH, 0)))
CALL(open_path_no_link, only_success(sys(N_OPENAT, AT_CWD, path, O_ONLY_PATH | O_NOLINK, 0)))
CALL(open_nameless, only_success(sys(N_OPENAT, AT_CWD, path, O_NAMELESS | O_BOTH, 0644)))
CALL(open_nameless_read, only_success(sys(N_OPENAT, AT_CWD, path, O_NAMELESS, 0644)))
CALL(stat_, type_of(sys(N_FSTATAT, AT_CWD, path, room, 0)))
CALL(lstat_, type_of(sys(N_FSTATAT, AT_CWD, path, room, NO_FOLLOW_LINK)))
CALL(stat_empty_path, type_of(sys(N_FSTATAT, AT_CWD, path, room, EMPTY_PATH)))
CALL(stat_bad_directory, type_of(sys(N_FSTATAT, 99, path, room, 0)))
CALL(statx_, sys(N_STATX, AT_CWD, path, 0, 0x7ff, room))
CALL(statx_bad_flags, sys(N_STATX, AT_CWD, path, 0x10000, 0x7ff, room))
CALL(statfs_, sys(N_STATFS, path, room))
CALL(access_exists, sys(N_FACCESSAT, AT_CWD, path, 0))
CALL(access_write, sys(N_FACCESSAT, AT_CWD, path, 2))
CALL(access_execute, sys(N_FACCESSAT, AT_CWD, path, 1))
CALL(access_unknown, sys(N_FACCESSAT, AT_CWD, path, 64))
CALL(access_no_follow, sys(N_FACCESSAT2, AT_CWD, path, 4, NO_FOLLOW_LINK))
CALL(readlink_, only_success(sys(N_READLINKAT, AT_CWD, path, room, 4096L)))
CALL(readlink_nothing, sys(N_READLINKAT, AT_CWD, path, room, 0L))
CALL(truncate_, sys(N_TRUNCATE, path, 5L))
CALL(truncate_negative, sys(N_TRUNCATE, path, -5L))
CALL(chmod_, sys(N_FCHMODAT, AT_CWD, path, 0600))
CALL(chmod_no_follow, sys(N_FCHMODAT2, AT_CWD, path, 0600, NO_FOLLOW_LINK))
CALL(chown_, sys(N_FCHOWNAT, AT_CWD, path, 0, 0, 0))
CALL(lchown_, sys(N_FCHOWNAT, AT_CWD, path, 0, 0, NO_FOLLOW_LINK))
CALL(chown_bad_flags, sys(N_FCHOWNAT, AT_CWD, path, 0, 0, 0x40))
CALL(utimens_, sys(N_UTIMENSAT, AT_CWD, path, 0L, 0))
CALL(utimens_no_follow, sys(N_UTIMENSAT, AT_CWD, path, 0L, NO_FOLLOW_LINK))
CALL(mkdir_, sys(N_MKDIRAT, AT_CWD, path, 0755))
CALL(rmdir_, sys(N_UNLINKAT, AT_CWD, path, REMOVE_DIRECTORY))
CALL(unlink_, sys(N_UNLINKAT, AT_CWD, path, 0))
CALL(unlink_bad_flags, sys(N_UNLINKAT, AT_CWD, path, 4))
CALL(mknod_fifo, sys(N_MKNODAT, AT_CWD, path, S_IFIFO | 0644, 0))
CALL(mknod_file, sys(N_MKNODAT, AT_CWD, path, S_IFREG | 0644, 0))
CALL(mknod_folder, sys(N_MKNODAT, AT_CWD, path, S_IFDIR | 0644, 0))
CALL(symlink_, sys(N_SYMLINKAT, "target", AT_CWD, path))
CALL(symlink_of, sys(N_SYMLINKAT, path, AT_CWD, "new"))
CALL(link_from, sys(N_LINKAT, AT_CWD, path, AT_CWD, beside(0), 0))
CALL(link_follow, sys(N_LINKAT, AT_CWD, path, AT_CWD, beside(0), FOLLOW_LINK))
CALL(link_to_there, sys(N_LINKAT, AT_CWD, path, AT_CWD, beside(1), 0))
CALL(link_to, sys(N_LINKAT, AT_CWD, beside(1), AT_CWD, path, 0))
CALL(link_bad_flags, sys(N_LINKAT, AT_CWD, path, AT_CWD, beside(0), 1))
CALL(rename_away, sys(N_RENAMEAT2, AT_CWD, path, AT_CWD, "new", 0))
CALL(rename_onto_file, sys(N_RENAMEAT2, AT_CWD, path, AT_CWD, "file", 0))
CALL(rename_onto_dir, sys(N_RENAMEAT2, AT_CWD, path, AT_CWD, "dir", 0))
CALL(rename_into_dir, sys(N_RENAMEAT2, AT_CWD, path, AT_CWD, "dir/new", 0))
CALL(rename_file_here, sys(N_RENAMEAT2, AT_CWD, "file", AT_CWD, path, 0))
CALL(rename_dir_here, sys(N_RENAMEAT2, AT_CWD, "dir", AT_CWD, path, 0))
CALL(rename_to_itself, sys(N_RENAMEAT2, AT_CWD, path, AT_CWD, path, 0))
CALL(rename_not_replacing, sys(N_RENAMEAT2, AT_CWD, "file", AT_CWD, path, 1))
CALL(rename_away_fresh, sys(N_RENAMEAT2, AT_CWD, path, AT_CWD, "new", 1))
CALL(exchange_with_file, sys(N_RENAMEAT2, AT_CWD, path, AT_CWD, "file", 2))
CALL(exchange_with_dir, sys(N_RENAMEAT2, AT_CWD, path, AT_CWD, "dir", 2))
CALL(exchange_file_with, sys(N_RENAMEAT2, AT_CWD, "file", AT_CWD, path, 2))
CALL(exchange_with_none, sys(N_RENAMEAT2, AT_CWD, path, AT_CWD, "new", 2))
CALL(exchange_with_itself, sys(N_RENAMEAT2, AT_CWD, path, AT_CWD, path, 2))
CALL(exchange_with_proc, sys(N_RENAMEAT2, AT_CWD, path, AT_CWD, "/proc/self/stat", 2))
CALL(exchange_with_mount, sys(N_RENAMEAT2, AT_CWD, path, AT_CWD, "/proc", 2))
CALL(exchange_not_replacing, sys(N_RENAMEAT2, AT_CWD, path, AT_CWD, "file", 3))
CALL(rename_whiteout_exchange, sys(N_RENAMEAT2, AT_CWD, path, AT_CWD, "file", 6))
CALL(rename_unknown, sys(N_RENAMEAT2, AT_CWD, path, AT_CWD, "file", 64))
CALL(chdir_, sys(N_CHDIR, path))
CALL(chdir_and_up, (sys(N_CHDIR, path), sys(N_CHDIR, "..")))
CALL(chroot_, sys(N_CHROOT, path))
CALL(exec_, sys(N_EXECVE, path, ((char *[]) { "x", 0 }), ((char *[]) { 0 })))
CALL(exec_no_follow, sys(N_EXECVEAT, AT_CWD, path, ((char *[]) { "x", 0 }), ((char *[]) { 0 }), NO_FOLLOW_LINK))
CALL(setxattr_, sys(N_SETXATTR, path, "user.kind", "v", 1, 0))
CALL(lsetxattr_, sys(N_LSETXATTR, path, "user.kind", "v", 1, 0))
CALL(setxattr_trusted, sys(N_SETXATTR, path, "trusted.kind", "v", 1, 0))
CALL(getxattr_, sys(N_GETXATTR, path, "user.kind", room, 9))
CALL(lgetxattr_, sys(N_LGETXATTR, path, "user.kind", room, 9))
CALL(listxattr_, sys(N_LISTXATTR, path, room, 99))
CALL(removexattr_, sys(N_REMOVEXATTR, path, "user.kind"))
CALL(mount_on, undone(sys(N_MOUNT, "none", path, "tmpfs", 0L, 0L)))
CALL(mount_unknown, sys(N_MOUNT, "none", path, "nofs", 0L, 0L))
CALL(bind_from, sys(N_MOUNT, path, "dir", 0L, 4096L, 0L))
CALL(bind_from_to_file, sys(N_MOUNT, path, "file", 0L, 4096L, 0L))
CALL(bind_on, undone(sys(N_MOUNT, "dir", path, 0L, 4096L, 0L)))
CALL(bind_file_on, undone(sys(N_MOUNT, "file", path, 0L, 4096L, 0L)))
CALL(bind_proc_on, undone(sys(N_MOUNT, "/proc/self/task", path, 0L, 4096L, 0L)))
CALL(remount, sys(N_MOUNT, "none", path, "tmpfs", 32L | 4096L, 0L))
CALL(umount_, unmounted(0))
CALL(umount_no_follow, unmounted(8))
CALL(umount_unknown, sys(N_UMOUNT, path, 0x100))
CALL(handle, sys(N_HANDLE, AT_CWD, path, &(int[40]) { 0 }, room, 0))

#define P(name) { #name, name }

static const struct pair calls[] = { P(open_read), P(open_write), P(open_both), P(open_truncate), P(open_create),
	P(open_create_read), P(open_exclusive), P(open_folder), P(open_folder_create), P(open_no_link), P(open_path),
	P(open_path_no_link), P(open_nameless), P(open_nameless_read), P(stat_), P(lstat_), P(stat_empty_path),
	P(stat_bad_directory), P(statx_), P(statx_bad_flags), P(statfs_), P(access_exists), P(access_write), P(access_execute),
	P(access_unknown), P(access_no_follow), P(readlink_), P(readlink_nothing), P(truncate_), P(truncate_negative),
	P(chmod_), P(chmod_no_follow), P(chown_), P(lchown_), P(chown_bad_flags), P(utimens_), P(utimens_no_follow), P(mkdir_),
	P(rmdir_), P(unlink_), P(unlink_bad_flags), P(mknod_fifo), P(mknod_file), P(mknod_folder), P(symlink_), P(symlink_of),
	P(link_from), P(link_follow), P(link_to_there), P(link_to), P(link_bad_flags), P(rename_away), P(rename_onto_file),
	P(rename_onto_dir), P(rename_into_dir), P(rename_file_here), P(rename_dir_here), P(rename_to_itself),
	P(rename_not_replacing), P(rename_away_fresh), P(exchange_with_file), P(exchange_with_dir), P(exchange_file_with),
	P(exchange_with_none), P(exchange_with_itself), P(exchange_with_proc), P(exchange_with_mount),
	P(exchange_not_replacing), P(rename_whiteout_exchange), P(rename_unknown), P(chdir_), P(chdir_and_up), P(chroot_),
	P(exec_), P(exec_no_follow), P(setxattr_), P(lsetxattr_), P(setxattr_trusted), P(getxattr_), P(lgetxattr_),
	P(listxattr_), P(removexattr_), P(mount_on), P(mount_unknown), P(bind_from), P(bind_from_to_file), P(bind_on),
	P(bind_file_on), P(bind_proc_on), P(remount), P(umount_), P(umount_no_follow), P(umount_unknown), P(handle) };

int
main(int argc, char **argv)
{
	if (argc > 0 && strcmp(argv[0], "x") == 0)
		return 42;
	sys(N_MKDIRAT, AT_CWD, "/kinds", 0755);
	sys(N_CHDIR, "/kinds");
	return cross(argc, argv, kinds, sizeof kinds / sizeof *kinds, calls, sizeof calls / sizeof *calls, make);
}
