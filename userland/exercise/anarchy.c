/*
 * anarchy [SEED [CALLS [reboot]]]: makes random system calls with random arguments, in children that may die of it.
 *
 * What matters is that the kernel stands: the last line comes whatever the children did. Signals go to a child
 * itself and its group, which is its own; with "reboot" that call is made too, and ends the machine sooner or later.
 */
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
	CALLS_A_CHILD = 200,
	NUMBERS = 460,
	SYS_REBOOT = 142,
	SYS_KILL = 129,
	SYS_TKILL = 130,
	SYS_TGKILL = 131,
};

static uint64_t state;

static uint64_t
next(void)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return state;
}

static long
call(long number, const long a[6])
{
	register long a7 __asm__("a7") = number;
	register long a0 __asm__("a0") = a[0];
	register long a1 __asm__("a1") = a[1];
	register long a2 __asm__("a2") = a[2];
	register long a3 __asm__("a3") = a[3];
	register long a4 __asm__("a4") = a[4];
	register long a5 __asm__("a5") = a[5];

	__asm__ volatile("ecall"
	    : "+r"(a0)
	    : "r"(a1), "r"(a2), "r"(a3), "r"(a4), "r"(a5), "r"(a7)
	    : "memory");
	return a0;
}

/* Small numbers, descriptors, pointers good and bad, sizes, the ends of ranges. */
static long
argument(char *room)
{
	switch (next() % 12) {
	case 0: return (long)(next() % 16);
	case 1: return (long)(next() % 4096);
	case 2: return -(long)(next() % 300);
	case 3: return (long)(room + next() % 8192);
	case 4: return (long)(room + 16384 - next() % 16);
	case 5: return 0;
	case 6: return (long)(1UL << next() % 64);
	case 7: return (long)next();
	case 8: return (long)(next() % 8) * 4096;
	case 9: return 0x12345678;
	case 10: return INT64_MAX;
	default: return (long)(next() & 0xffffffff);
	}
}

/* Signals shall not meet who counts the calls, so the child aims at itself and those it made. */
static void
aim(long number, long a[6], pid_t self)
{
	long signal = next() % 2 == 0 ? (long)(next() % 65) : a[1];

	if (number == SYS_KILL) {
		a[0] = next() % 2 == 0 ? self : -self;
		a[1] = signal;
	} else if (number == SYS_TKILL) {
		a[0] = self;
		a[1] = signal;
	} else if (number == SYS_TGKILL) {
		a[0] = a[1] = self;
		a[2] = signal;
	} else if (number == SYS_REBOOT && next() % 2 == 0) {
		static const uint32_t commands[] = { 0, 0x1234567, 0x89abcdef, 0xcdef0123, 0x4321fedc };

		a[0] = (long)0xfee1dead;
		a[1] = 672274793;
		a[2] = commands[next() % 5];
	}
}

static _Noreturn void
child(bool reboots)
{
	pid_t self = getpid();
	char *room = mmap(NULL, 16384, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	int i, k;

	alarm(2);
	for (k = 0; k < 16384; k += 8)
		memcpy(room + k, (uint64_t[]){ next() % 3 == 0 ? next() : next() % 64 }, 8);
	strcpy(room + 4000, "/tmp/anarchy");
	for (i = 0; i < CALLS_A_CHILD; i++) {
		long number = (long)(next() % NUMBERS), a[6];

		for (k = 0; k < 6; k++)
			a[k] = argument(room);
		aim(number, a, self);
		if (reboots || number != SYS_REBOOT)
			call(number, a);
	}
	_exit(0);
}

/* Waits for a child, and kills what does not end by itself: it may have blocked every signal that could be. */
static void
outlive(pid_t pid)
{
	struct timespec moment = { 0, 10000000 };
	int status, rounds;

	for (rounds = 0; rounds < 300; rounds++) {
		if (waitpid(pid, &status, WNOHANG) != 0)
			return;
		nanosleep(&moment, NULL);
	}
	kill(pid, SIGKILL);
	waitpid(pid, &status, 0);
}

int
main(int argc, char *argv[])
{
	long calls = argc > 2 ? strtol(argv[2], NULL, 0) : 20000;
	long done;

	state = (argc > 1 ? strtoul(argv[1], NULL, 0) : 1) * 0x9E3779B97F4A7C15u + 1;
	signal(SIGHUP, SIG_IGN);
	for (done = 0; done < calls; done += CALLS_A_CHILD) {
		pid_t pid;

		next();
		pid = fork();
		if (pid == 0) {
			setpgid(0, 0);
			child(argc > 3);
		}
		if (pid > 0)
			outlive(pid);
	}
	printf("anarchy: the kernel stands after %ld calls\n", done);
	return 0;
}
