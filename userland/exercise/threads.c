/* Threads on raw clone(2), a mutex and a condition on futex(2): a counter, a bounded queue, and what threads share. */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <thread.h>
#include <unistd.h>

#include "check.h"
#include "command.h"

enum { MOST = 64, QUEUE = 4 };

static long rounds;
static mutex_t lock;
static volatile long counter, atomicCounter;

static void *
count(void *argument)
{
	for (long i = 0; i < rounds; i++) {
		mutex_lock(&lock);
		counter = counter + 1;
		mutex_unlock(&lock);
		__atomic_fetch_add(&atomicCounter, 1, __ATOMIC_RELAXED);
	}
	return argument;
}

static void
counting(int threads)
{
	thread_t *thread[MOST];
	int answers = 1;

	for (int i = 0; i < threads; i++)
		thread[i] = thread_start(count, (void *)(uintptr_t)(i + 1));
	for (int i = 0; i < threads; i++)
		answers &= thread[i] != NULL && thread_join(thread[i]) == (void *)(uintptr_t)(i + 1);
	check(answers, "every thread returns its own answer");
	check(counter == threads * rounds, "no increment under the mutex is lost");
	check(atomicCounter == threads * rounds, "no atomic increment is lost");
}

/* A queue of four places: producers and consumers both have to wait. */
static struct {
	mutex_t lock;
	condition_t notEmpty, notFull;
	long item[QUEUE];
	int first, used;
} queue;

static void *
produce(void *argument)
{
	for (long i = 1; i <= rounds; i++) {
		mutex_lock(&queue.lock);
		while (queue.used == QUEUE)
			condition_wait(&queue.notFull, &queue.lock);
		queue.item[(queue.first + queue.used++) % QUEUE] = i;
		condition_signal(&queue.notEmpty);
		mutex_unlock(&queue.lock);
	}
	return argument;
}

static void *
consume(void *argument)
{
	long sum = 0;

	(void)argument;
	for (long i = 0; i < rounds; i++) {
		mutex_lock(&queue.lock);
		while (queue.used == 0)
			condition_wait(&queue.notEmpty, &queue.lock);
		sum += queue.item[queue.first];
		queue.first = (queue.first + 1) % QUEUE;
		queue.used--;
		condition_signal(&queue.notFull);
		mutex_unlock(&queue.lock);
	}
	return (void *)sum;
}

static void
queueing(void)
{
	thread_t *producer[2], *consumer[2];
	long sum = 0;

	for (int i = 0; i < 2; i++) {
		consumer[i] = thread_start(consume, NULL);
		producer[i] = thread_start(produce, NULL);
	}
	for (int i = 0; i < 2; i++) {
		thread_join(producer[i]);
		sum += (long)thread_join(consumer[i]);
	}
	check(sum == rounds * (rounds + 1) && queue.used == 0, "what producers put in a bounded queue, consumers take out");
}

static struct {
	mutex_t lock;
	condition_t changed;
	int arrived;
	int open;
} gate;

static void *
pass(void *argument)
{
	mutex_lock(&gate.lock);
	gate.arrived++;
	condition_broadcast(&gate.changed);
	while (!gate.open)
		condition_wait(&gate.changed, &gate.lock);
	mutex_unlock(&gate.lock);
	return argument;
}

static void
broadcasting(int threads)
{
	thread_t *thread[MOST];

	for (int i = 0; i < threads; i++)
		thread[i] = thread_start(pass, NULL);
	mutex_lock(&gate.lock);
	while (gate.arrived < threads)
		condition_wait(&gate.changed, &gate.lock);
	gate.open = 1;
	condition_broadcast(&gate.changed);
	mutex_unlock(&gate.lock);
	for (int i = 0; i < threads; i++)
		thread_join(thread[i]);
	check(gate.arrived == threads, "a broadcast lets every waiter go");
}

static struct {
	pid_t process, thread;
	int before, after;
	int descriptor;
} seen;

static void *
look(void *argument)
{
	seen.process = getpid();
	seen.thread = gettid();
	seen.before = errno;
	close(-1);
	seen.after = errno;
	seen.descriptor = dup(STDIN_FILENO);
	return argument;
}

static void
sharing(void)
{
	thread_t *thread;
	pid_t id;
	int own;

	errno = ENOENT;
	thread = thread_start(look, NULL);
	id = thread_id(thread);
	thread_join(thread);
	own = errno;
	check(seen.process == getpid(), "a thread has its process's id");
	check(seen.thread == id && id != getpid(), "and a thread id of its own, which clone told its maker");
	check(seen.before == 0 && seen.after == EBADF && own == ENOENT, "and an errno of its own, by tp");
	check(close(seen.descriptor) == 0, "and its process's descriptors");
}

static void *
leave(void *argument)
{
	_exit((int)(intptr_t)argument);
}

static void *
crash(void *argument)
{
	*(volatile char *)argument = 1;
	return NULL;
}

static void
ending(void)
{
	pid_t child = fork();
	int status;

	if (child == 0) {
		thread_start(leave, (void *)9);
		for (;;)
			pause();
	}
	status = check_child(child);
	check(WIFEXITED(status) && WEXITSTATUS(status) == 9, "exit_group in a thread ends the process");
	child = fork();
	if (child == 0) {
		thread_start(crash, (void *)8);
		for (;;)
			pause();
	}
	status = check_child(child);
	check(WIFSIGNALED(status) && WTERMSIG(status) == SIGSEGV, "so does a thread's bad pointer");
}

int
main(int argc, char *argv[])
{
	long threads;

	command_begin(argc, argv, "threads [THREADS [ROUNDS]]");
	threads = argc > 1 ? command_number(argv[1], 1, 2) : 8;
	rounds = argc > 2 ? command_number(argv[2], 1, 2) : 1000;
	if (threads > MOST)
		threads = MOST;
	counting((int)threads);
	queueing();
	broadcasting((int)threads);
	sharing();
	ending();
	return check_result("threads");
}
