/* The order that sort puts lines in. */
#pragma once

#include <stdbool.h>

/* How lines, or one key of theirs, are compared. */
struct order {
	bool numeric, human, fold, dictionary, printable, reverse, blanks, general;
};

/* -k: from field and character to field and character, 0 for the end. */
struct key {
	long startField, startByte, endField, endByte;
	struct order order;
	bool ownOrder;
	struct key *next;
};

/* How the whole run sorts. */
struct sorting {
	struct order global;
	struct key *keys;
	char separator; /* of fields; NUL: blanks */
	bool unique, stable;
};

extern struct sorting sorting;

/* By the keys, or by the whole line when there are none. */
int compare_keys(char *left, char *right);

/* For qsort: two pointers to lines. Lines equal by their keys are ordered as a whole, unless they are to stay as they came. */
int compare_lines(const void *left, const void *right);
