/* Pattern matching: POSIX Shell Command Language, 2.14. */
#pragma once

#include <stdbool.h>

/* A backslash quotes the character after it. */
bool pattern_matches(const char *pattern, const char *string);
/* Nothing in it matches anything but itself. */
bool pattern_is_literal(const char *pattern);
/* Takes the backslashes out, in place. */
void pattern_unescape(char *pattern);
