# Where a signal handler returns to. Unwinders know a signal frame by these two instructions and nothing else, so
# they stand first and are 32 bits wide each.
	.section .text.first, "ax", @progbits
	.option	push
	.option	norvc
	.globl	__vdso_rt_sigreturn
	.type	__vdso_rt_sigreturn, @function
__vdso_rt_sigreturn:
	.cfi_startproc
	.cfi_signal_frame
	li	a7, 139
	ecall
	.cfi_endproc
	.size	__vdso_rt_sigreturn, . - __vdso_rt_sigreturn
	.option	pop
