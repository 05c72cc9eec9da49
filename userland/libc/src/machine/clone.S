# System calls that C cannot make, because the child comes back from them on
# another stack, or twice on the same one.
	.text

# long syscall(long number, ...): the raw call, with errno set on failure.
	.globl	syscall
	.type	syscall, @function
syscall:
	mv	t0, a0
	mv	a0, a1
	mv	a1, a2
	mv	a2, a3
	mv	a3, a4
	mv	a4, a5
	mv	a5, a6
	mv	a7, t0
	ecall
	tail	__result
	.size	syscall, . - syscall

# pid_t vfork(void): nothing is on the stack, so the child cannot spoil what the
# parent will return through. CLONE_VM | CLONE_VFORK | SIGCHLD.
	.globl	vfork
	.type	vfork, @function
vfork:
	li	a0, 0x4111
	li	a1, 0
	li	a2, 0
	li	a3, 0
	li	a4, 0
	li	a7, 220
	ecall
	tail	__result
	.size	vfork, . - vfork

# long __clone_thread(flags, stack, parent_tid, tls, child_tid, function, argument):
# the child calls function(argument) on its stack and ends when that returns.
	.globl	__clone_thread
	.type	__clone_thread, @function
__clone_thread:
	addi	a1, a1, -16
	sd	a5, 0(a1)
	sd	a6, 8(a1)
	li	a7, 220
	ecall
	beqz	a0, 1f
	tail	__result
1:	ld	a5, 0(sp)
	ld	a0, 8(sp)
	jalr	a5
	li	a0, 0
	li	a7, 93
	ecall
	.size	__clone_thread, . - __clone_thread

	.section .note.GNU-stack, "", @progbits
