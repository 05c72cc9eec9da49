/* Word expansion: POSIX Shell Command Language, 2.6. Results are in the scratch arena. */
#pragma once

#include <stdbool.h>

#include "tree.h"

struct fields {
	char **list;		/* ends with NULL */
	int count, capacity;
};

/* Every expansion, with field splitting and pathnames. */
void expand_words(struct fields *, const struct word *);
/* The first words as above, but those like NAME=value as assignments: for export and its like. */
void expand_declaration(struct fields *, const struct word *);
/* No splitting and no pathnames: a case word, the operand of a redirection, a body. */
char *expand_single(const struct word *);
/* As the value of an assignment: a tilde may also follow a colon. */
char *expand_value(const struct word *);
/* With what was quoted escaped, as pattern_matches wants it. */
char *expand_pattern(const struct word *);
void expand_prompt(struct text *, const char *);

void fields_add(struct fields *, char *);

/* What an expansion has produced so far, each byte with where it came from. */
enum origin {
	FROM_LITERAL,		/* unquoted source text: never split */
	FROM_EXPANSION,		/* split, and may hold pattern characters */
	FROM_QUOTES,		/* stands for itself */
	FIELD_BREAK,		/* no byte: between two fields of "$@" */
	EMPTY_QUOTES		/* no byte, but there is a field */
};

struct expansion {
	struct text bytes, origins;
	bool splits;		/* its fields will be split: "$@" makes several */
	bool after_colon;	/* tildes are looked for after colons too */
	bool nested;		/* in ${x-here}, where literals are split too */
};

void expansion_add(struct expansion *, const char *, enum origin);
void expansion_mark(struct expansion *, enum origin);
void expand_parts(struct expansion *, const struct word *);

/* parameter.c, substitution in command.c */
void expand_parameter(struct expansion *, const struct part *);
void expand_command(struct expansion *, const struct part *);
/* split.c */
void split_fields(struct fields *, const struct expansion *);
