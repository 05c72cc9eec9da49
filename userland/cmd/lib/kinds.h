/*
 * For exercisers that cross every call with every kind of object: numbers of calls, what a cell of the table is, and
 * the loop that fills the table. It also builds on the host, whose table is the right one.
 */
#pragma once

#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <sys/stat.h>
#include <unistd.h>

#ifdef __riscv
#define NR(generic, x86) generic
#else
#define NR(generic, x86) x86
#endif

/* The calls by number: asm-generic's, and x86-64's for the host's table. */
enum {
	N_SETXATTR = NR(5, 188), N_LSETXATTR = NR(6, 189), N_FSETXATTR = NR(7, 190), N_GETXATTR = NR(8, 191),
	N_LGETXATTR = NR(9, 192), N_FGETXATTR = NR(10, 193), N_LISTXATTR = NR(11, 194), N_FLISTXATTR = NR(13, 196),
	N_REMOVEXATTR = NR(14, 197), N_FREMOVEXATTR = NR(16, 199), N_EVENTFD = NR(19, 290), N_EPOLL_CREATE = NR(20, 291),
	N_EPOLL_CTL = NR(21, 233), N_EPOLL_WAIT = NR(22, 281), N_DUP = NR(23, 32), N_DUP3 = NR(24, 292),
	N_FCNTL = NR(25, 72), N_IOCTL = NR(29, 16), N_FLOCK = NR(32, 73), N_MKNODAT = NR(33, 259),
	N_MKDIRAT = NR(34, 258), N_UNLINKAT = NR(35, 263), N_SYMLINKAT = NR(36, 266), N_LINKAT = NR(37, 265),
	N_UMOUNT = NR(39, 166), N_MOUNT = NR(40, 165), N_STATFS = NR(43, 137), N_FSTATFS = NR(44, 138),
	N_TRUNCATE = NR(45, 76), N_FTRUNCATE = NR(46, 77), N_FALLOCATE = NR(47, 285), N_FACCESSAT = NR(48, 269),
	N_CHDIR = NR(49, 80), N_FCHDIR = NR(50, 81), N_CHROOT = NR(51, 161), N_FCHMOD = NR(52, 91),
	N_FCHMODAT = NR(53, 268), N_FCHOWNAT = NR(54, 260), N_FCHOWN = NR(55, 93), N_OPENAT = NR(56, 257),
	N_CLOSE = NR(57, 3), N_PIPE2 = NR(59, 293), N_GETDENTS = NR(61, 217), N_LSEEK = NR(62, 8), N_READ = NR(63, 0),
	N_WRITE = NR(64, 1), N_READV = NR(65, 19), N_WRITEV = NR(66, 20), N_PREAD = NR(67, 17), N_PWRITE = NR(68, 18),
	N_SENDFILE = NR(71, 40), N_POLL = NR(73, 271), N_VMSPLICE = NR(75, 278), N_SPLICE = NR(76, 275), N_TEE = NR(77, 276),
	N_READLINKAT = NR(78, 267), N_FSTATAT = NR(79, 262), N_FSTAT = NR(80, 5), N_FSYNC = NR(82, 74),
	N_FDATASYNC = NR(83, 75), N_SYNC_RANGE = NR(84, 277), N_TIMER_MAKE = NR(85, 283), N_TIMER_SET = NR(86, 286),
	N_TIMER_GET = NR(87, 287), N_UTIMENSAT = NR(88, 280), N_SOCKET = NR(198, 41), N_SOCKETPAIR = NR(199, 53),
	N_BIND = NR(200, 49), N_LISTEN = NR(201, 50), N_CONNECT = NR(203, 42), N_SOCKNAME = NR(204, 51),
	N_PEERNAME = NR(205, 52), N_SENDTO = NR(206, 44), N_RECVFROM = NR(207, 45), N_SETSOCKOPT = NR(208, 54),
	N_GETSOCKOPT = NR(209, 55), N_SHUTDOWN = NR(210, 48), N_READAHEAD = NR(213, 187), N_MUNMAP = NR(215, 11),
	N_EXECVE = NR(221, 59), N_MMAP = NR(222, 9), N_FADVISE = NR(223, 221), N_ACCEPT4 = NR(242, 288),
	N_HANDLE = NR(264, 303), N_SYNCFS = NR(267, 306), N_RENAMEAT2 = NR(276, 316), N_MEMFD = NR(279, 319),
	N_EXECVEAT = NR(281, 322), N_COPY_RANGE = NR(285, 326), N_PREADV2 = NR(286, 327), N_PWRITEV2 = NR(287, 328),
	N_STATX = NR(291, 332), N_FACCESSAT2 = NR(439, 439), N_FCHMODAT2 = NR(452, 452),
};

/* The flags that differ between the two, and those that both have. */
enum {
	AT_CWD = -100, NO_FOLLOW_LINK = 0x100, REMOVE_DIRECTORY = 0x200, FOLLOW_LINK = 0x400, EMPTY_PATH = 0x1000,
	O_READ = 0, O_WRITES = 1, O_BOTH = 2, O_CREATES = 0100, O_EXCLUSIVE = 0200, O_TRUNCATES = 01000, O_APPENDS = 02000,
	O_NOWAIT = 04000, O_FOLDER = 0200000, O_NOLINK = 0400000, O_ONLY_PATH = 010000000, O_NAMELESS = 020000000 | O_FOLDER,
};

static char room[8192];

/* The value, or the errno negated. */
#define sys(number, ...) result(syscall(number, __VA_ARGS__))

static inline long
result(long value)
{
	return value == -1 ? -(long)errno : value;
}

/* Whether it worked, or the errno negated: for values that say nothing. */
static inline long
only_success(long value)
{
	return value < 0 ? value : 0;
}

struct pair {
	const char *name;
	long (*of)(int);
};

/* One cell in a child of its own, in a directory of its own; what a signal ends says so. */
static inline void
cell(int number, const char *kind, int which, const char *name, long (*call)(int), long (*make)(int))
{
	char folder[32];
	int status = 0;
	pid_t child;

	fflush(stdout);
	child = fork();
	if (child == 0) {
		alarm(5);
		signal(SIGPIPE, SIG_IGN);
		umask(022);
		snprintf(folder, sizeof folder, "cell%d", number);
		if (sys(N_MKDIRAT, AT_CWD, folder, 0755) < 0 || sys(N_CHDIR, folder) < 0)
			_exit(9);
		long made = make(which);
		printf("%s %s %ld\n", kind, name, call((int)made));
		fflush(stdout);
		_exit(0);
	}
	waitpid(child, &status, 0);
	if (status != 0)
		printf("%s %s status %x\n", kind, name, status);
}

/* All cells; or with the words KIND and CALL, just one. */
static inline int
cross(int argc, char **argv, const char *const *kinds, int kind_count, const struct pair *calls, int call_count,
    long (*make)(int))
{
	int number = 0;

	for (int kind = 0; kind < kind_count; kind++)
		for (int call = 0; call < call_count; call++, number++)
			if (argc < 3 || (strcmp(argv[1], kinds[kind]) == 0 && strcmp(argv[2], calls[call].name) == 0))
				cell(number, kinds[kind], kind, calls[call].name, calls[call].of, make);
	return 0;
}
