/* Pathname expansion: POSIX Shell Command Language, 2.6.6 and 2.14.3. */
#pragma once

#include "expand.h"

/* Adds the sorted names that match; false, adding none, when there are none. */
bool glob_add(struct fields *, const char *pattern);
