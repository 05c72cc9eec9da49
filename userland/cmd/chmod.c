/* chmod: changes modes of files, given in octal or in words. */
#include <dirent.h>
#include <err.h>
#include <limits.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "command.h"
#include "mode.h"
#include "path.h"

static const char *wanted;
static mode_t mask;
static bool recursive, verbose;

static bool change(const char *path, bool operand);

static bool
change_contents(const char *path)
{
	char name[PATH_MAX];
	struct dirent *entry;
	DIR *dir = opendir(path);
	bool good = true;

	if (dir == NULL) {
		warn("%s", path);
		return false;
	}
	while ((entry = readdir(dir)) != NULL)
		if (!path_is_dots(entry->d_name))
			good &= path_join(name, path, entry->d_name) && change(name, false);
	closedir(dir);
	return good;
}

/* Links met on the way are left alone; one that is named means its target. */
static bool
change(const char *path, bool operand)
{
	struct stat st;
	mode_t mode;

	if ((operand ? stat(path, &st) : lstat(path, &st)) == -1) {
		warn("cannot access '%s'", path);
		return false;
	}
	if (S_ISLNK(st.st_mode))
		return true;
	mode = st.st_mode & 07777;
	if (!mode_apply(wanted, &mode, mask, S_ISDIR(st.st_mode)))
		errx(1, "invalid mode: '%s'", wanted);
	if (chmod(path, mode) == -1) {
		warn("changing permissions of '%s'", path);
		return false;
	}
	if (verbose)
		printf("mode of '%s' is %04o\n", path, mode);
	return !recursive || !S_ISDIR(st.st_mode) || change_contents(path);
}

int
main(int argc, char *argv[])
{
	bool good = true;
	int i = 1;

	command_begin(argc, argv, "chmod [-Rv] MODE FILE...");
	/* Not getopt: a mode such as -w is no option. */
	for (; i < argc && argv[i][0] == '-' && (argv[i][1] == 'R' || argv[i][1] == 'v'); i++)
		for (const char *letter = argv[i] + 1; *letter != '\0'; letter++) {
			recursive |= *letter == 'R';
			verbose |= *letter == 'v';
		}
	if (argc - i < 2)
		command_usage(1);
	wanted = argv[i++];
	mask = umask(0);
	umask(mask);
	for (; i < argc; i++)
		good &= change(argv[i], true);
	return command_end(good ? 0 : 1);
}
