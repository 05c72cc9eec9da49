/* find: walks trees and, for every name, evaluates an expression of tests and actions. */
#include <dirent.h>
#include <err.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "find.h"
#include "path.h"

struct walk walk = { .most = LONG_MAX };

static int
by_name(const void *left, const void *right)
{
	return strcmp(*(char *const *)left, *(char *const *)right);
}

static void visit(const char *path, long depth, dev_t device, struct node *expression);

/* Names are read before any is visited, and in order: actions may change the directory. */
static void
visit_directory(const char *path, long depth, dev_t device, struct node *expression)
{
	char child[PATH_MAX], **names = NULL;
	size_t count = 0, room = 0;
	struct dirent *entry;
	DIR *dir = opendir(path);

	if (dir == NULL) {
		warn("'%s'", path);
		walk.status = 1;
		return;
	}
	while ((entry = readdir(dir)) != NULL) {
		if (path_is_dots(entry->d_name))
			continue;
		if (count == room && (names = reallocarray(names, room = room * 2 + 16, sizeof *names)) == NULL)
			err(1, NULL);
		names[count++] = strdup(entry->d_name);
	}
	closedir(dir);
	qsort(names, count, sizeof *names, by_name);
	for (size_t i = 0; i < count; i++) {
		if (path_join(child, path, names[i]))
			visit(child, depth + 1, device, expression);
		free(names[i]);
	}
	free(names);
}

static void
visit(const char *path, long depth, dev_t device, struct node *expression)
{
	char *base = path_base(path);
	struct visit at = { .path = path, .name = base };
	bool enter;

	if ((!walk.follow || stat(path, &at.st) == -1) && lstat(path, &at.st) == -1) {
		warn("'%s'", path);
		walk.status = 1;
		free(base);
		return;
	}
	if (!walk.depthFirst && depth >= walk.least)
		expression->test(expression, &at);
	enter = S_ISDIR(at.st.st_mode) && !at.prune && depth < walk.most && (!walk.oneDevice || depth == 0 || at.st.st_dev == device);
	if (enter)
		visit_directory(path, depth, depth == 0 ? at.st.st_dev : device, expression);
	if (walk.depthFirst && depth >= walk.least)
		expression->test(expression, &at);
	free(base);
}

int
main(int argc, char *argv[])
{
	static char *here[] = { ".", NULL };
	struct node *expression;
	char **paths = argv + 1;
	int count = 0;

	command_begin(argc, argv, "find [-HL] [PATH...] [EXPRESSION]");
	for (; *paths != NULL && (strcmp(*paths, "-L") == 0 || strcmp(*paths, "-H") == 0 || strcmp(*paths, "-P") == 0); paths++)
		walk.follow = (*paths)[1] == 'L';
	while (paths[count] != NULL && paths[count][0] != '-' && strcmp(paths[count], "(") != 0 && strcmp(paths[count], "!") != 0)
		count++;
	walk.now = time(NULL);
	expression = parse_expression(paths + count);
	if (count == 0) {
		paths = here;
		count = 1;
	}
	for (int i = 0; i < count; i++)
		visit(paths[i], 0, 0, expression);
	run_all_gathered();
	return command_end(walk.status);
}
