/*
 * Threads without pthreads: a stack from mmap, a task from clone, and the kernel's
 * promise to clear a word and wake it when the task is gone (CLONE_CHILD_CLEARTID).
 */
#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <sys/mman.h>
#include <thread.h>
#include <unistd.h>

#include "../machine/system.h"

enum { STACK = 64 * 1024 };

struct thread {
	struct thread_local local; /* tp of the thread */
	volatile uint32_t alive;   /* its id, 0 once it is gone */
	pid_t tid;
	void *(*function)(void *);
	void *argument;
	void *answer;
};

long __clone_thread(unsigned long flags, void *stack, volatile uint32_t *parent, void *tls,
    volatile uint32_t *child, void (*function)(void *), void *argument);

static void
body(void *argument)
{
	thread_t *self = argument;

	self->answer = self->function(self->argument);
}

/* The record lives at the low end of its own stack: one mapping to make and to give back. */
thread_t *
thread_start(void *(*function)(void *), void *argument)
{
	unsigned long flags = CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD | CLONE_SYSVSEM |
	    CLONE_SETTLS | CLONE_PARENT_SETTID | CLONE_CHILD_CLEARTID;
	char *stack = mmap(NULL, STACK, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0);
	thread_t *thread = (thread_t *)stack;
	long tid;

	if (stack == MAP_FAILED)
		return NULL;
	thread->function = function;
	thread->argument = argument;
	tid = __clone_thread(flags, stack + STACK, &thread->alive, &thread->local, &thread->alive, body, thread);
	if (tid == -1) {
		munmap(stack, STACK);
		return NULL;
	}
	thread->tid = (pid_t)tid;
	return thread;
}

void *
thread_join(thread_t *thread)
{
	void *answer;
	uint32_t alive;

	while ((alive = __atomic_load_n(&thread->alive, __ATOMIC_ACQUIRE)) != 0)
		futex_quietly(&thread->alive, FUTEX_WAIT, alive);
	answer = thread->answer;
	munmap(thread, STACK);
	return answer;
}

pid_t
thread_id(const thread_t *thread)
{
	return thread->tid;
}

int
thread_yield(void)
{
	return sched_yield();
}

long
futex(volatile uint32_t *word, int operation, uint32_t value, const void *timeoutOrCount,
    volatile uint32_t *second, uint32_t third)
{
	return call6(SYS_futex, word, operation, value, timeoutOrCount, second, third);
}

void
futex_quietly(volatile uint32_t *word, int operation, uint32_t value)
{
	int before = errno;

	futex(word, operation, value, NULL, NULL, 0);
	errno = before;
}
