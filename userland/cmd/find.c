/* find: walks trees and, for every name, evaluates an expression of tests and actions. */
#include <dirent.h>
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "command.h"
#include "mode.h"
#include "names.h"
#include "path.h"

/* The name at hand. */
struct visit {
	const char *path, *name;
	struct stat st;
	bool prune;
};

/* A node of the expression: a test with its operand, or an operator with two nodes. */
struct node {
	bool (*test)(struct node *self, struct visit *at);
	struct node *left, *right;
	const char *text;
	char **words;      /* of -exec */
	int wordCount;
	bool gather;       /* -exec … + */
	char **gathered;
	int gatheredCount;
	long number;
	char sign;         /* of a number: + more, - less, = exactly */
	int letter;
	struct timespec time;
	struct node *next; /* among the gathering ones */
};

static char **next;
static struct node *gatherers;
static bool acts, depthFirst, oneDevice, follow;
static long mostDepth = LONG_MAX, leastDepth;
static int status;
static time_t now;

static struct node *either(void);

static bool
compare(const struct node *n, long value)
{
	return n->sign == '+' ? value > n->number : n->sign == '-' ? value < n->number : value == n->number;
}

static bool
test_and(struct node *n, struct visit *at)
{
	return n->left->test(n->left, at) && n->right->test(n->right, at);
}

static bool
test_or(struct node *n, struct visit *at)
{
	return n->left->test(n->left, at) || n->right->test(n->right, at);
}

static bool
test_both(struct node *n, struct visit *at)
{
	n->left->test(n->left, at);
	return n->right->test(n->right, at);
}

static bool
test_not(struct node *n, struct visit *at)
{
	return !n->left->test(n->left, at);
}

static bool
test_constant(struct node *n, struct visit *at)
{
	(void)at;
	return n->number != 0;
}

static bool
test_name(struct node *n, struct visit *at)
{
	return fnmatch(n->text, at->name, n->letter == 'i' ? FNM_CASEFOLD : 0) == 0;
}

static bool
test_path(struct node *n, struct visit *at)
{
	return fnmatch(n->text, at->path, n->letter == 'i' ? FNM_CASEFOLD : 0) == 0;
}

static bool
test_type(struct node *n, struct visit *at)
{
	static const char letters[] = "fdlcbps";
	static const mode_t types[] = { S_IFREG, S_IFDIR, S_IFLNK, S_IFCHR, S_IFBLK, S_IFIFO, S_IFSOCK };

	return (at->st.st_mode & S_IFMT) == types[strchr(letters, n->letter) - letters];
}

static bool
test_size(struct node *n, struct visit *at)
{
	return compare(n, (at->st.st_size + n->letter - 1) / n->letter);
}

static bool
test_links(struct node *n, struct visit *at)
{
	return compare(n, at->st.st_nlink);
}

static bool
test_inode(struct node *n, struct visit *at)
{
	return compare(n, (long)at->st.st_ino);
}

static bool
test_time(struct node *n, struct visit *at)
{
	time_t then = n->letter == 'a' ? at->st.st_atime : n->letter == 'c' ? at->st.st_ctime : at->st.st_mtime;

	return compare(n, (now - then) / n->time.tv_sec);
}

static bool
test_newer(struct node *n, struct visit *at)
{
	const struct timespec *t = &at->st.st_mtim;

	return t->tv_sec != n->time.tv_sec ? t->tv_sec > n->time.tv_sec : t->tv_nsec > n->time.tv_nsec;
}

static bool
test_mode(struct node *n, struct visit *at)
{
	mode_t mode = at->st.st_mode & 07777, wanted = (mode_t)n->number;

	if (n->sign == '-')
		return (mode & wanted) == wanted;
	return n->sign == '/' ? wanted == 0 || (mode & wanted) != 0 : mode == wanted;
}

static bool
test_owner(struct node *n, struct visit *at)
{
	return (n->letter == 'g' ? at->st.st_gid : at->st.st_uid) == (uid_t)n->number;
}

static bool
test_empty(struct node *n, struct visit *at)
{
	struct dirent *entry;
	bool empty = true;
	DIR *dir;

	(void)n;
	if (!S_ISDIR(at->st.st_mode))
		return S_ISREG(at->st.st_mode) && at->st.st_size == 0;
	dir = opendir(at->path);
	if (dir == NULL)
		return false;
	while (empty && (entry = readdir(dir)) != NULL)
		empty = path_is_dots(entry->d_name);
	closedir(dir);
	return empty;
}

static bool
do_print(struct node *n, struct visit *at)
{
	printf("%s%c", at->path, (char)n->letter);
	return true;
}

static bool
do_prune(struct node *n, struct visit *at)
{
	(void)n;
	at->prune = true;
	return true;
}

static bool
do_quit(struct node *n, struct visit *at)
{
	(void)n;
	(void)at;
	exit(command_end(status));
}

