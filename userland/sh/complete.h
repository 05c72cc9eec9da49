/* Completion: what the word before the cursor may become. */
#pragma once

#include "expand.h"

/*
 * The candidates for the word that ends at the end of `line`, as source text, sorted and each
 * once; *start is where the word begins.  A directory ends in a slash.
 */
void complete(const char *line, size_t *start, struct fields *candidates);
/* How much they all begin with alike. */
size_t complete_common(const struct fields *candidates);
