/* Runs the tree: POSIX Shell Command Language, 2.9. */
#pragma once

#include <stdbool.h>

#include "expand.h"
#include "tree.h"

/* With `last` the process has nothing to do afterwards, so that it may become the command. */
int execute(const struct node *, bool last);

/* Runs the commands of a string, or of the current input, to the end of it. */
int run_string(const char *);
int run_input(bool last);

/* Applies -e to a status that nothing tests. */
void check_errexit(int status);

/* command.c */
int run_simple(const struct node *, bool last);
/* Becomes the program, or leaves with 126 or 127. */
_Noreturn void become(char **arguments, bool in_default_path);
/* pipeline.c */
int run_pipeline(const struct node *, bool background);
int run_background(const struct node *);
int run_subshell(const struct node *);
/* How many command substitutions there have been. */
extern int substitutions;
