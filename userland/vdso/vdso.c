/*
 * The functions the kernel lends to every program: vdso(7).
 *
 * rdtime counts the machine's nanoseconds and needs no trap, so the monotonic clocks are what it reads. The wall
 * clock is that and one word, which the kernel keeps in the page below this image: the wall-clock time at machine
 * time 0. It is a single word so that no reader can meet half of a change. Whatever else is asked is asked of the
 * kernel, which computes it from the same two numbers.
 */
#include <stdint.h>
#include <time.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/types.h>

#define EXPORT __attribute__((visibility("default")))

enum { SECOND = 1000000000, MICROSECOND = 1000, COARSE = 4000000, SYS_getcpu = 168, SYS_hwprobe = 258, SYS_flush_icache = 259 };
enum { REALTIME = 0, MONOTONIC = 1, MONOTONIC_RAW = 4, REALTIME_COARSE = 5, MONOTONIC_COARSE = 6, BOOTTIME = 7, TAI = 11 };

struct zone {
	int minutesWest, daylightSaving;
};

extern volatile const int64_t epoch __attribute__((visibility("hidden")));

EXPORT int __vdso_clock_gettime(clockid_t clock, struct timespec *to);
EXPORT int __vdso_clock_getres(clockid_t clock, struct timespec *to);
EXPORT int __vdso_gettimeofday(struct timeval *time, struct zone *zone);
EXPORT long __vdso_getcpu(unsigned *cpu, unsigned *node, void *unused);
EXPORT long __vdso_flush_icache(uintptr_t start, uintptr_t end, uintptr_t flags);
EXPORT long __vdso_riscv_hwprobe(void *pairs, size_t count, size_t cpuBytes, unsigned long *cpus, unsigned flags);

static inline long
ask(long number, long first, long second, long third, long fourth, long fifth)
{
	register long a7 __asm__("a7") = number;
	register long a0 __asm__("a0") = first;
	register long a1 __asm__("a1") = second;
	register long a2 __asm__("a2") = third;
	register long a3 __asm__("a3") = fourth;
	register long a4 __asm__("a4") = fifth;

	__asm__ volatile("ecall" : "+r"(a0) : "r"(a1), "r"(a2), "r"(a3), "r"(a4), "r"(a7) : "memory");
	return a0;
}

static inline int64_t
machine_time(void)
{
	int64_t nanoseconds;

	__asm__ volatile("rdtime %0" : "=r"(nanoseconds));
	return nanoseconds;
}

static inline int
answer(struct timespec *to, int64_t nanoseconds)
{
	to->tv_sec = nanoseconds / SECOND;
	to->tv_nsec = nanoseconds % SECOND;
	return 0;
}

int
__vdso_clock_gettime(clockid_t clock, struct timespec *to)
{
	int64_t now;

	switch (clock) {
	case MONOTONIC:
	case MONOTONIC_RAW:
	case BOOTTIME:
		return answer(to, machine_time());
	case MONOTONIC_COARSE:
		now = machine_time();
		return answer(to, now - now % COARSE);
	case REALTIME:
	case TAI:
	case REALTIME_COARSE:
		now = epoch + machine_time();
		if (now >= 0)
			return answer(to, clock == REALTIME_COARSE ? now - now % COARSE : now);
	}
	return (int)ask(SYS_clock_gettime, clock, (long)to, 0, 0, 0);
}

int
__vdso_gettimeofday(struct timeval *time, struct zone *zone)
{
	int64_t now = epoch + machine_time();

	if (time != 0) {
		time->tv_sec = now / SECOND;
		time->tv_usec = now % SECOND / MICROSECOND;
	}
	if (zone != 0) {
		zone->minutesWest = 0;
		zone->daylightSaving = 0;
	}
	return 0;
}

int
__vdso_clock_getres(clockid_t clock, struct timespec *to)
{
	switch (clock) {
	case REALTIME:
	case MONOTONIC:
	case MONOTONIC_RAW:
	case BOOTTIME:
	case TAI:
		return to == 0 ? 0 : answer(to, 1);
	case REALTIME_COARSE:
	case MONOTONIC_COARSE:
		return to == 0 ? 0 : answer(to, COARSE);
	}
	return (int)ask(SYS_clock_getres, clock, (long)to, 0, 0, 0);
}

/* What only the kernel knows. */

long
__vdso_getcpu(unsigned *cpu, unsigned *node, void *unused)
{
	return ask(SYS_getcpu, (long)cpu, (long)node, (long)unused, 0, 0);
}

long
__vdso_flush_icache(uintptr_t start, uintptr_t end, uintptr_t flags)
{
	return ask(SYS_flush_icache, (long)start, (long)end, (long)flags, 0, 0);
}

long
__vdso_riscv_hwprobe(void *pairs, size_t count, size_t cpuBytes, unsigned long *cpus, unsigned flags)
{
	return ask(SYS_hwprobe, (long)pairs, (long)count, (long)cpuBytes, (long)cpus, flags);
}
