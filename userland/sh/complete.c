#include "complete.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "alias.h"
#include "builtin.h"
#include "chars.h"
#include "function.h"
#include "parser.h"
#include "vars.h"

#define ENDS_WORD " \t\n;&|()<>"
#define NEEDS_ESCAPE " \t\\'\"$`*?[]#~=%|&;()<>!{}"

/* What is being looked for: names that start so, and where they go. */
struct wish {
	const char *prefix;
	struct fields *found;
	const char *before;	/* put in front of each */
};

static void
offer(const char *name, void *context)
{
	struct wish *wish = context;

	if (strncmp(name, wish->prefix, strlen(wish->prefix)) == 0)
		fields_add(wish->found, arena_join(&scratch, wish->before, name, NULL));
}

static char *
unescaped(const char *word)
{
	char *plain = arena_string(&scratch, word), *to = plain;

	for (; *word; word++) {
		if (*word == '\\' && word[1])
			word++;
		*to++ = *word;
	}
	*to = '\0';
	return plain;
}

static void
append_escaped(struct text *to, const char *name)
{
	for (; *name; name++) {
		if (strchr(NEEDS_ESCAPE, *name) != NULL)
			text_add(to, '\\');
		text_add(to, *name);
	}
}

/* The start of the word: the last place where an unescaped separator ends another. */
static size_t
word_start(const char *line)
{
	size_t i, start = 0;

	for (i = 0; line[i]; i++) {
		if (line[i] == '\\' && line[i + 1])
			i++;
		else if (strchr(ENDS_WORD, line[i]) != NULL)
			start = i + 1;
	}
	return start;
}

/* Would a word here be the name of a command? */
static bool
is_command_position(const char *line, size_t start)
{
	size_t end = start, begin;

	while (end > 0 && is_blank(line[end - 1]))
		end--;
	if (end == 0 || strchr(";&|(\n", line[end - 1]) != NULL)
		return true;
	begin = end;
	while (begin > 0 && strchr(ENDS_WORD, line[begin - 1]) == NULL)
		begin--;
	return begin < start && parser_is_reserved(arena_copy(&scratch, line + begin, end - begin));
}

static bool
is_directory(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

static bool
is_program(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 && S_ISREG(status.st_mode) && access(path, X_OK) == 0;
}

/* Names in a directory; with `shown`, as the source text shown + name. */
static void
offer_files(const char *directory, const char *shown, const char *prefix, bool programs_only, struct fields *found)
{
	DIR *open_directory = opendir(*directory ? directory : ".");
	struct dirent *entry;

	if (open_directory == NULL)
		return;
	while ((entry = readdir(open_directory)) != NULL) {
		const char *name = entry->d_name, *path;
		struct text source = text_in(&scratch);

		if (strncmp(name, prefix, strlen(prefix)) != 0 || (*name == '.' && *prefix != '.'))
			continue;
		if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
			continue;
		path = arena_join(&scratch, directory, *directory ? "/" : "", name, NULL);
		if (programs_only && !is_program(path))
			continue;
		text_append(&source, shown);
		append_escaped(&source, name);
		if (!programs_only && is_directory(path))
			text_add(&source, '/');
		fields_add(found, text_string(&source));
	}
	closedir(open_directory);
}

static void
offer_commands(const char *word, struct fields *found)
{
	struct wish wish = { word, found, "" };
	const char *path = vars_value("PATH");

	builtins_each(offer, &wish);
	functions_each(offer, &wish);
	alias_each(offer, &wish);
	while (path != NULL && *path) {
		size_t length = strcspn(path, ":");

		offer_files(arena_copy(&scratch, path, length), "", word, true, found);
		path += length + (path[length] == ':');
	}
}

static void
offer_paths(const char *word, struct fields *found)
{
	const char *slash = strrchr(word, '/');
	size_t length = slash ? (size_t)(slash - word) + 1 : 0;
	const char *shown = arena_copy(&scratch, word, length);
	const char *directory = unescaped(shown), *home = vars_value("HOME");

	if (strncmp(directory, "~/", 2) == 0 && home != NULL)
		directory = arena_join(&scratch, home, directory + 1, NULL);
	offer_files(directory, shown, unescaped(word + length), false, found);
}

static int
by_text(const void *left, const void *right)
{
	return strcmp(*(char *const *)left, *(char *const *)right);
}

static void
sort_once(struct fields *found)
{
	int i, kept = 0;

	if (found->count == 0)
		return;
	qsort(found->list, (size_t)found->count, sizeof *found->list, by_text);
	for (i = 0; i < found->count; i++)
		if (kept == 0 || strcmp(found->list[kept - 1], found->list[i]) != 0)
			found->list[kept++] = found->list[i];
	found->count = kept;
	found->list[kept] = NULL;
}

void
complete(const char *line, size_t *start, struct fields *candidates)
{
	const char *word;

	*start = word_start(line);
	word = line + *start;
	if (*word == '$' && (word[1] == '\0' || is_name(word + 1))) {
		struct wish wish = { word + 1, candidates, "$" };

		vars_each(offer, &wish);
	} else if (strchr(word, '/') == NULL && is_command_position(line, *start)) {
		offer_commands(unescaped(word), candidates);
	} else {
		const char *equals = strchr(word, '=');

		if (equals != NULL && strchr(word, '/') == NULL)
			*start += (size_t)(equals - word) + 1;
		offer_paths(line + *start, candidates);
	}
	sort_once(candidates);
}

size_t
complete_common(const struct fields *candidates)
{
	const char *first = candidates->list[0];
	size_t common = strlen(first), i;
	int c;

	for (c = 1; c < candidates->count; c++) {
		for (i = 0; i < common && candidates->list[c][i] == first[i]; i++)
			continue;
		common = i;
	}
	while (common > 0 && first[common - 1] == '\\' && first[common] != '\0')
		common--;
	return common;
}
