/* The environment: getenv(3), setenv(3). */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The array this file allocated last, when environ is not the one the kernel gave. */
static char **owned;

static size_t
count(void)
{
	size_t n = 0;

	while (environ != NULL && environ[n] != NULL)
		n++;
	return n;
}

/* The entry "name=…", or NULL. */
static char **
find(const char *name, size_t length)
{
	for (char **entry = environ; entry != NULL && *entry != NULL; entry++)
		if (strncmp(*entry, name, length) == 0 && (*entry)[length] == '=')
			return entry;
	return NULL;
}

static int
valid(const char *name)
{
	if (name != NULL && *name != '\0' && strchr(name, '=') == NULL)
		return 1;
	errno = EINVAL;
	return 0;
}

char *
getenv(const char *name)
{
	size_t length = strlen(name);
	char **entry = find(name, length);

	return entry == NULL ? NULL : *entry + length + 1;
}

static int
append(char *assignment)
{
	size_t used = count();
	char **grown = malloc((used + 2) * sizeof *grown);

	if (grown == NULL)
		return -1;
	memcpy(grown, environ, used * sizeof *grown);
	grown[used] = assignment;
	grown[used + 1] = NULL;
	free(owned);
	environ = owned = grown;
	return 0;
}

int
putenv(char *assignment)
{
	size_t length = strcspn(assignment, "=");
	char **entry;

	if (assignment[length] == '\0')
		return unsetenv(assignment);
	entry = find(assignment, length);
	if (entry == NULL)
		return append(assignment);
	*entry = assignment;
	return 0;
}

int
setenv(const char *name, const char *value, int overwrite)
{
	size_t length, valueLength;
	char *assignment;

	if (!valid(name))
		return -1;
	if (!overwrite && getenv(name) != NULL)
		return 0;
	length = strlen(name);
	valueLength = strlen(value);
	assignment = malloc(length + valueLength + 2);
	if (assignment == NULL)
		return -1;
	memcpy(assignment, name, length);
	assignment[length] = '=';
	memcpy(assignment + length + 1, value, valueLength + 1);
	return putenv(assignment);
}

int
unsetenv(const char *name)
{
	char **entry;

	if (!valid(name))
		return -1;
	while ((entry = find(name, strlen(name))) != NULL)
		for (; *entry != NULL; entry++)
			entry[0] = entry[1];
	return 0;
}

int
clearenv(void)
{
	static char *none[] = { NULL };

	environ = none;
	return 0;
}
