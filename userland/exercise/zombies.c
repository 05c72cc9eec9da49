/* Children that are dead and not yet waited for: they keep their ids and nothing else, and every one is found once. */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"
#include "command.h"

/* The letter in /proc/PID/stat, after the name in parentheses; '?' where there is none. */
static char
state_of(pid_t pid)
{
	char path[32], text[512];
	const char *end;
	ssize_t length;
	int fd;

	snprintf(path, sizeof path, "/proc/%d/stat", pid);
	fd = open(path, O_RDONLY);
	if (fd == -1)
		return '?';
	length = read(fd, text, sizeof text - 1);
	close(fd);
	text[length > 0 ? length : 0] = '\0';
	end = strrchr(text, ')');
	return end != NULL ? end[2] : '?';
}

static void
make(pid_t pids[], long count)
{
	for (long i = 0; i < count; i++) {
		pids[i] = fork();
		if (pids[i] == -1)
			err(1, "fork %ld", i);
		if (pids[i] == 0)
			_exit((int)(i & 0x7f));
	}
}

/* Looks at each without waiting for it, which also waits until it is dead. */
static int
all_dead(const pid_t pids[], long count)
{
	siginfo_t info;
	int good = 1;

	for (long i = 0; i < count; i++)
		good &= waitid(P_PID, (id_t)pids[i], &info, WEXITED | WNOWAIT) == 0 && state_of(pids[i]) == 'Z';
	return good;
}

static int
all_deaf(const pid_t pids[], long count)
{
	int good = 1;

	for (long i = 0; i < count; i++)
		good &= kill(pids[i], SIGKILL) == 0;
	return good;
}

int
main(int argc, char *argv[])
{
	long count, found = 0;
	int status, good = 1;
	pid_t *pids, pid;

	command_begin(argc, argv, "zombies [COUNT]");
	count = argc > 1 ? command_number(argv[1], 1, 2) : 50;
	pids = calloc((size_t)count, sizeof *pids);
	if (pids == NULL)
		err(1, "%ld children", count);
	printf("zombies: %ld\n", count);
	make(pids, count);
	check(all_dead(pids, count), "the dead are seen in /proc as zombies");
	check(all_deaf(pids, count), "they can still be sent a signal");
	for (; (pid = wait(&status)) > 0; found++) {
		long i = 0;

		while (i < count && pids[i] != pid)
			i++;
		good &= i < count && status == (i & 0x7f) << 8;
		if (i < count)
			pids[i] = 0;
	}
	check(good && found == count && errno == ECHILD, "each is waited for once, and says how it ended, not how it was killed later");
	return check_result("zombies");
}
