/* The names of signals: signal(7). */
#pragma once

#include <stdbool.h>

#define SIGNALS 65

/* "INT" for 2, "EXIT" for 0. */
const char *signal_name(int);
/* What happened to who died of it: "Terminated". */
const char *signal_story(int);
/* A name, with or without SIG, in any case, or a number; -1 for neither. */
int signal_number(const char *);
