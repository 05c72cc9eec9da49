/* ln: another name for a file; with -s a symbolic link to it. */
#include <err.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "command.h"
#include "path.h"

static bool symbolic, force, verbose, plainTarget;

static bool
make(const char *source, const char *target)
{
	char path[PATH_MAX];
	struct stat st;

	if (plainTarget && lstat(target, &st) == 0 && S_ISLNK(st.st_mode))
		strlcpy(path, target, sizeof path);
	else if (!path_target(path, target, source))
		return false;
	if (force && lstat(path, &st) == 0 && unlink(path) == -1) {
		warn("%s", path);
		return false;
	}
	if ((symbolic ? symlink(source, path) : link(source, path)) == -1) {
		warn("failed to link '%s' to '%s'", path, source);
		return false;
	}
	if (verbose)
		printf("'%s' -> '%s'\n", path, source);
	return true;
}

int
main(int argc, char *argv[])
{
	bool good = true;
	int option;

	command_begin(argc, argv, "ln [-fnsv] SOURCE... [TARGET]");
	while ((option = getopt(argc, argv, "fnsv")) != -1)
		switch (option) {
		case 'f':
			force = true;
			break;
		case 'n':
			plainTarget = true;
			break;
		case 's':
			symbolic = true;
			break;
		case 'v':
			verbose = true;
			break;
		default:
			command_usage(1);
		}
	if (optind == argc)
		command_usage(1);
	if (argc - optind == 1)
		return make(argv[optind], ".") ? 0 : 1;
	if (argc - optind > 2 && !path_is_directory(argv[argc - 1]))
		errx(1, "%s: Not a directory", argv[argc - 1]);
	for (int i = optind; i < argc - 1; i++)
		good &= make(argv[i], argv[argc - 1]);
	return command_end(good ? 0 : 1);
}
