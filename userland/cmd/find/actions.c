/* What find can do with a name. */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "command.h"
#include "find.h"

static struct node *gatherers;

bool
do_print(struct node *n, struct visit *at)
{
	printf("%s%c", at->path, (char)n->letter);
	return true;
}

bool
do_prune(struct node *n, struct visit *at)
{
	(void)n;
	at->prune = true;
	return true;
}

bool
do_quit(struct node *n, struct visit *at)
{
	(void)n;
	(void)at;
	exit(command_end(walk.status));
}

bool
do_delete(struct node *n, struct visit *at)
{
	(void)n;
	if (strcmp(at->path, ".") == 0)
		return true;
	if ((S_ISDIR(at->st.st_mode) ? rmdir(at->path) : unlink(at->path)) == 0)
		return true;
	warn("cannot delete '%s'", at->path);
	walk.status = 1;
	return false;
}

static bool
run(char *argv[])
{
	int how;
	pid_t child;

	fflush(stdout);
	child = fork();
	if (child == -1)
		err(1, "fork");
	if (child == 0) {
		execvp(argv[0], argv);
		warn("%s", argv[0]);
		_exit(127);
	}
	waitpid(child, &how, 0);
	return how == 0;
}

/* Every {} in a word becomes the path. */
static char *
fill_in(const char *word, const char *path)
{
	char *built = strdup(""), *former;
	const char *mark;

	for (; (mark = strstr(word, "{}")) != NULL; word = mark + 2) {
		former = built;
		asprintf(&built, "%s%.*s%s", former, (int)(mark - word), word, path);
		free(former);
	}
	former = built;
	asprintf(&built, "%s%s", former, word);
	free(former);
	return built;
}

static void
run_gathered(struct node *n)
{
	char **argv = calloc((size_t)(n->wordCount + n->gatheredCount + 1), sizeof *argv);

	if (argv == NULL)
		err(1, NULL);
	memcpy(argv, n->words, (size_t)n->wordCount * sizeof *argv);
	memcpy(argv + n->wordCount, n->gathered, (size_t)n->gatheredCount * sizeof *argv);
	if (n->gatheredCount > 0 && !run(argv))
		walk.status = 1;
	for (; n->gatheredCount > 0; n->gatheredCount--)
		free(n->gathered[n->gatheredCount - 1]);
	free(argv);
}

bool
do_exec(struct node *n, struct visit *at)
{
	enum { MOST = 512 };
	char **argv;
	bool good;

	if (n->gather) {
		if (n->gathered == NULL && (n->gathered = calloc(MOST, sizeof *n->gathered)) == NULL)
			err(1, NULL);
		n->gathered[n->gatheredCount++] = strdup(at->path);
		if (n->gatheredCount == MOST)
			run_gathered(n);
		return true;
	}
	argv = calloc((size_t)n->wordCount + 1, sizeof *argv);
	if (argv == NULL)
		err(1, NULL);
	for (int i = 0; i < n->wordCount; i++)
		argv[i] = fill_in(n->words[i], at->path);
	good = run(argv);
	for (int i = 0; i < n->wordCount; i++)
		free(argv[i]);
	free(argv);
	return good;
}

void
add_gatherer(struct node *node)
{
	node->next = gatherers;
	gatherers = node;
}

void
run_all_gathered(void)
{
	for (struct node *n = gatherers; n != NULL; n = n->next)
		run_gathered(n);
}
