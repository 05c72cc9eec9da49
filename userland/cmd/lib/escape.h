/* Backslash escapes, as printf(1) and echo -e know them. */
#pragma once

#include <stdbool.h>

/*
 * The byte that the escape at *text, behind its backslash, stands for; *text is moved past
 * it. -1 for \c; a backslash itself, and nothing consumed, when it is no escape. In a %b
 * octal numbers begin with 0.
 */
int escape_byte(const char **text, bool octalNeedsZero);

/* Prints the text with its escapes done; false once \c says to stop. */
bool print_escaped(const char *text, bool octalNeedsZero);
