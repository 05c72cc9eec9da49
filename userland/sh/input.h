/* Where the shell reads its commands from: a stack of files, strings and aliases. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct alias;

#define INPUT_END (-1)

/* The next character with no continuation removed; INPUT_END at the end of this source. */
int input_next(void);
void input_unread(int c);

/* A source of its own: it ends where the string or file ends.  Undone by input_pop. */
void input_push_string(const char *, size_t length, int line);
void input_push_file(int fd);
void input_pop(void *);
/* Characters to be read before what follows in the current source. */
void input_insert_alias(struct alias *, const char *);
void input_insert(const char *, size_t length);

/* Aliases whose text is used up may be substituted again from the next token on. */
void input_retire_aliases(void);
/* Since the last call, did an alias end whose text ends in a blank? */
bool input_alias_invites_next(void);

int input_line(void);
void input_set_line(int);
bool input_is_terminal(void);
/* Nothing but blanks and newlines are left, known without reading further. */
bool input_is_exhausted(void);
/* After an error at the terminal: drop what was typed. */
void input_discard(void);
void input_set_prompt(const char *name);
/* The descriptor commands are read from must not be taken by a redirection. */
void input_vacate(int fd);
void input_close_files(void);