static bool
do_delete(struct node *n, struct visit *at)
{
	(void)n;
	if (strcmp(at->path, ".") == 0)
		return true;
	if ((S_ISDIR(at->st.st_mode) ? rmdir(at->path) : unlink(at->path)) == 0)
		return true;
	warn("cannot delete '%s'", at->path);
	status = 1;
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
		status = 1;
	for (; n->gatheredCount > 0; n->gatheredCount--)
		free(n->gathered[n->gatheredCount - 1]);
	free(argv);
}

static bool
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

static struct node *
node(bool (*test)(struct node *, struct visit *))
{
	struct node *n = calloc(1, sizeof *n);

	if (n == NULL)
		err(1, NULL);
	n->test = test;
	return n;
}

static const char *
operand(const char *of)
{
	if (*next == NULL)
		errx(1, "missing argument to '%s'", of);
	return *next++;
}

static struct node *
with_text(bool (*test)(struct node *, struct visit *), const char *word, int letter)
{
	struct node *n = node(test);

	n->text = operand(word);
	n->letter = letter;
	return n;
}

/* +5, -5 or 5; what is behind the digits is returned. */
static const char *
parse_number(struct node *n, const char *word)
{
	const char *text = operand(word);
	char *end;

	n->sign = *text == '+' || *text == '-' ? *text++ : '=';
	n->number = strtol(text, &end, 10);
	if (end == text)
		errx(1, "invalid argument '%s' to '%s'", text, word);
	return end;
}

static struct node *
with_number(bool (*test)(struct node *, struct visit *), const char *word, int letter, long unit)
{
	struct node *n = node(test);

	if (*parse_number(n, word) != '\0')
		errx(1, "invalid argument to '%s'", word);
	n->letter = letter;
	n->time.tv_sec = unit;
	return n;
}

/* Sizes are rounded up to whole units: blocks of 512 bytes unless c, k, M or G says otherwise. */
static struct node *
size(const char *word)
{
	struct node *n = node(test_size);

	switch (*parse_number(n, word)) {
	case 'c':
		n->letter = 1;
		break;
	case 'k':
		n->letter = 1 << 10;
		break;
	case 'M':
		n->letter = 1 << 20;
		break;
	case 'G':
		n->letter = 1 << 30;
		break;
	default:
		n->letter = 512;
	}
	return n;
}

static struct node *
type(const char *word)
{
	struct node *n = node(test_type);
	const char *text = operand(word);

	if (strlen(text) != 1 || strchr("fdlcbps", *text) == NULL)
		errx(1, "unknown argument to -type: %s", text);
	n->letter = *text;
	return n;
}

static struct node *
permissions(const char *word)
{
	struct node *n = node(test_mode);
	const char *text = operand(word);
	mode_t mode = 0;

	n->sign = *text == '-' || *text == '/' ? *text++ : '=';
	if (!mode_apply(text, &mode, 0, false))
		errx(1, "invalid mode '%s'", text);
	n->number = mode;
	return n;
}

static struct node *
owner(const char *word, int letter)
{
	struct node *n = node(test_owner);
	const char *name = operand(word);
	unsigned id;

	if (!(letter == 'g' ? group_id(name, &id) : user_id(name, &id)))
		errx(1, "'%s' is not known", name);
	n->number = id;
	n->letter = letter;
	return n;
}

static struct node *
newer(const char *word)
{
	struct node *n = node(test_newer);
	const char *path = operand(word);
	struct stat st;

	if (stat(path, &st) == -1)
		err(1, "%s", path);
	n->time = st.st_mtim;
	return n;
}

static struct node *
action(bool (*test)(struct node *, struct visit *), int letter)
{
	struct node *n = node(test);

	acts = true;
	n->letter = letter;
	return n;
}

static struct node *
exec(const char *word)
{
	struct node *n = action(do_exec, 0);

	n->words = next;
	while (*next != NULL && strcmp(*next, ";") != 0 && !(strcmp(*next, "+") == 0 && next > n->words && strcmp(next[-1], "{}") == 0))
		next++;
	if (*next == NULL || next == n->words)
		errx(1, "missing argument to '%s'", word);
	n->gather = **next == '+';
	n->wordCount = (int)(next++ - n->words) - n->gather;
	if (n->gather) {
		n->next = gatherers;
		gatherers = n;
	}
	return n;
}

/* Options hold for the whole walk, wherever they stand. */
static struct node *
option(long *value, const char *word)
{
	struct node *n = node(test_constant);

	if (value != NULL)
		*value = command_number(operand(word), 0, 1);
	n->number = 1;
	return n;
}

