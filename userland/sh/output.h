/* What the builtins write: standard output in a buffer, standard error at once. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

void output_byte(int);
void output_string(const char *);
void output_bytes(const char *, size_t);
void output_print(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* The string quoted so that the shell reads it back as one word. */
void output_quoted(const char *);
/* False when any of it could not be written since the last call; says so. */
bool output_finish(const char *who);
void output_flush(void);
void output_discard(void);
void output_error(const char *format, ...) __attribute__((format(printf, 1, 2)));
bool write_all(int fd, const char *, size_t);
