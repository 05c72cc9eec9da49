/* Names of files, and what to do with trees of them. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* directory/name in to, which has PATH_MAX bytes; a complaint and false when it does not fit. */
bool path_join(char *to, const char *directory, const char *name);

/* The last component, slashes behind it ignored; a new string. */
char *path_base(const char *path);

bool path_is_directory(const char *path);

/* Whether the text is "." or "..". */
bool path_is_dots(const char *name);

/* The target of a command that takes SOURCE… TARGET: target itself, or target/base(source) in a directory. */
bool path_target(char *to, const char *target, const char *source);

/* Copies one file's bytes from one descriptor to another. */
bool copy_bytes(int from, int to);

/* Removes a file or a whole tree; complaints are printed. */
bool remove_tree(const char *path);

enum { COPY_TREES = 1, COPY_ATTRIBUTES = 2, COPY_LINKS = 4, COPY_FORCE = 8, COPY_ASK = 16, COPY_VERBOSE = 32 };

/* Copies a file, or with COPY_TREES whatever there is; complaints are printed. */
bool copy_path(const char *from, const char *to, int flags);

/* Asks on standard error and reads the answer: whether it begins with y. */
bool ask(const char *format, ...) __attribute__((format(printf, 1, 2)));
