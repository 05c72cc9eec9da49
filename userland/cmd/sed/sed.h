/* What a sed script is made of, between its parser and its machine. */
#pragma once

#include <regex.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

enum address_kind { NO_ADDRESS, LINE, LAST, EXPRESSION, STEP, OFFSET, MULTIPLE };

struct address {
	enum address_kind kind;
	long line, step;  /* STEP: from line on every step-th; OFFSET: line more; MULTIPLE: up to one of line */
	regex_t *regex;   /* NULL: the last one used */
};

/* s/regex/replacement/flags */
struct substitution {
	regex_t *regex;
	char *replacement; /* \1…\9 and & stay as they are written */
	bool global, print;
	long number;       /* which match; 1 is the first */
	FILE *file;
};

struct command {
	struct address from, to;
	bool inverted;
	char letter;
	char *text;        /* of a i c, a label, a file's name */
	long number;       /* of q and l */
	FILE *file;        /* of w */
	unsigned char *map; /* of y */
	struct substitution *s;
	int target;        /* of { b t T: where to go on */
	bool inRange;      /* the state of a two-address command */
	long rangeEnd;
};

struct script {
	struct command *commands;
	int count, room;
};

/* Adds the text to the script; complaints end the program. */
void parse_script(struct script *script, const char *text, bool extended);

/* Blocks must be closed and labels known, once everything is parsed. */
void finish_script(struct script *script);

struct options {
	bool quiet, inPlace, separate;
};

/* Runs the script over the files; the exit status. */
int run_script(const struct script *script, const struct options *options, char *files[], int count);
