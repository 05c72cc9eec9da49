/* Pattern matching: POSIX Shell Command Language, 2.14. */
#pragma once

#include <stdbool.h>

/* A backslash quotes the character after it. */
bool pattern_matches(const char *pattern, const char *string);
/* The pattern's text when nothing in it is special, in place; else NULL. */
bool pattern_is_literal(const char *pattern);
void pattern_unescape(char *pattern);
