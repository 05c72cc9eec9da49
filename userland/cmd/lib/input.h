/* The files a filter reads: those named, "-" and none at all being standard input. */
#pragma once

#include <stdbool.h>
#include <stdio.h>

/* Opens one; a complaint and NULL on failure. */
FILE *input_open(const char *name);
void input_close(FILE *input);

/* Calls the function for every file named from argv[optind] on; false when one could not be opened. */
bool input_each(int argc, char *argv[], void (*function)(FILE *input, const char *name));

/* getline without the newline at the end; its length, or -1. *ended says whether there was one. */
ssize_t input_line(char **line, size_t *size, FILE *input, bool *ended);
