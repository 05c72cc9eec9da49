/* mv: gives files other names; between file systems it copies and removes. */
#include <err.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "command.h"
#include "path.h"

static bool askFirst, keep, verbose;

static bool
move(const char *from, const char *to)
{
	struct stat st, target;

	if (lstat(from, &st) == -1) {
		warn("%s", from);
		return false;
	}
	if (lstat(to, &target) == 0) {
		if (st.st_dev == target.st_dev && st.st_ino == target.st_ino) {
			warnx("%s and %s are the same file", from, to);
			return false;
		}
		if (keep || (askFirst && !ask("overwrite %s? ", to)))
			return true;
	}
	if (verbose)
		printf("%s -> %s\n", from, to);
	if (rename(from, to) == 0)
		return true;
	if (errno != EXDEV) {
		warn("%s to %s", from, to);
		return false;
	}
	return copy_path(from, to, COPY_TREES | COPY_LINKS | COPY_ATTRIBUTES | COPY_FORCE) && remove_tree(from);
}

int
main(int argc, char *argv[])
{
	char target[PATH_MAX];
	bool good = true;
	int option;

	command_begin(argc, argv, "mv [-finv] SOURCE... TARGET");
	while ((option = getopt(argc, argv, "finv")) != -1)
		switch (option) {
		case 'f':
			askFirst = keep = false;
			break;
		case 'i':
			askFirst = true;
			break;
		case 'n':
			keep = true;
			break;
		case 'v':
			verbose = true;
			break;
		default:
			command_usage(1);
		}
	if (argc - optind < 2)
		command_usage(1);
	if (argc - optind > 2 && !path_is_directory(argv[argc - 1]))
		errx(1, "%s: Not a directory", argv[argc - 1]);
	for (int i = optind; i < argc - 1; i++)
		good &= path_target(target, argv[argc - 1], argv[i]) && move(argv[i], target);
	return command_end(good ? 0 : 1);
}