static struct node *
primary(void)
{
	const char *word = *next++;
	struct node *n;

#define IS(w) (strcmp(word, w) == 0)
	if (IS("(")) {
		n = either();
		if (*next == NULL || strcmp(*next++, ")") != 0)
			errx(1, "missing ')'");
		return n;
	}
	if (IS("!") || IS("-not")) {
		n = node(test_not);
		if (*next == NULL)
			errx(1, "expected an expression after '%s'", word);
		n->left = primary();
		return n;
	}
	if (IS("-name") || IS("-iname"))
		return with_text(test_name, word, word[1]);
	if (IS("-path") || IS("-wholename") || IS("-ipath"))
		return with_text(test_path, word, word[1]);
	if (IS("-type"))
		return type(word);
	if (IS("-size"))
		return size(word);
	if (IS("-links"))
		return with_number(test_links, word, 0, 0);
	if (IS("-inum"))
		return with_number(test_inode, word, 0, 0);
	if (IS("-mtime") || IS("-atime") || IS("-ctime"))
		return with_number(test_time, word, word[1], 86400);
	if (IS("-mmin") || IS("-amin") || IS("-cmin"))
		return with_number(test_time, word, word[1], 60);
	if (IS("-newer"))
		return newer(word);
	if (IS("-perm"))
		return permissions(word);
	if (IS("-user") || IS("-group"))
		return owner(word, word[1]);
	if (IS("-empty"))
		return node(test_empty);
	if (IS("-print"))
		return action(do_print, '\n');
	if (IS("-print0"))
		return action(do_print, '\0');
	if (IS("-prune"))
		return node(do_prune);
	if (IS("-quit"))
		return action(do_quit, 0);
	if (IS("-exec"))
		return exec(word);
	if (IS("-delete")) {
		depthFirst = true;
		return action(do_delete, 0);
	}
	if (IS("-true") || IS("-false")) {
		n = node(test_constant);
		n->number = IS("-true");
		return n;
	}
	if (IS("-maxdepth"))
		return option(&mostDepth, word);
	if (IS("-mindepth"))
		return option(&leastDepth, word);
	if (IS("-depth")) {
		depthFirst = true;
		return option(NULL, word);
	}
	if (IS("-xdev") || IS("-mount")) {
		oneDevice = true;
		return option(NULL, word);
	}
#undef IS
	errx(1, "unknown predicate '%s'", word);
}

static struct node *
join(bool (*test)(struct node *, struct visit *), struct node *left, struct node *right)
{
	struct node *n = node(test);

	n->left = left;
	n->right = right;
	return n;
}

static bool
accept(const char *word, const char *longWord)
{
	if (*next == NULL || (strcmp(*next, word) != 0 && strcmp(*next, longWord) != 0))
		return false;
	if (*++next == NULL)
		errx(1, "expected an expression after '%s'", next[-1]);
	return true;
}

static bool
factor_follows(void)
{
	return *next != NULL && strcmp(*next, ")") != 0 && strcmp(*next, "-o") != 0 && strcmp(*next, "-or") != 0 &&
	    strcmp(*next, ",") != 0;
}

static struct node *
both(void)
{
	struct node *left;

	if (*next == NULL)
		errx(1, "expected an expression");
	left = primary();
	while (accept("-a", "-and") || factor_follows())
		left = join(test_and, left, primary());
	return left;
}

static struct node *
alternatives(void)
{
	struct node *left = both();

	while (accept("-o", "-or"))
		left = join(test_or, left, both());
	return left;
}

static struct node *
either(void)
{
	struct node *left = alternatives();

	while (accept(",", ","))
		left = join(test_both, left, alternatives());
	return left;
}

static int
by_name(const void *left, const void *right)
{
	return strcmp(*(char *const *)left, *(char *const *)right);
}

static void walk(const char *path, long depth, dev_t device, struct node *expression);

/* Names are read before any is visited, and in order: actions may change the directory. */
static void
walk_directory(const char *path, long depth, dev_t device, struct node *expression)
{
	char child[PATH_MAX], **names = NULL;
	size_t count = 0, room = 0;
	struct dirent *entry;
	DIR *dir = opendir(path);

	if (dir == NULL) {
		warn("'%s'", path);
		status = 1;
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
			walk(child, depth + 1, device, expression);
		free(names[i]);
	}
	free(names);
}

static void
walk(const char *path, long depth, dev_t device, struct node *expression)
{
	char *base = path_base(path);
	struct visit at = { .path = path, .name = base };
	bool enter;

	if ((!follow || stat(path, &at.st) == -1) && lstat(path, &at.st) == -1) {
		warn("'%s'", path);
		status = 1;
		free(base);
		return;
	}
	if (!depthFirst && depth >= leastDepth)
		expression->test(expression, &at);
	enter = S_ISDIR(at.st.st_mode) && !at.prune && depth < mostDepth && (!oneDevice || depth == 0 || at.st.st_dev == device);
	if (enter)
		walk_directory(path, depth, depth == 0 ? at.st.st_dev : device, expression);
	if (depthFirst && depth >= leastDepth)
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
		follow = (*paths)[1] == 'L';
	while (paths[count] != NULL && paths[count][0] != '-' && strcmp(paths[count], "(") != 0 && strcmp(paths[count], "!") != 0)
		count++;
	next = paths + count;
	now = time(NULL);
	expression = *next != NULL ? either() : option(NULL, "");
	if (*next != NULL)
		errx(1, "unexpected '%s'", *next);
	if (!acts)
		expression = join(test_and, expression, action(do_print, '\n'));
	if (count == 0) {
		paths = here;
		count = 1;
	}
	for (int i = 0; i < count; i++)
		walk(paths[i], 0, 0, expression);
	for (struct node *n = gatherers; n != NULL; n = n->next)
		run_gathered(n);
	return command_end(status);
}
