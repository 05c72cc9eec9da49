/* Removing trees, deepest first. */
#include <dirent.h>
#include <err.h>
#include <errno.h>
#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

#include "path.h"

static bool
remove_contents(const char *path)
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
			good &= path_join(name, path, entry->d_name) && remove_tree(name);
	closedir(dir);
	return good;
}

bool
remove_tree(const char *path)
{
	struct stat st;

	if (lstat(path, &st) == -1) {
		warn("%s", path);
		return false;
	}
	if (!S_ISDIR(st.st_mode)) {
		if (unlink(path) == 0)
			return true;
	} else if (!remove_contents(path))
		return false;
	else if (rmdir(path) == 0)
		return true;
	warn("%s", path);
	return false;
}
