#include "lookup.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "memory.h"
#include "output.h"
#include "shell.h"
#include "vars.h"

#define DEFAULT_PATH "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
#define BUCKETS 32

/* A command that was found, so that the path need not be searched again. */
struct found {
	char *name, *path;
	struct found *next;
};

static struct found *buckets[BUCKETS];

static struct found **
place_of(const char *name)
{
	unsigned hash = 0;
	const char *c;
	struct found **place;

	for (c = name; *c; c++)
		hash = hash * 31 + (unsigned char)*c;
	place = &buckets[hash % BUCKETS];
	while (*place && strcmp((*place)->name, name) != 0)
		place = &(*place)->next;
	return place;
}

void
lookup_forget(void)
{
	size_t i;

	for (i = 0; i < BUCKETS; i++)
		while (buckets[i] != NULL) {
			struct found *found = buckets[i];

			buckets[i] = found->next;
			free(found->name);
			free(found->path);
			free(found);
		}
}

void
lookup_print(void)
{
	const struct found *found;
	size_t i;

	for (i = 0; i < BUCKETS; i++)
		for (found = buckets[i]; found != NULL; found = found->next)
			output_print("%s\n", found->path);
}

static void
remember(const char *name, const char *path)
{
	struct found *found = must_take(sizeof *found);

	*found = (struct found){ must_copy(name), must_copy(path), *place_of(name) };
	*place_of(name) = found;
}

static bool
is_file(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

const char *
lookup_along(const char *path, const char *name, bool executable)
{
	for (;;) {
		size_t length = strcspn(path, ":");
		const char *directory = arena_copy(&scratch, path, length);
		const char *candidate = arena_join(&scratch, directory, length ? "/" : "", name, NULL);

		if (is_file(candidate) && access(candidate, executable ? X_OK : R_OK) == 0)
			return candidate;
		if (path[length] == '\0')
			return NULL;
		path += length + 1;
	}
}

static struct command
missing(const char *path, const char *name)
{
	size_t length;

	for (;; path += length + 1) {
		length = strcspn(path, ":");
		if (length && is_file(arena_join(&scratch, arena_copy(&scratch, path, length), "/", name, NULL)))
			return (struct command){ .kind = COMMAND_MISSING, .status = 126 };
		if (path[length] == '\0')
			return (struct command){ .kind = COMMAND_MISSING, .status = 127 };
	}
}

struct command
lookup_file(const char *name, bool in_default_path)
{
	struct command command = { .kind = COMMAND_FILE };
	const char *path = in_default_path ? DEFAULT_PATH : vars_value("PATH");
	struct found *known;

	if (strchr(name, '/') != NULL) {
		command.path = name;
		return command;
	}
	known = in_default_path ? NULL : *place_of(name);
	if (known != NULL) {
		command.path = known->path;
		return command;
	}
	if (path == NULL || *name == '\0')
		return (struct command){ .kind = COMMAND_MISSING, .status = 127 };
	command.path = lookup_along(path, name, true);
	if (command.path == NULL)
		return missing(path, name);
	if (!in_default_path && command.path[0] == '/')
		remember(name, command.path);
	return command;
}

struct command
lookup(const char *name, bool with_functions)
{
	const struct builtin *builtin = builtin_find(name);
	const struct function *function = with_functions ? function_find(name) : NULL;

	if (builtin != NULL && (builtin->special || function == NULL))
		return (struct command){ .kind = COMMAND_BUILTIN, .builtin = builtin };
	if (function != NULL)
		return (struct command){ .kind = COMMAND_FUNCTION, .function = function };
	return lookup_file(name, false);
}
