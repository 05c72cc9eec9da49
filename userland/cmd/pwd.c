/* pwd: the working directory; -L as the shell came there, -P without links. */
#include <err.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "command.h"

/* PWD is believed only when it really names this directory. */
static const char *
logical(void)
{
	const char *path = getenv("PWD");
	struct stat here, there;

	if (path == NULL || *path != '/' || strstr(path, "/./") != NULL || strstr(path, "/../") != NULL)
		return NULL;
	if (stat(path, &there) == -1 || stat(".", &here) == -1)
		return NULL;
	return here.st_dev == there.st_dev && here.st_ino == there.st_ino ? path : NULL;
}

int
main(int argc, char *argv[])
{
	char path[PATH_MAX];
	const char *known = NULL;
	bool useLogical = false;
	int option;

	command_begin(argc, argv, "pwd [-LP]");
	while ((option = getopt(argc, argv, "LP")) != -1) {
		if (option == '?')
			command_usage(1);
		useLogical = option == 'L';
	}
	if (useLogical)
		known = logical();
	if (known == NULL && (known = getcwd(path, sizeof path)) == NULL)
		err(1, NULL);
	puts(known);
	return command_end(0);
}
