/* The grammar: POSIX Shell Command Language, 2.10. */
#pragma once

#include <stdbool.h>

#include "tree.h"

/*
 * One complete command, up to its newline, with one reference; NULL at the end of the input.
 * A blank line is a unit whose root is NULL.
 */
struct unit *parser_command(void);
/* The inside of "$(", with its closing parenthesis. */
struct node *parser_substitution(void);
/* A whole string as part of the command being parsed: the inside of backquotes. */
struct node *parser_string(const char *, size_t length, int line);
/* A prompt or another text that is expanded as if in double quotes, as a unit of its own. */
struct unit *parser_text(const char *, struct word **);
bool parser_is_reserved(const char *);
