/* File modes as people write and read them: chmod(1), ls(1). */
#pragma once

#include <stdbool.h>
#include <sys/types.h>

/* "drwxr-xr-x" and a final NUL. */
void mode_text(mode_t mode, char text[11]);

/*
 * Applies "755" or "u+x,go-w" to a mode; false when the text is neither. A clause without
 * u, g, o or a leaves alone what mask forbids.
 */
bool mode_apply(const char *text, mode_t *mode, mode_t mask, bool directory);
