/* getcwd(3), opendir(3) and readdir(3). */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../machine/system.h"

struct dir {
	int fd;
	size_t next, length;
	char buffer[4096] __attribute__((aligned(8)));
};

char *
getcwd(char *to, size_t size)
{
	char path[PATH_MAX];

	if (to != NULL)
		return call2(SYS_getcwd, to, size) == -1 ? NULL : to;
	return call2(SYS_getcwd, path, sizeof path) == -1 ? NULL : strdup(path);
}

DIR *
fdopendir(int fd)
{
	DIR *dir = malloc(sizeof *dir);

	if (dir != NULL) {
		dir->fd = fd;
		dir->next = dir->length = 0;
	}
	return dir;
}

DIR *
opendir(const char *path)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *dir;

	if (fd == -1)
		return NULL;
	dir = fdopendir(fd);
	if (dir == NULL)
		close(fd);
	return dir;
}

/* The kernel's records have struct dirent's layout, cut short after the name. */
struct dirent *
readdir(DIR *dir)
{
	struct dirent *entry;
	long got;

	if (dir->next >= dir->length) {
		got = call3(SYS_getdents64, dir->fd, dir->buffer, sizeof dir->buffer);
		if (got <= 0)
			return NULL;
		dir->length = (size_t)got;
		dir->next = 0;
	}
	entry = (struct dirent *)(dir->buffer + dir->next);
	dir->next += entry->d_reclen;
	return entry;
}

void
rewinddir(DIR *dir)
{
	lseek(dir->fd, 0, SEEK_SET);
	dir->next = dir->length = 0;
}

int
dirfd(DIR *dir)
{
	return dir->fd;
}

int
closedir(DIR *dir)
{
	int fd = dir->fd;

	free(dir);
	return close(fd);
}
