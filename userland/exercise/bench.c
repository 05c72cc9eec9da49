/*
 * What a kernel's simplest services cost. Prints nanoseconds per iteration by the guest's
 * own clock; with -q it only does the work, for a clock outside to measure.
 */
#include <err.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "check.h"
#include "command.h"

/* What fork_exec_wait runs, and its words. */
static char *program[] = { "/bin/true", NULL };
static char **executed = program;

static void
null_call(long iterations)
{
	for (long i = 0; i < iterations; i++)
		getppid();
}

/* One byte through a pipe and back out, in one process: no switch. */
static void
pipe_byte(long iterations)
{
	int fds[2];
	char byte = 'x';

	if (pipe(fds) == -1)
		err(1, "pipe");
	for (long i = 0; i < iterations; i++)
		if (write(fds[1], &byte, 1) != 1 || read(fds[0], &byte, 1) != 1)
			err(1, "pipe");
}

/* The same between two processes: a switch each way. */
static void
pipe_switch(long iterations)
{
	int there[2], back[2];
	char byte = 'x';
	pid_t child;

	if (pipe(there) == -1 || pipe(back) == -1 || (child = fork()) == -1)
		err(1, "pipe");
	if (child == 0) {
		close(there[1]);
		while (read(there[0], &byte, 1) == 1)
			write(back[1], &byte, 1);
		_exit(0);
	}
	close(there[0]);
	for (long i = 0; i < iterations; i++)
		if (write(there[1], &byte, 1) != 1 || read(back[0], &byte, 1) != 1)
			err(1, "pipe");
	close(there[1]);
	check_child(child);
}

static void
fork_wait(long iterations)
{
	for (long i = 0; i < iterations; i++) {
		pid_t child = fork();

		if (child == 0)
			_exit(0);
		if (child == -1 || check_child(child) != 0)
			err(1, "fork");
	}
}

static void
fork_exec_wait(long iterations)
{
	for (long i = 0; i < iterations; i++) {
		pid_t child = fork();

		if (child == 0) {
			execv(executed[0], executed);
			_exit(127);
		}
		if (child == -1 || check_child(child) != 0)
			errx(1, "cannot run %s", executed[0]);
	}
}

static void
map_touch(long iterations)
{
	enum { LENGTH = 64 * 4096 };

	for (long i = 0; i < iterations; i++) {
		char *at = mmap(NULL, LENGTH, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

		if (at == MAP_FAILED)
			err(1, "mmap");
		for (int k = 0; k < LENGTH; k += 4096)
			at[k] = 1;
		munmap(at, LENGTH);
	}
}

static void
signal_self(long iterations)
{
	for (long i = 0; i < iterations; i++)
		raise(SIGUSR1);
}

static void
open_close(long iterations)
{
	for (long i = 0; i < iterations; i++) {
		int file = open("/proc/self/stat", O_RDONLY);

		if (file == -1)
			err(1, "open");
		close(file);
	}
}

/* A file without a name that others could have. */
static int
scratch(char *name, size_t size)
{
	int file;

	snprintf(name, size, "/tmp/bench.%d", (int)getpid());
	if ((file = open(name, O_RDWR | O_CREAT | O_TRUNC, 0600)) == -1)
		err(1, "%s", name);
	return file;
}

static void
file_pages(long iterations)
{
	static char page[4096];
	char name[40];
	int file = scratch(name, sizeof name);

	unlink(name);
	for (long i = 0; i < iterations; i++) {
		off_t at = i % 256 * (off_t)sizeof page;

		if (pwrite(file, page, sizeof page, at) != sizeof page || pread(file, page, sizeof page, at) != sizeof page)
			err(1, "file");
	}
	close(file);
}

static void
create_unlink(long iterations)
{
	char name[40];

	for (long i = 0; i < iterations; i++) {
		close(scratch(name, sizeof name));
		if (unlink(name) == -1)
			err(1, "unlink");
	}
}

static void
nothing(int signal)
{
	(void)signal;
}

/* Arithmetic without a call, a thousand dependent steps an iteration: the hart alone. */
static void
compute(long iterations)
{
	unsigned long x = 88172645463325252UL;

	for (long i = 0; i < iterations * 1000; i++) {
		x ^= x << 13;
		x ^= x >> 7;
		x ^= x << 17;
	}
	if (x == 0)
		abort();
}

static const struct {
	const char *name;
	void (*run)(long iterations);
	const char *what;
} benches[] = {
	{ "null", null_call, "getppid(2)" },
	{ "pipe", pipe_byte, "write and read one byte through a pipe" },
	{ "switch", pipe_switch, "one byte to another process and back" },
	{ "fork", fork_wait, "fork, exit, wait" },
	{ "exec", fork_exec_wait, "fork, exec PROGRAM (/bin/true), wait" },
	{ "map", map_touch, "map, touch and unmap 64 pages" },
	{ "signal", signal_self, "raise a signal and handle it" },
	{ "open", open_close, "open and close /proc/self/stat" },
	{ "file", file_pages, "write and read 4 KiB of a file in /tmp" },
	{ "create", create_unlink, "create and unlink a file in /tmp" },
	{ "compute", compute, "1000 xorshift steps" },
};

static void
list(void)
{
	for (size_t i = 0; i < sizeof benches / sizeof *benches; i++)
		printf("%-8s %s\n", benches[i].name, benches[i].what);
}

static void
measure(void (*run)(long), const char *name, long iterations)
{
	struct timespec before, after;
	long nanos;

	clock_gettime(CLOCK_MONOTONIC, &before);
	run(iterations);
	clock_gettime(CLOCK_MONOTONIC, &after);
	nanos = (after.tv_sec - before.tv_sec) * 1000000000L + after.tv_nsec - before.tv_nsec;
	printf("%s: %ld iterations, %ld ns each\n", name, iterations, nanos / iterations);
}

int
main(int argc, char *argv[])
{
	int quiet = argc > 1 && strcmp(argv[1], "-q") == 0;

	command_begin(argc, argv, "bench [-q] NAME ITERATIONS [PROGRAM [ARG]...]    (without a name: which there are)");
	argv += quiet;
	argc -= quiet;
	if (argc == 1) {
		list();
		return command_end(0);
	}
	if (argc < 3)
		command_usage(2);
	if (argc > 3)
		executed = argv + 3;
	signal(SIGUSR1, nothing);
	for (size_t i = 0; i < sizeof benches / sizeof *benches; i++)
		if (strcmp(argv[1], benches[i].name) == 0) {
			long iterations = command_number(argv[2], 1, 2);

			if (quiet)
				benches[i].run(iterations);
			else
				measure(benches[i].run, argv[1], iterations);
			return command_end(0);
		}
	errx(2, "%s: no such benchmark", argv[1]);
}
