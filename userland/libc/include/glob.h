/* Names that match a shell pattern: glob(3). */
#pragma once

#include <stddef.h>

#define GLOB_ERR 1
#define GLOB_MARK 2
#define GLOB_NOSORT 4
#define GLOB_NOCHECK 16
#define GLOB_NOESCAPE 64
#define GLOB_NOSPACE 1
#define GLOB_ABORTED 2
#define GLOB_NOMATCH 3

typedef struct {
	size_t gl_pathc;
	char **gl_pathv;
} glob_t;

int glob(const char *restrict pattern, int flags, int (*onError)(const char *, int), glob_t *restrict found);
void globfree(glob_t *found);
