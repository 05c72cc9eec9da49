/* How C reaches the kernel: the RISC-V Linux calling convention, a7 the number, a0-a5 the arguments. */
#pragma once

#include <stdint.h>
#include <sys/syscall.h>

/* What tp points to: the part of a thread the library needs. */
struct thread_local {
	int error;
};

static inline long
ecall(long number, long a, long b, long c, long d, long e, long f)
{
	register long a7 __asm__("a7") = number;
	register long a0 __asm__("a0") = a;
	register long a1 __asm__("a1") = b;
	register long a2 __asm__("a2") = c;
	register long a3 __asm__("a3") = d;
	register long a4 __asm__("a4") = e;
	register long a5 __asm__("a5") = f;

	__asm__ volatile("ecall" : "+r"(a0) : "r"(a7), "r"(a1), "r"(a2), "r"(a3), "r"(a4), "r"(a5) : "memory");
	return a0;
}

/* The kernel's answer as a program wants it: -1 and errno when it is a negated error. */
long __result(long answer);

#define call0(n) __result(ecall(n, 0, 0, 0, 0, 0, 0))
#define call1(n, a) __result(ecall(n, (long)(a), 0, 0, 0, 0, 0))
#define call2(n, a, b) __result(ecall(n, (long)(a), (long)(b), 0, 0, 0, 0))
#define call3(n, a, b, c) __result(ecall(n, (long)(a), (long)(b), (long)(c), 0, 0, 0))
#define call4(n, a, b, c, d) __result(ecall(n, (long)(a), (long)(b), (long)(c), (long)(d), 0, 0))
#define call5(n, a, b, c, d, e) __result(ecall(n, (long)(a), (long)(b), (long)(c), (long)(d), (long)(e), 0))
#define call6(n, a, b, c, d, e, f) \
	__result(ecall(n, (long)(a), (long)(b), (long)(c), (long)(d), (long)(e), (long)(f)))
