/* Quoting: a string written so that the shell reads it back as itself. */
#pragma once

#include "memory.h"

char *quote(struct arena *, const char *);
/* The same, but left bare when it needs no quotes. */
char *quote_if_needed(struct arena *, const char *);
