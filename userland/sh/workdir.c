#include "workdir.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "memory.h"
#include "vars.h"

#ifndef PATH_MAX
#define PATH_MAX 4096
#endif

static char *logical;

static void
remember(const char *path)
{
	char *old = logical;

	logical = path ? must_copy(path) : NULL;
	free(old);
}

const char *
workdir_physical(void)
{
	static char path[PATH_MAX];

	return getcwd(path, sizeof path);
}

const char *
workdir_logical(void)
{
	return logical ? logical : workdir_physical();
}

/* An absolute name without . and .. in it: 8.3 of XBD says what PWD may be. */
static bool
is_plain_absolute(const char *path)
{
	const char *component;

	if (path[0] != '/')
		return false;
	for (component = path; component != NULL; component = strchr(component, '/')) {
		component++;
		if (component[0] == '.' && (component[1] == '/' || component[1] == '\0'))
			return false;
		if (component[0] == '.' && component[1] == '.' && (component[2] == '/' || component[2] == '\0'))
			return false;
	}
	return true;
}

static bool
is_here(const char *path)
{
	struct stat named, here;

	return stat(path, &named) == 0 && stat(".", &here) == 0 && named.st_dev == here.st_dev && named.st_ino == here.st_ino;
}

void
workdir_start(void)
{
	const char *claimed = vars_value("PWD");

	if (claimed != NULL && is_plain_absolute(claimed) && is_here(claimed))
		remember(claimed);
	else
		remember(workdir_physical());
	if (logical != NULL)
		vars_declare("PWD", logical, VARIABLE_EXPORTED);
}

/* Resolves . and .. by name, as cd -L does. */
static char *
resolve(const char *path)
{
	const char *base = path[0] == '/' ? "" : workdir_logical() ? workdir_logical() : "";
	char *rest = arena_join(&scratch, base, "/", path, NULL), *component;
	char *result = arena_take(&scratch, strlen(rest) + 2);
	size_t length = 0;

	for (component = strtok(rest, "/"); component != NULL; component = strtok(NULL, "/")) {
		if (strcmp(component, ".") == 0)
			continue;
		if (strcmp(component, "..") == 0) {
			struct stat status;

			result[length] = '\0';
			if (length > 0 && (stat(result, &status) < 0 || !S_ISDIR(status.st_mode)))
				return NULL;
			while (length > 0 && result[--length] != '/')
				continue;
			continue;
		}
		result[length++] = '/';
		strcpy(result + length, component);
		length += strlen(component);
	}
	if (length == 0)
		result[length++] = '/';
	result[length] = '\0';
	return result;
}

bool
workdir_change(const char *path, bool physical)
{
	char *resolved = physical ? NULL : resolve(path);

	if (resolved != NULL && chdir(resolved) < 0)
		resolved = NULL;
	else if (resolved != NULL)
		path = NULL;
	if (path != NULL && chdir(path) < 0)
		return false;
	if (logical != NULL)
		vars_declare("OLDPWD", logical, 0);
	remember(resolved ? resolved : workdir_physical());
	if (logical != NULL)
		vars_declare("PWD", logical, 0);
	return true;
}
