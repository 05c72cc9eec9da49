/* Jumps out of functions: setjmp(3). */
#pragma once

#include <signal.h>

/* ra, sp, s0-s11, then fs0-fs11. */
typedef unsigned long jmp_buf[26];

int setjmp(jmp_buf at) __attribute__((returns_twice));
_Noreturn void longjmp(jmp_buf to, int value);

typedef struct {
	jmp_buf registers;
	sigset_t mask;
	int masked;
} sigjmp_buf[1];

/* A macro, because the frame that calls setjmp must outlive the call. */
#define sigsetjmp(at, save) (__save_mask((at), (save)), setjmp((at)->registers))
#define _setjmp setjmp
#define _longjmp longjmp

void __save_mask(sigjmp_buf at, int save);
_Noreturn void siglongjmp(sigjmp_buf to, int value);
