#include "check.h"

#include <errno.h>
#include <stdio.h>
#include <sys/wait.h>

static int passed, failed;

/* Flushed line by line: a child forked later must not inherit unwritten text. */
bool
check(bool good, const char *what)
{
	printf("%s %s\n", good ? "PASS" : "FAIL", what);
	fflush(stdout);
	if (good)
		passed++;
	else
		failed++;
	return good;
}

int
check_result(const char *program)
{
	printf("%s: %d passed, %d failed\n", program, passed, failed);
	return failed == 0 ? 0 : 1;
}

int
check_child(int pid)
{
	int status;

	while (waitpid(pid, &status, 0) == -1)
		if (errno != EINTR)
			return -1;
	return status;
}
