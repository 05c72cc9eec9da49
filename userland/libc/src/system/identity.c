/* Who runs, where, and how much it may use: credentials(7), uname(2), getrlimit(2). */
#include <errno.h>
#include <limits.h>
#include <string.h>
#include <sys/reboot.h>
#include <sys/resource.h>
#include <sys/sysinfo.h>
#include <sys/utsname.h>
#include <sched.h>
#include <unistd.h>

#include "../machine/system.h"

uid_t
getuid(void)
{
	return (uid_t)call0(SYS_getuid);
}

uid_t
geteuid(void)
{
	return (uid_t)call0(SYS_geteuid);
}

gid_t
getgid(void)
{
	return (gid_t)call0(SYS_getgid);
}

gid_t
getegid(void)
{
	return (gid_t)call0(SYS_getegid);
}

int
setuid(uid_t uid)
{
	return (int)call1(SYS_setuid, uid);
}

int
setgid(gid_t gid)
{
	return (int)call1(SYS_setgid, gid);
}

int
getgroups(int size, gid_t groups[])
{
	return (int)call2(SYS_getgroups, size, groups);
}

int
uname(struct utsname *to)
{
	return (int)call1(SYS_uname, to);
}

int
gethostname(char *name, size_t size)
{
	struct utsname system;

	if (uname(&system) == -1)
		return -1;
	if (strlcpy(name, system.nodename, size) >= size) {
		errno = ENAMETOOLONG;
		return -1;
	}
	return 0;
}

int
sethostname(const char *name, size_t length)
{
	return (int)call2(SYS_sethostname, name, length);
}

int
sysinfo(struct sysinfo *to)
{
	return (int)call1(SYS_sysinfo, to);
}

/* The two magic numbers guard against a call made by accident: reboot(2). */
int
reboot(unsigned how)
{
	return (int)call4(SYS_reboot, 0xfee1dead, 672274793, how, NULL);
}

int
getrlimit(int resource, struct rlimit *limit)
{
	return (int)call4(SYS_prlimit64, 0, resource, NULL, limit);
}

int
setrlimit(int resource, const struct rlimit *limit)
{
	return (int)call4(SYS_prlimit64, 0, resource, limit, NULL);
}

int
getrusage(int who, struct rusage *usage)
{
	return (int)call2(SYS_getrusage, who, usage);
}

/* The kernel answers 20 - nice, so that no answer looks like an error. */
int
getpriority(int which, id_t who)
{
	long answer = call2(SYS_getpriority, which, who);

	return answer == -1 ? -1 : (int)(20 - answer);
}

int
setpriority(int which, id_t who, int priority)
{
	return (int)call3(SYS_setpriority, which, who, priority);
}

int
nice(int increment)
{
	int now;

	errno = 0;
	now = getpriority(PRIO_PROCESS, 0);
	if (errno != 0 || setpriority(PRIO_PROCESS, 0, now + increment) == -1)
		return -1;
	return getpriority(PRIO_PROCESS, 0);
}

int
getpagesize(void)
{
	return 4096;
}

static long
harts(void)
{
	unsigned long mask[16];
	long bytes = sched_getaffinity(0, sizeof mask, mask), count = 0;

	for (long i = 0; i < bytes / 8; i++)
		count += __builtin_popcountl(mask[i]);
	return count > 0 ? count : 1;
}

long
sysconf(int name)
{
	struct rlimit files;

	switch (name) {
	case _SC_ARG_MAX:
		return ARG_MAX;
	case _SC_CLK_TCK:
		return 100;
	case _SC_OPEN_MAX:
		return getrlimit(RLIMIT_NOFILE, &files) == -1 ? -1 : (long)files.rlim_cur;
	case _SC_PAGESIZE:
		return getpagesize();
	case _SC_NPROCESSORS_CONF:
	case _SC_NPROCESSORS_ONLN:
		return harts();
	}
	errno = EINVAL;
	return -1;
}
