/* The name of a file without links, dots and doubled slashes: realpath(3). */
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MOST_LINKS = 40 };

static int
fail(int error)
{
	errno = error;
	return -1;
}

static void
parent(char *path)
{
	char *slash = strrchr(path, '/');

	slash[slash == path ? 1 : 0] = '\0';
}

/* When done is a link, its target goes in front of what rest still holds. */
static int
follow(char *done, char *rest, int *links)
{
	char target[PATH_MAX];
	struct stat st;
	ssize_t length;

	if (lstat(done, &st) == -1)
		return -1;
	if (!S_ISLNK(st.st_mode))
		return *rest != '\0' && !S_ISDIR(st.st_mode) ? fail(ENOTDIR) : 0;
	if (++*links > MOST_LINKS)
		return fail(ELOOP);
	length = readlink(done, target, sizeof target - 1);
	if (length == -1)
		return -1;
	target[length] = '\0';
	if (strlcat(target, "/", sizeof target) >= sizeof target || strlcat(target, rest, sizeof target) >= sizeof target)
		return fail(ENAMETOOLONG);
	strcpy(rest, target);
	parent(done);
	if (*target == '/')
		strcpy(done, "/");
	return 0;
}

static int
step(char *done, char *rest, int *links)
{
	char name[NAME_MAX + 1];
	size_t length = strcspn(rest, "/"), skip = length + strspn(rest + length, "/");

	if (length > NAME_MAX)
		return fail(ENAMETOOLONG);
	memcpy(name, rest, length);
	name[length] = '\0';
	memmove(rest, rest + skip, strlen(rest + skip) + 1);
	if (length == 0 || strcmp(name, ".") == 0)
		return 0;
	if (strcmp(name, "..") == 0) {
		parent(done);
		return 0;
	}
	if (done[1] != '\0')
		strlcat(done, "/", PATH_MAX);
	if (strlcat(done, name, PATH_MAX) >= PATH_MAX)
		return fail(ENAMETOOLONG);
	return follow(done, rest, links);
}

char *
realpath(const char *restrict path, char *restrict resolved)
{
	char rest[PATH_MAX], done[PATH_MAX] = "/";
	int links = 0;

	if (*path == '\0' || strlen(path) >= sizeof rest) {
		errno = *path == '\0' ? ENOENT : ENAMETOOLONG;
		return NULL;
	}
	strcpy(rest, path);
	if (*path != '/' && getcwd(done, sizeof done) == NULL)
		return NULL;
	while (*rest != '\0')
		if (step(done, rest, &links) == -1)
			return NULL;
	return resolved == NULL ? strdup(done) : strcpy(resolved, done);
}
