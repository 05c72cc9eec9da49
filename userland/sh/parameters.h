/* The positional parameters: POSIX Shell Command Language, 2.5.1. */
#pragma once

struct parameters {
	char **list;
	int count;
	char **owned;		/* what to free, NULL when the list belongs to someone else */
};

int parameters_count(void);
/* $1 is at 1; NULL past the last. */
const char *parameters_at(int);
void parameters_set(char **list, int count);
void parameters_shift(int);

/* A function's own parameters until parameters_leave, which is given what enter saved. */
void parameters_enter(struct parameters *saved, char **list, int count);
void parameters_leave(void *saved);
