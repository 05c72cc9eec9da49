/* rm: removes names of files, and with -r trees of them. */
#include <err.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "command.h"
#include "path.h"

static bool force, askFirst, recursive, directories, verbose;

static bool
forbidden(const char *path)
{
	char *base = path_base(path);
	bool answer = path_is_dots(base) || strcmp(base, "/") == 0;

	free(base);
	return answer;
}

static bool
remove_one(const char *path)
{
	struct stat st;

	if (lstat(path, &st) == -1) {
		if (force && (errno == ENOENT || errno == ENOTDIR))
			return true;
		warn("cannot remove '%s'", path);
		return false;
	}
	if (S_ISDIR(st.st_mode) && !recursive && !directories) {
		warnx("cannot remove '%s': Is a directory", path);
		return false;
	}
	if (askFirst && !ask("remove '%s'? ", path))
		return true;
	if (verbose)
		printf("removed '%s'\n", path);
	if (S_ISDIR(st.st_mode) && recursive)
		return remove_tree(path);
	if ((S_ISDIR(st.st_mode) ? rmdir(path) : unlink(path)) == 0)
		return true;
	warn("cannot remove '%s'", path);
	return false;
}

int
main(int argc, char *argv[])
{
	bool good = true;
	int option;

	command_begin(argc, argv, "rm [-dfiRrv] FILE...");
	while ((option = getopt(argc, argv, "dfiRrv")) != -1)
		switch (option) {
		case 'd':
			directories = true;
			break;
		case 'f':
			force = true;
			askFirst = false;
			break;
		case 'i':
			askFirst = true;
			break;
		case 'R':
		case 'r':
			recursive = true;
			break;
		case 'v':
			verbose = true;
			break;
		default:
			command_usage(1);
		}
	if (optind == argc && !force)
		command_usage(1);
	for (int i = optind; i < argc; i++)
		if (forbidden(argv[i])) {
			warnx("refusing to remove '%s'", argv[i]);
			good = false;
		} else
			good &= remove_one(argv[i]);
	return command_end(good ? 0 : 1);
}
