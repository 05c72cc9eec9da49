/*
 * A compiled regular expression: a program for a machine that tries alternatives in order
 * and goes back when one fails (Thompson 1968, as told by Cox, "Regular Expression
 * Matching: the Virtual Machine Approach"). Jumps are relative, so that a piece of program
 * can be copied for a repetition.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "bracket.h"

enum operation {
	BYTE,        /* the byte a */
	ANY,         /* any byte; not a newline when lines are apart */
	SET,         /* a byte of set a */
	LINE_START,
	LINE_END,
	WORD_START,  /* \< */
	WORD_END,    /* \> */
	WORD_EDGE,   /* \b */
	WORD_INSIDE, /* \B */
	SAVE,        /* the position to slot a */
	AGAIN,       /* back by a if the loop's round, begun at slot b, got anywhere; then as SPLIT */
	SPLIT,       /* go on at +a, or else at +b */
	JUMP,        /* to +a */
	SAME,        /* what group a matched, once more */
	FOUND
};

struct instruction {
	enum operation operation;
	int a, b;
};

struct regex_program {
	struct instruction *code;
	int count, room;
	struct byteset *sets;
	int setCount;
	int groups;      /* \( … \), the whole being number 0 */
	int slots;       /* two for each group, then one for each loop */
	bool fold;       /* case does not matter */
	bool lines;      /* REG_NEWLINE */
	bool remembers;  /* there is a SAME: positions alone do not decide what follows */
};
