/* The vDSO: found as libc finds it, and of one mind with the system calls: vdso(7). */
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <thread.h>
#include <time.h>
#include <unistd.h>

#include "check.h"

enum { SYSINFO_EHDR = 33, ROUNDS = 2000, CHEAP = 100, SKEW = 1000000, SYS_hwprobe = 258 };
enum { DT_HASH = 4, DT_STRTAB = 5, DT_SYMTAB = 6, DT_VERSYM = 0x6ffffff0, DT_VERDEF = 0x6ffffffc };

struct header { uint8_t ident[16]; uint16_t type, machine; uint32_t version; uint64_t entry, programs, sections; uint32_t flags; uint16_t size, programSize, programCount; };
struct program { uint32_t type, flags; uint64_t offset, address, physical, fileSize, memorySize, alignment; };
struct symbol { uint32_t name; uint8_t info, other; uint16_t section; uint64_t value, size; };
struct version { uint16_t version, flags, index, count; uint32_t hash, auxiliary, next; };

typedef int gettime(clockid_t clock, struct timespec *to);

static const char *image;
static const uint64_t *dynamic;
static gettime *get_time, *get_resolution;
static volatile uint32_t wrong;
static void *returnAddress;

static uint64_t
auxiliary(uint64_t type)
{
	uint64_t pairs[64] = { 0 };
	int fd = open("/proc/self/auxv", O_RDONLY);

	read(fd, pairs, sizeof pairs - 16);
	close(fd);
	for (int i = 0; pairs[i] != 0; i += 2)
		if (pairs[i] == type)
			return pairs[i + 1];
	return 0;
}

static const void *
entry(uint64_t tag)
{
	for (const uint64_t *at = dynamic; *at != 0; at += 2)
		if (*at == tag)
			return image + at[1];
	return NULL;
}

/* The name of the version with this index. */
static const char *
version(uint16_t index)
{
	const char *at = entry(DT_VERDEF);

	for (;;) {
		const struct version *definition = (const struct version *)at;

		if (definition->index == (index & 0x7fff))
			return (const char *)entry(DT_STRTAB) + *(const uint32_t *)(at + definition->auxiliary);
		if (definition->next == 0)
			return "";
		at += definition->next;
	}
}

static const void *
find(const char *name)
{
	const uint32_t *hash = entry(DT_HASH);
	const struct symbol *symbols = entry(DT_SYMTAB);
	const uint16_t *versions = entry(DT_VERSYM);
	const char *strings = entry(DT_STRTAB);

	for (uint32_t i = 0; i < hash[1]; i++)
		if (strcmp(strings + symbols[i].name, name) == 0 && strcmp(version(versions[i]), "LINUX_4.15") == 0)
			return image + symbols[i].value;
	return NULL;
}

static void
handler(int signal)
{
	(void)signal;
	returnAddress = __builtin_return_address(0);
}

static void
symbols(void)
{
	static const char *const names[] = { "rt_sigreturn", "clock_gettime", "gettimeofday", "clock_getres", "getcpu", "flush_icache", "riscv_hwprobe" };
	const struct header *header = (const struct header *)image;
	const struct program *programs = (const struct program *)(image + header->programs);
	const uint32_t *code;
	bool all = true;

	check(memcmp(image, "\177ELF\2\1\1", 7) == 0 && header->machine == 243, "AT_SYSINFO_EHDR leads to an ELF image for riscv");
	for (int i = 0; i < header->programCount; i++)
		if (programs[i].type == 2)
			dynamic = (const uint64_t *)(image + programs[i].address);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		char name[40];

		snprintf(name, sizeof name, "__vdso_%s", names[i]);
		all &= find(name) != NULL;
	}
	check(all, "it has the seven functions of LINUX_4.15");
	signal(SIGUSR1, handler);
	raise(SIGUSR1);
	check(returnAddress == find("__vdso_rt_sigreturn"), "a handler returns to __vdso_rt_sigreturn");
	code = returnAddress;
	check(code[0] == 0x08b00893 && code[1] == 0x73, "which unwinders know by its two instructions");
}

static int64_t
nanos(struct timespec time)
{
	return time.tv_sec * 1000000000 + time.tv_nsec;
}

static int64_t
asked(clockid_t clock)
{
	struct timespec time;

	syscall(SYS_clock_gettime, clock, &time);
	return nanos(time);
}

static int64_t
told(clockid_t clock)
{
	struct timespec time;

	get_time(clock, &time);
	return nanos(time);
}

