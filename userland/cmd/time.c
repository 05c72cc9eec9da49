/* time: runs a command and says how long it took, in POSIX's words. */
#include <err.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "command.h"

static void
print(const char *name, long seconds, long micros)
{
	fprintf(stderr, "%s %ld.%02ld\n", name, seconds, micros / 10000);
}

int
main(int argc, char *argv[])
{
	struct timespec before, after;
	struct rusage used;
	int option, status;
	pid_t child;
	long nanos;

	command_begin(argc, argv, "time [-p] COMMAND [ARGUMENT...]");
	while ((option = getopt(argc, argv, "p")) != -1)
		if (option != 'p')
			command_usage(127);
	if (optind == argc)
		command_usage(127);
	clock_gettime(CLOCK_MONOTONIC, &before);
	child = fork();
	if (child == -1)
		err(127, "fork");
	if (child == 0) {
		execvp(argv[optind], argv + optind);
		err(errno == ENOENT ? 127 : 126, "%s", argv[optind]);
	}
	signal(SIGINT, SIG_IGN);
	signal(SIGQUIT, SIG_IGN);
	wait4(child, &status, 0, &used);
	clock_gettime(CLOCK_MONOTONIC, &after);
	nanos = (after.tv_sec - before.tv_sec) * 1000000000L + after.tv_nsec - before.tv_nsec;
	print("real", nanos / 1000000000, nanos % 1000000000 / 1000);
	print("user", used.ru_utime.tv_sec, used.ru_utime.tv_usec);
	print("sys", used.ru_stime.tv_sec, used.ru_stime.tv_usec);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
