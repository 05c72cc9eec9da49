/* Names that match a pattern, component by component: glob(3). */
#include <glob.h>

#include <dirent.h>
#include <errno.h>
#include <fnmatch.h>
#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct search {
	int flags;
	int (*onError)(const char *, int);
	glob_t *found;
	size_t room;
};

static int
add(struct search *s, const char *path)
{
	glob_t *g = s->found;

	if (g->gl_pathc + 2 > s->room) {
		char **grown = reallocarray(g->gl_pathv, s->room * 2 + 16, sizeof *grown);

		if (grown == NULL)
			return GLOB_NOSPACE;
		g->gl_pathv = grown;
		s->room = s->room * 2 + 16;
	}
	g->gl_pathv[g->gl_pathc] = strdup(path);
	if (g->gl_pathv[g->gl_pathc] == NULL)
		return GLOB_NOSPACE;
	g->gl_pathv[++g->gl_pathc] = NULL;
	return 0;
}

/* The pattern's text without its backslashes. */
static void
unescape(char *to, const char *from, const struct search *s)
{
	for (; *from != '\0'; from++) {
		if (*from == '\\' && (s->flags & GLOB_NOESCAPE) == 0 && from[1] != '\0')
			from++;
		*to++ = *from;
	}
	*to = '\0';
}

static int walk(struct search *s, char *path, size_t used, const char *pattern);

/* The path so far has one more component; go on with the rest of the pattern. */
static int
descend(struct search *s, char *path, size_t used, const char *name, const char *rest)
{
	struct stat st;
	size_t length = strlen(name);

	if (used + length + 2 > PATH_MAX)
		return 0;
	memcpy(path + used, name, length + 1);
	used += length;
	if (*rest == '\0') {
		if (lstat(path, &st) == -1)
			return 0;
		if ((s->flags & GLOB_MARK) != 0 && stat(path, &st) == 0 && S_ISDIR(st.st_mode))
			memcpy(path + used, "/", 2);
		return add(s, path);
	}
	while (*rest == '/' && used + 1 < PATH_MAX) {
		path[used++] = *rest++;
		path[used] = '\0';
	}
	return walk(s, path, used, rest);
}

static int
list(struct search *s, char *path, size_t used, const char *component, const char *rest)
{
	DIR *dir = opendir(used == 0 ? "." : path);
	struct dirent *entry;
	int status = 0;

	if (dir == NULL) {
		bool stop = errno != ENOENT && errno != ENOTDIR && s->onError != NULL && s->onError(path, errno) != 0;

		return stop || ((s->flags & GLOB_ERR) != 0 && errno != ENOENT && errno != ENOTDIR) ? GLOB_ABORTED : 0;
	}
	while (status == 0 && (entry = readdir(dir)) != NULL)
		if (fnmatch(component, entry->d_name, FNM_PERIOD | ((s->flags & GLOB_NOESCAPE) != 0 ? FNM_NOESCAPE : 0)) == 0) {
			status = descend(s, path, used, entry->d_name, rest);
			path[used] = '\0';
		}
	closedir(dir);
	return status;
}

static int
walk(struct search *s, char *path, size_t used, const char *pattern)
{
	char component[PATH_MAX], name[PATH_MAX];
	size_t length = strcspn(pattern, "/");
	struct stat st;

	if (length == 0) /* the pattern ended in a slash: only a directory will do */
		return stat(used == 0 ? "." : path, &st) == 0 && S_ISDIR(st.st_mode) ? add(s, path) : 0;
	if (length >= sizeof component)
		return 0;
	memcpy(component, pattern, length);
	component[length] = '\0';
	if (strpbrk(component, "*?[") != NULL)
		return list(s, path, used, component, pattern + length);
	unescape(name, component, s);
	return descend(s, path, used, name, pattern + length);
}

static int
by_name(const void *left, const void *right)
{
	return strcmp(*(char *const *)left, *(char *const *)right);
}

int
glob(const char *restrict pattern, int flags, int (*onError)(const char *, int), glob_t *restrict found)
{
	struct search s = { flags, onError, found, 0 };
	char path[PATH_MAX + 1] = "";
	size_t used = 0;
	int status;

	*found = (glob_t){ 0, NULL };
	while (*pattern == '/' && used < PATH_MAX)
		path[used++] = *pattern++;
	path[used] = '\0';
	status = walk(&s, path, used, pattern);
	if (status != 0)
		return status;
	if (found->gl_pathc == 0)
		return (flags & GLOB_NOCHECK) != 0 ? add(&s, pattern - used) : GLOB_NOMATCH;
	if ((flags & GLOB_NOSORT) == 0)
		qsort(found->gl_pathv, found->gl_pathc, sizeof *found->gl_pathv, by_name);
	return 0;
}

void
globfree(glob_t *found)
{
	for (size_t i = 0; i < found->gl_pathc; i++)
		free(found->gl_pathv[i]);
	free(found->gl_pathv);
	*found = (glob_t){ 0, NULL };
}
