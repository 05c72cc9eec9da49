#include "lexer.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "chars.h"
#include "failure.h"
#include "heredoc.h"
#include "input.h"
#include "shell.h"
#include "words.h"

struct lexer lexer;

static const struct {
	enum token_kind kind;
	const char *text;
} operators[] = {
	/* The longest first. */
	{ TOKEN_LESS_LESS_DASH, "<<-" },
	{ TOKEN_AND_IF, "&&" }, { TOKEN_OR_IF, "||" }, { TOKEN_CASE_END, ";;" },
	{ TOKEN_CASE_FALL, ";&" }, { TOKEN_LESS_LESS, "<<" }, { TOKEN_GREAT_GREAT, ">>" },
	{ TOKEN_LESS_AND, "<&" }, { TOKEN_GREAT_AND, ">&" }, { TOKEN_LESS_GREAT, "<>" },
	{ TOKEN_GREAT_PIPE, ">|" },
	{ TOKEN_AMPERSAND, "&" }, { TOKEN_SEMICOLON, ";" }, { TOKEN_PIPE, "|" },
	{ TOKEN_OPEN, "(" }, { TOKEN_CLOSE, ")" }, { TOKEN_LESS, "<" }, { TOKEN_GREAT, ">" },
};

#define OPERATORS (sizeof operators / sizeof operators[0])

void *
lexer_memory(size_t size)
{
	return memset(arena_take(&lexer.unit->arena, size), 0, size);
}

void
lexer_forget_documents(void)
{
	lexer.documents = NULL;
	lexer.documents_tail = &lexer.documents;
}

void
syntax_error(const char *format, ...)
{
	char message[256];
	va_list values;

	va_start(values, format);
	vsnprintf(message, sizeof message, format, values);
	va_end(values);
	shell.line = input_line();
	fail(2, "syntax error: %s", message);
}

static const char *
token_text(const struct token *token)
{
	size_t i;

	if (token->kind == TOKEN_END)
		return "end of file";
	if (token->kind == TOKEN_NEWLINE)
		return "newline";
	for (i = 0; i < OPERATORS; i++)
		if (operators[i].kind == token->kind)
			return operators[i].text;
	return token->word ? word_source(&lexer.unit->arena, token->word) : "redirection";
}

void
unexpected(const struct token *token, const char *expected)
{
	const char *found = token_text(token);
	const char *mark = token->kind == TOKEN_END || token->kind == TOKEN_NEWLINE ? "" : "\"";

	if (expected != NULL)
		syntax_error("%s%.80s%s unexpected (expecting \"%s\")", mark, found, mark, expected);
	syntax_error("%s%.80s%s unexpected", mark, found, mark);
}

int
lexer_char(void)
{
	int c, following;

	while ((c = input_next()) == '\\') {
		following = input_next();
		if (following != '\n') {
			input_unread(following);
			return c;
		}
	}
	return c;
}

static int
skip_blanks(void)
{
	int c;

	do
		c = lexer_char();
	while (is_blank(c));
	if (c == '#')
		do
			c = input_next();
		while (c != '\n' && c != INPUT_END);
	return c;
}

/* Takes as many characters as still make an operator: 2.3, rules 2 and 3. */
static enum token_kind
read_operator(int c)
{
	char text[4] = { (char)c };
	enum token_kind kind = TOKEN_END;
	size_t i, length = 1;
	bool longer = true;

	while (longer) {
		longer = false;
		for (i = 0; i < OPERATORS; i++)
			if (strcmp(operators[i].text, text) == 0)
				kind = operators[i].kind;
			else if (strncmp(operators[i].text, text, length) == 0)
				longer = true;
		if (!longer)
			break;
		c = lexer_char();
		text[length] = (char)c;
		longer = false;
		for (i = 0; i < OPERATORS && c > 0; i++)
			if (strncmp(operators[i].text, text, length + 1) == 0)
				longer = true;
		if (longer) {
			length++;
		} else {
			text[length] = '\0';
			input_unread(c);
		}
	}
	return kind;
}

static bool
is_operator_start(int c)
{
	return c > 0 && strchr("&;|()<>", c) != NULL;
}

/* A word of digits right before a redirection operator names its descriptor. */
static void
read_word(struct token *token)
{
	const char *digits, *c;
	int next;

	token->kind = TOKEN_WORD;
	token->word = words_read();
	digits = c = word_bare_text(token->word);
	if (c == NULL)
		return;
	while (is_digit(*c))
		c++;
	if (*c != '\0' || c - digits > 9)
		return;
	next = lexer_char();
	input_unread(next);
	if (next == '<' || next == '>') {
		token->kind = TOKEN_IO_NUMBER;
		token->number = atoi(digits);
	}
}

static struct token
read_token(void)
{
	struct token token = { .kind = TOKEN_END };
	int c;

	input_retire_aliases();
	c = skip_blanks();
	token.line = input_line();
	token.alias_invited = input_alias_invites_next();
	if (c == INPUT_END)
		return token;
	if (c == '\n') {
		token.kind = TOKEN_NEWLINE;
		token.line--;
		heredocs_read();
	} else if (is_operator_start(c)) {
		token.kind = read_operator(c);
	} else {
		input_unread(c);
		read_word(&token);
	}
	return token;
}

struct token *
lexer_peek(void)
{
	if (!lexer.has_ahead) {
		lexer.ahead = read_token();
		lexer.has_ahead = true;
	}
	return &lexer.ahead;
}

struct token
lexer_take(void)
{
	struct token token = *lexer_peek();

	lexer.has_ahead = false;
	return token;
}
