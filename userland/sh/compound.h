/* What the parts of the parser share: simple commands in parser.c, compound ones in compound.c. */
#pragma once

#include "lexer.h"

/* NULL when what is ahead starts none. */
struct node *compound_command(void);

struct node *node_new(enum node_kind);
struct node *compound_list(void);
struct node *optional_list(void);
void redirections(struct redirect **tail);
void skip_newlines(void);
struct token *peek_command_word(void);
bool peek_reserved(const char *);
void expect_reserved(const char *);
