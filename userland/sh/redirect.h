/* Redirection: POSIX Shell Command Language, 2.7. */
#pragma once

#include <stdbool.h>

#include "tree.h"

/* What the descriptors were before, for redirect_undo. */
struct redirected {
	struct saved *saved;
	struct redirected *outer;
};

void redirect_begin(struct redirected *);
/* False, having complained, when one fails.  Without `undo` they are for good. */
bool redirect_apply(const struct redirect *, struct redirected *undo);
void redirect_undo(void *redirected);
/* In a new process: what was saved is nobody's. */
void redirect_forget(void);

/* A descriptor of the shell's own, out of the script's way. */
int descriptor_hide(int fd);
