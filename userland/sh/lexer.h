/* Tokens: POSIX Shell Command Language, 2.3. */
#pragma once

#include <stdbool.h>

#include "tree.h"

enum token_kind {
	TOKEN_END, TOKEN_NEWLINE, TOKEN_WORD, TOKEN_IO_NUMBER,
	TOKEN_AND_IF, TOKEN_OR_IF, TOKEN_AMPERSAND, TOKEN_SEMICOLON, TOKEN_CASE_END,
	TOKEN_CASE_FALL, TOKEN_PIPE, TOKEN_OPEN, TOKEN_CLOSE,
	TOKEN_LESS, TOKEN_LESS_LESS, TOKEN_LESS_LESS_DASH, TOKEN_LESS_AND, TOKEN_LESS_GREAT,
	TOKEN_GREAT, TOKEN_GREAT_GREAT, TOKEN_GREAT_AND, TOKEN_GREAT_PIPE
};

struct token {
	enum token_kind kind;
	struct word *word;
	int number;		/* of TOKEN_IO_NUMBER */
	int line;
	bool alias_invited;	/* follows an alias whose text ends in a blank */
};

/* A here-document whose body is still to come. */
struct document {
	struct redirect *redirect;
	struct document *next;
};

/* What the parser is in the middle of: saved and put back when it parses something else. */
struct lexer {
	struct unit *unit;
	struct token ahead;
	bool has_ahead;
	struct document *documents, **documents_tail;
};

extern struct lexer lexer;

struct token *lexer_peek(void);
struct token lexer_take(void);
/* The next character, joined lines joined. */
int lexer_char(void);
void *lexer_memory(size_t);
void lexer_forget_documents(void);

_Noreturn void syntax_error(const char *format, ...) __attribute__((format(printf, 1, 2)));
_Noreturn void unexpected(const struct token *, const char *expected);
