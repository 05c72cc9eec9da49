/* The line editor: lines typed at a terminal, in the manner of emacs. */
#pragma once

#include <stddef.h>
#include <sys/types.h>

#define EDIT_INTERRUPTED (-2)

/* One line with its newline, in *line, which grows; -1 at the end of the input. */
ssize_t edit_line(const char *prompt, char **line, size_t *capacity);