/* Each told time lies between two asked ones, whatever happens between. */
static void *
agree(void *argument)
{
	static const clockid_t clocks[] = { 0, 1, 4, 5, 6, 7, 11 };

	(void)argument;
	for (int i = 0; i < ROUNDS; i++) {
		clockid_t clock = clocks[i % 7];
		int64_t before = asked(clock), between = told(clock), after = asked(clock);

		if (before > between || between > after)
			wrong++;
	}
	return NULL;
}

static void
clocks(void)
{
	struct timespec own, resolution, theirs;
	uint64_t start, end;
	bool same = true;
	thread_t *thread[3];

	agree(NULL);
	check(wrong == 0, "clock_gettime tells what the system call does");
	for (int i = 0; i < 3; i++)
		thread[i] = thread_start(agree, NULL);
	for (int i = 0; i < 3; i++)
		thread_join(thread[i]);
	check(wrong == 0, "in several threads too");
	for (clockid_t clock = -20; clock < 20; clock++) {
		long result = syscall(SYS_clock_gettime, clock, &theirs);

		same &= (get_time(clock, &own) < 0) == (result < 0);
		result = syscall(SYS_clock_getres, clock, &theirs);
		same &= (get_resolution(clock, &resolution) < 0) == (result < 0) && (result < 0 || nanos(resolution) == nanos(theirs));
	}
	check(same, "every clock exists for both or for neither, with one resolution");
	__asm__ volatile("rdinstret %0" : "=r"(start));
	get_time(CLOCK_REALTIME, &own);
	__asm__ volatile("rdinstret %0" : "=r"(end));
	check(end - start < CHEAP, "the time costs less than a hundred instructions");
}

static void
setting(void)
{
	bool good = true;

	for (int i = 0; i < 20; i++) {
		struct timespec later = { told(CLOCK_REALTIME) / 1000000000 + 1000, 0 };
		int status;
		pid_t child;

		clock_settime(CLOCK_REALTIME, &later);
		good &= told(CLOCK_REALTIME) >= nanos(later) && asked(CLOCK_REALTIME) >= nanos(later);
		child = fork();
		if (child == 0)
			_exit(told(CLOCK_REALTIME) > nanos(later) - SKEW && asked(CLOCK_REALTIME) > nanos(later) - SKEW ? 0 : 1);
		waitpid(child, &status, 0);
		good &= status == 0;
	}
	/* Another hart may be behind by less than a slice, but not by the thousand seconds. */
	check(good, "once clock_settime has returned everybody sees the new time");
}

static void
others(void)
{
	int (*time_of_day)(struct timeval *, int *) = (int (*)(struct timeval *, int *))find("__vdso_gettimeofday");
	long (*cpu)(unsigned *, unsigned *, void *) = (long (*)(unsigned *, unsigned *, void *))find("__vdso_getcpu");
	long (*probe)(void *, size_t, size_t, void *, unsigned) = (long (*)(void *, size_t, size_t, void *, unsigned))find("__vdso_riscv_hwprobe");
	long (*flush)(long, long, long) = (long (*)(long, long, long))find("__vdso_flush_icache");
	int64_t own[2] = { 4, 0 }, theirs[2] = { 4, 0 }, before = asked(CLOCK_REALTIME) / 1000, between;
	int zone[2] = { 7, 7 };
	unsigned number = 99, node = 99;
	struct timeval time;

	check(time_of_day(&time, zone) == 0 && zone[0] == 0 && zone[1] == 0, "gettimeofday knows no zone");
	between = time.tv_sec * 1000000 + time.tv_usec;
	check(before <= between && between <= asked(CLOCK_REALTIME) / 1000, "gettimeofday tells the time");
	check(time_of_day(NULL, NULL) == 0, "gettimeofday may be asked for nothing");
	check(cpu(&number, &node, NULL) == 0 && number < 64 && node == 0, "getcpu tells where it runs");
	check(probe(own, 1, 0, NULL, 0) == 0 && syscall(SYS_hwprobe, theirs, 1, 0, NULL, 0) == 0 && own[1] == theirs[1], "riscv_hwprobe tells what the system call does");
	check(flush(0, 0, 0) == 0, "flush_icache answers");
}

int
main(void)
{
	image = (const char *)auxiliary(SYSINFO_EHDR);
	if (!check(image != NULL, "there is an AT_SYSINFO_EHDR"))
		return 1;
	symbols();
	get_time = (gettime *)find("__vdso_clock_gettime");
	get_resolution = (gettime *)find("__vdso_clock_getres");
	clocks();
	setting();
	others();
	return check_result("vdsotest");
}
