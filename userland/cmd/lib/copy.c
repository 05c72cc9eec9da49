/* Copying files and trees: what cp does, and mv between file systems. */
#include <dirent.h>
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "path.h"

bool
copy_bytes(int from, int to)
{
	static char buffer[65536];
	ssize_t got, done, wrote;

	while ((got = read(from, buffer, sizeof buffer)) > 0)
		for (done = 0; done < got; done += wrote)
			if ((wrote = write(to, buffer + done, (size_t)(got - done))) == -1)
				return false;
	return got == 0;
}

/* Owner first: changing it clears the set-id bits that the mode then restores. */
static bool
keep_attributes(const char *to, const struct stat *st)
{
	struct timespec times[2] = { st->st_atim, st->st_mtim };
	bool link = S_ISLNK(st->st_mode);

	if (lchown(to, st->st_uid, st->st_gid) == -1 && errno != EPERM)
		warn("%s", to);
	if (!link && chmod(to, st->st_mode & 07777) == -1)
		warn("%s", to);
	return utimensat(AT_FDCWD, to, times, AT_SYMLINK_NOFOLLOW) == 0;
}

static int
open_target(const char *to, mode_t mode, int flags)
{
	int fd = open(to, O_WRONLY | O_CREAT | O_TRUNC, mode & 0777);

	if (fd == -1 && (flags & COPY_FORCE) != 0 && unlink(to) == 0)
		fd = open(to, O_WRONLY | O_CREAT | O_EXCL, mode & 0777);
	return fd;
}

static bool
copy_file(const char *from, const char *to, const struct stat *st, int flags)
{
	int in = open(from, O_RDONLY), out;
	bool good;

	if (in == -1) {
		warn("%s", from);
		return false;
	}
	out = open_target(to, st->st_mode, flags);
	if (out == -1) {
		warn("%s", to);
		close(in);
		return false;
	}
	good = copy_bytes(in, out);
	if (!good)
		warn("%s to %s", from, to);
	close(in);
	if (close(out) == -1 && good) {
		warn("%s", to);
		good = false;
	}
	return good;
}

static bool
copy_link(const char *from, const char *to)
{
	char target[PATH_MAX];
	ssize_t length = readlink(from, target, sizeof target - 1);

	if (length != -1) {
		target[length] = '\0';
		unlink(to);
		if (symlink(target, to) == 0)
			return true;
	}
	warn("%s", to);
	return false;
}

/* While it is being filled, the new directory is writable by its owner. */
static bool
copy_directory(const char *from, const char *to, const struct stat *st, int flags)
{
	char fromName[PATH_MAX], toName[PATH_MAX];
	struct dirent *entry;
	struct stat already;
	bool good = true, made;
	DIR *dir = opendir(from);
	int error;

	if (dir == NULL) {
		warn("%s", from);
		return false;
	}
	made = mkdir(to, (st->st_mode & 0777) | S_IRWXU) == 0;
	error = errno;
	if (!made && (stat(to, &already) == -1 || !S_ISDIR(already.st_mode))) {
		errno = error;
		warn("%s", to);
		closedir(dir);
		return false;
	}
	while ((entry = readdir(dir)) != NULL)
		if (!path_is_dots(entry->d_name))
			good &= path_join(fromName, from, entry->d_name) && path_join(toName, to, entry->d_name) &&
			    copy_path(fromName, toName, flags);
	closedir(dir);
	if (made && (st->st_mode & S_IRWXU) != S_IRWXU && (flags & COPY_ATTRIBUTES) == 0)
		chmod(to, st->st_mode & 0777);
	return good;
}

static bool
copy_special(const char *to, const struct stat *st)
{
	unlink(to);
	if (mknod(to, st->st_mode, st->st_rdev) == 0)
		return true;
	warn("%s", to);
	return false;
}

/* Whether to lies inside from: a tree cannot be copied into itself. */
static bool
inside(const struct stat *from, const char *to)
{
	char path[PATH_MAX];
	struct stat st;
	char *slash;

	strlcpy(path, to, sizeof path);
	for (;;) {
		slash = strrchr(path, '/');
		if (slash == NULL)
			strcpy(path, ".");
		else
			slash[slash == path ? 1 : 0] = '\0';
		if (stat(path, &st) == 0 && st.st_dev == from->st_dev && st.st_ino == from->st_ino)
			return true;
		if (slash == NULL || path[1] == '\0')
			return false;
	}
}

static bool
copy_kind(const char *from, const char *to, const struct stat *st, int flags)
{
	if (S_ISLNK(st->st_mode))
		return copy_link(from, to);
	if (S_ISREG(st->st_mode) || (flags & COPY_TREES) == 0)
		return copy_file(from, to, st, flags);
	if (!S_ISDIR(st->st_mode))
		return copy_special(to, st);
	if (inside(st, to)) {
		warnx("cannot copy %s into itself, %s", from, to);
		return false;
	}
	return copy_directory(from, to, st, flags);
}

bool
copy_path(const char *from, const char *to, int flags)
{
	struct stat st, target;

	if (((flags & COPY_LINKS) != 0 ? lstat(from, &st) : stat(from, &st)) == -1) {
		warn("%s", from);
		return false;
	}
	if (S_ISDIR(st.st_mode) && (flags & COPY_TREES) == 0) {
		warnx("-r not given; %s is a directory", from);
		return false;
	}
	if (lstat(to, &target) == 0) {
		if (target.st_dev == st.st_dev && target.st_ino == st.st_ino) {
			warnx("%s and %s are the same file", from, to);
			return false;
		}
		if ((flags & COPY_ASK) != 0 && !S_ISDIR(target.st_mode) && !ask("overwrite %s? ", to))
			return true;
		if (S_ISDIR(target.st_mode) && !S_ISDIR(st.st_mode)) {
			warnx("%s is a directory, %s is not", to, from);
			return false;
		}
	}
	if ((flags & COPY_VERBOSE) != 0)
		printf("%s -> %s\n", from, to);
	if (!copy_kind(from, to, &st, flags))
		return false;
	return (flags & COPY_ATTRIBUTES) == 0 || keep_attributes(to, &st);
}
