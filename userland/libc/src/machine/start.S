# Where a program begins. The kernel leaves argc, argv, envp and the auxiliary
# vector on the stack (System V ABI, process initialisation); sp is aligned to 16.
	.section .text.start, "ax"
	.globl	_start
	.type	_start, @function
_start:
	.option	push
	.option	norelax
	la	gp, __global_pointer$
	.option	pop
	mv	a0, sp
	andi	sp, sp, -16
	li	ra, 0			# nothing to return to: a backtrace ends here
	li	s0, 0
	tail	__start_c
	.size	_start, . - _start
	.section .note.GNU-stack, "", @progbits
