/* readlink: where a symbolic link points; with -f where it leads in the end. */
#include <err.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command.h"
#include "path.h"

/* As -f has it: the last component need not exist. */
static bool
canonical(const char *path, char *to)
{
	char parent[PATH_MAX], resolved[PATH_MAX], *base;
	size_t length;
	bool good;

	if (realpath(path, to) != NULL)
		return true;
	if (strlcpy(parent, path, sizeof parent) >= sizeof parent)
		return false;
	for (length = strlen(parent); length > 1 && parent[length - 1] == '/'; length--)
		continue;
	while (length > 0 && parent[length - 1] != '/')
		length--;
	parent[length] = '\0';
	base = path_base(path);
	good = realpath(length > 0 ? parent : ".", resolved) != NULL && path_join(to, resolved, base);
	free(base);
	return good;
}

int
main(int argc, char *argv[])
{
	bool follow = false, newline = true, good = true;
	char target[PATH_MAX];
	int option;

	command_begin(argc, argv, "readlink [-fn] FILE...");
	while ((option = getopt(argc, argv, "efn")) != -1)
		switch (option) {
		case 'e':
		case 'f':
			follow = true;
			break;
		case 'n':
			newline = false;
			break;
		default:
			command_usage(1);
		}
	if (optind == argc)
		command_usage(1);
	for (int i = optind; i < argc; i++) {
		ssize_t length;

		if (follow) {
			if (!canonical(argv[i], target)) {
				good = false;
				continue;
			}
			fputs(target, stdout);
		} else {
			length = readlink(argv[i], target, sizeof target);
			if (length == -1) {
				good = false;
				continue;
			}
			fwrite(target, 1, (size_t)length, stdout);
		}
		if (newline || i + 1 < argc)
			putchar('\n');
	}
	return command_end(good ? 0 : 1);
}
