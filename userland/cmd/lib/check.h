/* The checks of an exerciser: one line each, PASS or FAIL, and a count at the end. */
#pragma once

#include <stdbool.h>

/* Says which and how it went; returns how it went. */
bool check(bool good, const char *what);

/* The last line; returns main's status: 0 when every check passed. */
int check_result(const char *program);

/* Waits for the child and answers its status as wait(2) gives it, or -1. */
int check_child(int pid);
