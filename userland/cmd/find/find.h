/* find's expression, between its parser, its tests and actions, and the walk. */
#pragma once

#include <stdbool.h>
#include <sys/stat.h>
#include <time.h>

/* The name at hand. */
struct visit {
	const char *path, *name;
	struct stat st;
	bool prune; /* set when its directory is not to be entered */
};

struct node;
typedef bool test_t(struct node *self, struct visit *at);

/* A node of the expression: a test with its operand, or an operator with two nodes. */
struct node {
	test_t *test;
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

/* What holds for the whole walk. */
struct walk {
	bool depthFirst, oneDevice, follow;
	long most, least; /* depths */
	time_t now;
	int status;
};

extern struct walk walk;

test_t test_and, test_or, test_both, test_not, test_constant;
test_t test_name, test_path, test_type, test_size, test_links, test_inode, test_time, test_newer, test_mode, test_owner,
    test_empty;
test_t do_print, do_prune, do_quit, do_delete, do_exec;

/* Reads the expression; -print is added when nothing in it acts. */
struct node *parse_expression(char **words);

struct node *new_node(test_t *test);

/* One word and its operands, *at moved past them. */
struct node *parse_word(char ***at);

/* Whether a word so far does something, so that nothing is printed on its own. */
bool expression_acts(void);

/* Runs the commands of -exec … + for what is still gathered. */
void run_all_gathered(void);

/* Among those whose commands take many names at once. */
void add_gatherer(struct node *node);
