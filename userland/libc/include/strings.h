/* Comparison without regard to case: strcasecmp(3). */
#pragma once

#include <stddef.h>

int strcasecmp(const char *left, const char *right);
int strncasecmp(const char *left, const char *right, size_t length);
