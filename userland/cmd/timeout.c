/* timeout: runs a command for so long and no longer; 124 when it had to be ended. */
#include <err.h>
#include <errno.h>
#include <signal.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include "command.h"
#include "names.h"

static volatile sig_atomic_t expired;

static void
expire(int signal)
{
	(void)signal;
	expired = 1;
}

static void
set_timer(const struct timespec *after)
{
	struct itimerval value = { { 0, 0 }, { after->tv_sec, after->tv_nsec / 1000 } };

	setitimer(ITIMER_REAL, &value, NULL);
}

/* The handler must interrupt the wait: no SA_RESTART. */
static int
await(pid_t child, int with, const struct timespec *killAfter)
{
	int status;

	while (waitpid(child, &status, 0) == -1) {
		if (errno != EINTR || !expired)
			continue;
		kill(child, with);
		kill(child, SIGCONT);
		with = SIGKILL;
		if (killAfter->tv_sec > 0 || killAfter->tv_nsec > 0)
			set_timer(killAfter);
	}
	return status;
}

int
main(int argc, char *argv[])
{
	struct sigaction action = { .sa_handler = expire };
	struct timespec limit, killAfter = { 0, 0 };
	int option, status, with = SIGTERM;
	pid_t child;

	command_begin(argc, argv, "timeout [-s SIGNAL] [-k DURATION] DURATION COMMAND [ARGUMENT...]");
	while ((option = getopt(argc, argv, "k:s:")) != -1)
		switch (option) {
		case 'k':
			if (!parse_duration(optarg, &killAfter))
				errx(125, "invalid time interval '%s'", optarg);
			break;
		case 's':
			with = signal_number(optarg);
			if (with <= 0)
				errx(125, "%s: no such signal", optarg);
			break;
		default:
			command_usage(125);
		}
	if (argc - optind < 2)
		command_usage(125);
	if (!parse_duration(argv[optind], &limit))
		errx(125, "invalid time interval '%s'", argv[optind]);
	sigaction(SIGALRM, &action, NULL);
	child = fork();
	if (child == -1)
		err(125, "fork");
	if (child == 0) {
		execvp(argv[optind + 1], argv + optind + 1);
		err(errno == ENOENT ? 127 : 126, "%s", argv[optind + 1]);
	}
	set_timer(&limit);
	status = await(child, with, &killAfter);
	if (expired && !(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL))
		return 124;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
