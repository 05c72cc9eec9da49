/* Bracket expressions, as shell patterns and regular expressions share them: re_format, 9.3.5 of POSIX XBD. */
#pragma once

#include <stdbool.h>

/* A set of bytes. */
struct byteset {
	unsigned long word[4];
};

void byteset_add(struct byteset *set, unsigned char byte);
bool byteset_has(const struct byteset *set, unsigned char byte);
void byteset_fold(struct byteset *set);   /* both cases of every letter it has */
void byteset_invert(struct byteset *set);

/*
 * Reads what follows '[' up to and including the closing ']' into set. Returns what comes
 * after it, or NULL with *error (a REG_ value) when there is no valid expression.
 */
const char *bracket_parse(const char *text, bool exclamation, struct byteset *set, bool *inverted, int *error);
