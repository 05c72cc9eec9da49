/* which: where the shell would find a command; -a everywhere. */
#include <limits.h>
#include <paths.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "command.h"

static bool
program(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISREG(st.st_mode) && access(path, X_OK) == 0;
}

static bool
find(const char *name, bool all)
{
	const char *path = getenv("PATH"), *end;
	char candidate[PATH_MAX];
	bool found = false;

	if (strchr(name, '/') != NULL) {
		found = program(name);
		if (found)
			puts(name);
		return found;
	}
	for (path = path != NULL ? path : _PATH_DEFPATH;; path = end + 1) {
		end = strchrnul(path, ':');
		snprintf(candidate, sizeof candidate, "%.*s%s%s", (int)(end - path), path, end == path ? "./" : "/", name);
		if (program(candidate) && (all || !found)) {
			puts(candidate);
			found = true;
		}
		if (*end == '\0')
			return found;
	}
}

int
main(int argc, char *argv[])
{
	bool all = false, good = true;
	int option;

	command_begin(argc, argv, "which [-a] NAME...");
	while ((option = getopt(argc, argv, "a")) != -1) {
		if (option != 'a')
			command_usage(2);
		all = true;
	}
	if (optind == argc)
		command_usage(2);
	for (; optind < argc; optind++)
		good &= find(argv[optind], all);
	return command_end(good ? 0 : 1);
}
