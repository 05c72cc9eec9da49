/* Reads words: quotes, and the expansions inside them. POSIX Shell Command Language, 2.2 and 2.6. */
#pragma once

#include <stdbool.h>

#include "tree.h"

/* Where the characters being read stand, which decides what is special and what ends them. */
enum context {
	IN_COMMAND,		/* a word of a command */
	IN_BRACES,		/* ${x-here} */
	IN_QUOTES,		/* "here" */
	IN_QUOTED_BRACES,	/* "${x-here}" */
	IN_BODY,		/* a here-document or a prompt */
	IN_ARITHMETIC		/* $((here)) */
};

/* A word under construction. */
struct collector {
	struct text literal;
	bool literal_pending, literal_quoted;
	struct part *first, **tail;
};

struct word *words_read(void);
/* What is in a string, up to its end. */
struct word *words_from_string(const char *, size_t length, int line, enum context);

void collector_start(struct collector *);
void collector_literal(struct collector *, int c, bool quoted);
struct part *collector_part(struct collector *, enum part_kind, bool quoted);
struct word *collector_word(struct collector *);
void words_until_end(struct collector *, enum context);
bool context_quotes(enum context);

/* dollar.c: what follows a dollar sign or a backquote. */
void dollar_read(struct collector *, enum context);
void backquote_read(struct collector *, enum context);
