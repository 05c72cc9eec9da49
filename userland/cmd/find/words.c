/* The words of find's expression, each with its operand, as nodes. */
#include <err.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "find.h"
#include "mode.h"
#include "names.h"

static char **next;
static bool acts;

struct node *
new_node(test_t *test)
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
with_text(test_t *test, const char *word, int letter)
{
	struct node *n = new_node(test);

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
with_number(test_t *test, const char *word, int letter, long unit)
{
	struct node *n = new_node(test);

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
	struct node *n = new_node(test_size);

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
	struct node *n = new_node(test_type);
	const char *text = operand(word);

	if (strlen(text) != 1 || strchr("fdlcbps", *text) == NULL)
		errx(1, "unknown argument to -type: %s", text);
	n->letter = *text;
	return n;
}

static struct node *
permissions(const char *word)
{
	struct node *n = new_node(test_mode);
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
	struct node *n = new_node(test_owner);
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
	struct node *n = new_node(test_newer);
	const char *path = operand(word);
	struct stat st;

	if (stat(path, &st) == -1)
		err(1, "%s", path);
	n->time = st.st_mtim;
	return n;
}

static struct node *
action(test_t *test, int letter)
{
	struct node *n = new_node(test);

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
	if (n->gather)
		add_gatherer(n);
	return n;
}

static struct node *
user(const char *word)
{
	return owner(word, 'u');
}

static struct node *
group(const char *word)
{
	return owner(word, 'g');
}

static struct node *
empty(const char *word)
{
	(void)word;
	return new_node(test_empty);
}

static struct node *
print(const char *word)
{
	(void)word;
	return action(do_print, '\n');
}

static struct node *
print_zero(const char *word)
{
	(void)word;
	return action(do_print, '\0');
}

static struct node *
prune(const char *word)
{
	(void)word;
	return new_node(do_prune);
}

static struct node *
quit(const char *word)
{
	(void)word;
	return action(do_quit, 0);
}

/* What a directory holds has to go before it does. */
static struct node *
delete(const char *word)
{
	(void)word;
	walk.depthFirst = true;
	return action(do_delete, 0);
}

static struct node *
constant(const char *word)
{
	struct node *n = new_node(test_constant);

	n->number = strcmp(word, "-false") != 0;
	return n;
}

/* Options hold for the whole walk, wherever they stand, and are true. */
static struct node *
most(const char *word)
{
	walk.most = command_number(operand(word), 0, 1);
	return constant(word);
}

static struct node *
least(const char *word)
{
	walk.least = command_number(operand(word), 0, 1);
	return constant(word);
}

static struct node *
depth_first(const char *word)
{
	walk.depthFirst = true;
	return constant(word);
}

static struct node *
one_device(const char *word)
{
	walk.oneDevice = true;
	return constant(word);
}

/* The words that take a text, and the letter that tells them apart. */
static const struct {
	const char *word;
	test_t *test;
	int letter;
} texts[] = {
	{ "-name", test_name, 'n' }, { "-iname", test_name, 'i' },
	{ "-path", test_path, 'p' }, { "-wholename", test_path, 'w' }, { "-ipath", test_path, 'i' },
};

/* The words that take a number, and the seconds it counts. */
static const struct {
	const char *word;
	test_t *test;
	int letter;
	long unit;
} numbers[] = {
	{ "-links", test_links, 0, 0 }, { "-inum", test_inode, 0, 0 },
	{ "-mtime", test_time, 'm', 86400 }, { "-atime", test_time, 'a', 86400 }, { "-ctime", test_time, 'c', 86400 },
	{ "-mmin", test_time, 'm', 60 }, { "-amin", test_time, 'a', 60 }, { "-cmin", test_time, 'c', 60 },
};

/* The words with an operand of their own kind, or an effect on the whole walk. */
static const struct {
	const char *word;
	struct node *(*parse)(const char *word);
} others[] = {
	{ "-type", type }, { "-size", size }, { "-newer", newer }, { "-perm", permissions }, { "-user", user }, { "-group", group },
	{ "-empty", empty }, { "-print", print }, { "-print0", print_zero }, { "-prune", prune }, { "-quit", quit },
	{ "-exec", exec }, { "-delete", delete }, { "-true", constant }, { "-false", constant }, { "-maxdepth", most },
	{ "-mindepth", least }, { "-depth", depth_first }, { "-xdev", one_device }, { "-mount", one_device },
};

static struct node *
word_node(const char *word)
{
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (strcmp(word, texts[i].word) == 0)
			return with_text(texts[i].test, word, texts[i].letter);
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		if (strcmp(word, numbers[i].word) == 0)
			return with_number(numbers[i].test, word, numbers[i].letter, numbers[i].unit);
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (strcmp(word, others[i].word) == 0)
			return others[i].parse(word);
	errx(1, "unknown predicate '%s'", word);
}

struct node *
parse_word(char ***at)
{
	struct node *n;
	const char *word;

	next = *at;
	word = *next++;
	n = word_node(word);
	*at = next;
	return n;
}

bool
expression_acts(void)
{
	return acts;
}
