/* What every command has in common: its usage line, --help, and an honest exit status. */
#pragma once

#include <stdbool.h>

/* Remembers the usage line; answers --help as the only argument and leaves. */
void command_begin(int argc, char *argv[], const char *usage);

/* The usage line on standard error, and out. */
_Noreturn void command_usage(int status);

/* Writes out what standard output still holds; a failure to do so is a failure of the command. */
int command_end(int status);

/* A whole number of at least least, or a complaint and out with that status. */
long command_number(const char *text, long least, int status);
