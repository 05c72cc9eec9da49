#include "path.h"

#include <err.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

bool
path_join(char *to, const char *directory, const char *name)
{
	size_t length = strlen(directory);
	bool slash = length > 0 && directory[length - 1] == '/';

	if (snprintf(to, PATH_MAX, "%s%s%s", directory, slash || length == 0 ? "" : "/", name) < PATH_MAX)
		return true;
	warnx("%s/%s: File name too long", directory, name);
	return false;
}

char *
path_base(const char *path)
{
	size_t length = strlen(path);
	const char *slash;
	char *copy;

	while (length > 1 && path[length - 1] == '/')
		length--;
	copy = strndup(path, length);
	if (copy == NULL)
		err(1, NULL);
	slash = strrchr(copy, '/');
	if (slash != NULL && slash[1] != '\0')
		memmove(copy, slash + 1, strlen(slash));
	return copy;
}

bool
path_is_directory(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

bool
path_is_dots(const char *name)
{
	return strcmp(name, ".") == 0 || strcmp(name, "..") == 0;
}

bool
path_target(char *to, const char *target, const char *source)
{
	char *base;
	bool fits;

	if (!path_is_directory(target)) {
		if (strlcpy(to, target, PATH_MAX) < PATH_MAX)
			return true;
		warnx("%s: File name too long", target);
		return false;
	}
	base = path_base(source);
	fits = path_join(to, target, base);
	free(base);
	return fits;
}

bool
ask(const char *format, ...)
{
	va_list ap;
	int first, c;

	fflush(stdout);
	fprintf(stderr, "%s: ", program_name);
	va_start(ap, format);
	vfprintf(stderr, format, ap);
	va_end(ap);
	first = getchar();
	for (c = first; c != '\n' && c != EOF; c = getchar())
		continue;
	return first == 'y' || first == 'Y';
}
