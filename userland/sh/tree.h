/* The tree the parser builds and the executor walks: POSIX Shell Command Language, 2.10. */
#pragma once

#include <stdbool.h>

#include "memory.h"

struct node;
struct word;

enum part_kind { PART_LITERAL, PART_PARAMETER, PART_COMMAND, PART_ARITHMETIC };

enum parameter_op {
	OP_NONE,
	OP_LENGTH,		/* ${#x} */
	OP_DEFAULT,		/* ${x-w} */
	OP_ASSIGN,		/* ${x=w} */
	OP_ERROR,		/* ${x?w} */
	OP_ALTERNATIVE,		/* ${x+w} */
	OP_SHORTEST_SUFFIX,	/* ${x%w} */
	OP_LONGEST_SUFFIX,	/* ${x%%w} */
	OP_SHORTEST_PREFIX,	/* ${x#w} */
	OP_LONGEST_PREFIX,	/* ${x##w} */
	OP_BAD			/* none of these: an error once it is expanded */
};

/* One stretch of a word that is expanded in one way. */
struct part {
	enum part_kind kind;
	bool quoted;
	enum parameter_op op;
	bool or_null;		/* the colon of ${x:-w} */
	char *text;		/* a literal's characters, a parameter's name */
	struct word *argument;	/* what follows a parameter's operator; an arithmetic expression */
	struct node *command;
	struct part *next;
};

struct word {
	struct part *parts;
	struct word *next;
};

struct assignment {
	char *name;
	struct word *value;
	struct assignment *next;
};

enum redirect_kind {
	REDIRECT_INPUT, REDIRECT_OUTPUT, REDIRECT_CLOBBER, REDIRECT_APPEND, REDIRECT_READ_WRITE,
	REDIRECT_DUPLICATE_INPUT, REDIRECT_DUPLICATE_OUTPUT, REDIRECT_HERE
};

struct redirect {
	enum redirect_kind kind;
	int fd;
	struct word *target;	/* of a here-document: its delimiter */
	struct word *body;
	bool strip_tabs, literal_body;
	struct redirect *next;
};

enum node_kind {
	NODE_SIMPLE, NODE_PIPELINE, NODE_NOT, NODE_AND, NODE_OR, NODE_SEQUENCE, NODE_BACKGROUND,
	NODE_SUBSHELL, NODE_GROUP, NODE_IF, NODE_WHILE, NODE_UNTIL, NODE_FOR, NODE_CASE,
	NODE_FUNCTION
};

struct case_item {
	struct word *patterns;
	struct node *body;	/* NULL: nothing to do */
	bool falls_through;	/* ended by ;& */
	struct case_item *next;
};

struct node {
	enum node_kind kind;
	int line;
	struct redirect *redirects;
	struct node *next;	/* in a pipeline or a sequence */
	union {
		struct {
			struct assignment *assignments;
			struct word *words;
		} simple;
		/* Condition and branches, or the two sides of a list. */
		struct {
			struct node *left, *right, *otherwise;
		} pair;
		struct node *body;	/* of what has one; the first of a pipeline or sequence */
		struct {
			char *name;
			struct word *words;
			struct node *body;
			bool over_parameters;	/* no `in` */
		} loop;
		struct {
			struct word *subject;
			struct case_item *items;
		} choice;
		struct {
			char *name;
			struct node *body;
			struct unit *unit;
		} function;
	};
};

/* A parsed complete command with the memory it lives in, shared with the functions it defines. */
struct unit {
	struct arena arena;
	struct node *root;
	int references;
};

void unit_hold(struct unit *);
void unit_drop(void *);

/* The one literal a word consists of when no part of it is quoted, else NULL. */
const char *word_bare_text(const struct word *);
/* The word as source text. */
char *word_source(struct arena *, const struct word *);
/* The command as one line of source text, for jobs(1p). */
char *node_source(struct arena *, const struct node *);
