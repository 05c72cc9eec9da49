#include "glob.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "pattern.h"

static void match_from(struct fields *, const char *directory, const char *pattern);

static int
by_name(const void *left, const void *right)
{
	return strcmp(*(char *const *)left, *(char *const *)right);
}

static bool
exists(const char *path)
{
	struct stat status;

	return lstat(path, &status) == 0;
}

/* The first component of the pattern, moved past with the slashes that follow it. */
static char *
take_component(const char **pattern, char **slashes)
{
	size_t length = strcspn(*pattern, "/");
	const char *start = *pattern;
	size_t count = strspn(start + length, "/");
	bool escaped_slash = length > 0 && start[length - 1] == '\\' && start[length] == '/'
	    && !(length > 1 && start[length - 2] == '\\');

	*slashes = arena_copy(&scratch, start + length, count);
	*pattern = start + length + count;
	return arena_copy(&scratch, start, length - escaped_slash);
}

/* Directory ends in a slash or is empty. */
static void
match_directory(struct fields *found, const char *directory, const char *component, const char *slashes, const char *rest)
{
	struct fields names = { 0 };
	struct dirent *entry;
	DIR *open_directory = opendir(*directory ? directory : ".");
	bool hidden = component[0] == '.' || (component[0] == '\\' && component[1] == '.');
	int i;

	if (open_directory == NULL)
		return;
	while ((entry = readdir(open_directory)) != NULL) {
		const char *name = entry->d_name;

		if (name[0] == '.' && (!hidden || name[1] == '\0' || strcmp(name, "..") == 0))
			continue;
		if (pattern_matches(component, name))
			fields_add(&names, arena_string(&scratch, name));
	}
	closedir(open_directory);
	for (i = 0; i < names.count; i++) {
		char *path = arena_join(&scratch, directory, names.list[i], slashes, NULL);

		if (*slashes == '\0')
			fields_add(found, path);
		else if (exists(path))
			match_from(found, path, rest);
	}
}

static void
match_from(struct fields *found, const char *directory, const char *pattern)
{
	char *slashes, *component, *path;

	if (*pattern == '\0') {
		if (exists(directory))
			fields_add(found, (char *)directory);
		return;
	}
	component = take_component(&pattern, &slashes);
	if (!pattern_is_literal(component)) {
		match_directory(found, directory, component, slashes, pattern);
		return;
	}
	pattern_unescape(component);
	path = arena_join(&scratch, directory, component, slashes, NULL);
	match_from(found, path, pattern);
}

bool
glob_add(struct fields *fields, const char *pattern)
{
	struct fields found = { 0 };
	int i;

	match_from(&found, "", pattern);
	if (found.count == 0)
		return false;
	qsort(found.list, (size_t)found.count, sizeof *found.list, by_name);
	for (i = 0; i < found.count; i++)
		fields_add(fields, found.list[i]);
	return true;
}
