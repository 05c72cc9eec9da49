/* Finding a program along PATH: exec(3). */
#include <errno.h>
#include <limits.h>
#include <paths.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A file the kernel does not know as a program is a script of the shell: execvp(3P). */
static void
run_script(const char *path, char *const argv[])
{
	size_t count = 0;
	char **script;

	while (argv[count] != NULL)
		count++;
	script = calloc(count + 3, sizeof *script);
	if (script == NULL)
		return;
	script[0] = "sh";
	script[1] = (char *)path;
	for (size_t i = 1; i < count; i++)
		script[i + 1] = argv[i];
	execve(_PATH_BSHELL, script, environ);
	free(script);
}

static int
run(const char *path, char *const argv[])
{
	execve(path, argv, environ);
	if (errno == ENOEXEC) {
		run_script(path, argv);
		errno = ENOEXEC;
	}
	return -1;
}

int
execvp(const char *file, char *const argv[])
{
	const char *path = getenv("PATH"), *end;
	char candidate[PATH_MAX];
	int denied = 0;

	if (strchr(file, '/') != NULL)
		return run(file, argv);
	if (path == NULL)
		path = _PATH_DEFPATH;
	for (;; path = end + 1) {
		end = strchrnul(path, ':');
		if (snprintf(candidate, sizeof candidate, "%.*s%s%s", (int)(end - path), path,
		    end == path ? "" : "/", file) < (int)sizeof candidate)
			run(candidate, argv);
		if (errno == EACCES)
			denied = 1;
		else if (errno != ENOENT && errno != ENOTDIR)
			return -1;
		if (*end == '\0')
			break;
	}
	errno = denied ? EACCES : ENOENT;
	return -1;
}

/* The list of arguments as an array; NULL included. */
static void
collect(char *to[], size_t limit, const char *first, va_list ap)
{
	size_t count = 0;

	to[count++] = (char *)first;
	while (to[count - 1] != NULL && count < limit)
		to[count++] = va_arg(ap, char *);
	to[count - 1] = NULL;
}

int
execl(const char *path, const char *arg, ...)
{
	char *argv[256];
	va_list ap;

	va_start(ap, arg);
	collect(argv, 256, arg, ap);
	va_end(ap);
	return execve(path, argv, environ);
}

int
execlp(const char *file, const char *arg, ...)
{
	char *argv[256];
	va_list ap;

	va_start(ap, arg);
	collect(argv, 256, arg, ap);
	va_end(ap);
	return execvp(file, argv);
}
