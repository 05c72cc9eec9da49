#include "words.h"

#include <string.h>

#include "chars.h"
#include "failure.h"
#include "input.h"
#include "lexer.h"

void
collector_start(struct collector *collector)
{
	memset(collector, 0, sizeof *collector);
	collector->tail = &collector->first;
}

static void
flush_literal(struct collector *collector)
{
	struct part *part;

	if (!collector->literal_pending)
		return;
	collector->literal_pending = false;
	part = lexer_memory(sizeof *part);
	part->kind = PART_LITERAL;
	part->quoted = collector->literal_quoted;
	part->text = text_string(&collector->literal);
	*collector->tail = part;
	collector->tail = &part->next;
}

/* Starts a literal, which may stay empty: '' is a word. */
static void
open_literal(struct collector *collector, bool quoted)
{
	if (collector->literal_pending && collector->literal_quoted == quoted)
		return;
	flush_literal(collector);
	collector->literal = text_in(&lexer.unit->arena);
	collector->literal_pending = true;
	collector->literal_quoted = quoted;
}

void
collector_literal(struct collector *collector, int c, bool quoted)
{
	open_literal(collector, quoted);
	text_add(&collector->literal, c);
}

struct part *
collector_part(struct collector *collector, enum part_kind kind, bool quoted)
{
	struct part *part;

	flush_literal(collector);
	part = lexer_memory(sizeof *part);
	part->kind = kind;
	part->quoted = quoted;
	*collector->tail = part;
	collector->tail = &part->next;
	return part;
}

struct word *
collector_word(struct collector *collector)
{
	struct word *word = lexer_memory(sizeof *word);

	flush_literal(collector);
	word->parts = collector->first;
	return word;
}

bool
context_quotes(enum context context)
{
	return context != IN_COMMAND && context != IN_BRACES;
}

static void
read_single_quotes(struct collector *collector)
{
	int c;

	open_literal(collector, true);
	while ((c = input_next()) != '\'') {
		if (c == INPUT_END)
			syntax_error("unterminated quoted string");
		collector_literal(collector, c, true);
	}
}

/* An empty pair of double quotes makes a word too, but not one around an absent "$@". */
static void
read_double_quotes(struct collector *collector)
{
	int c = lexer_char();

	if (c == '"') {
		open_literal(collector, true);
		return;
	}
	input_unread(c);
	words_until_end(collector, IN_QUOTES);
}

static const char *
escapable(enum context context)
{
	switch (context) {
	case IN_BODY:
		return "$`\\";
	case IN_QUOTED_BRACES:
		return "$`\"\\}";
	default:
		return "$`\"\\";
	}
}

static void
read_backslash(struct collector *collector, enum context context)
{
	int c = input_next();

	if (c == INPUT_END) {
		collector_literal(collector, '\\', true);
	} else if (!context_quotes(context)) {
		collector_literal(collector, c, true);
	} else {
		if (strchr(escapable(context), c) == NULL)
			collector_literal(collector, '\\', true);
		collector_literal(collector, c, true);
	}
}

/* Handles a double quote; true when it ends what is being read. */
static bool
read_quote_mark(struct collector *collector, enum context context)
{
	switch (context) {
	case IN_QUOTES:
		return true;
	case IN_BODY:
		collector_literal(collector, '"', true);
		return false;
	case IN_ARITHMETIC:
		return false;
	case IN_COMMAND:
	case IN_BRACES:
	case IN_QUOTED_BRACES:
		read_double_quotes(collector);
		return false;
	}
	return false;
}

static bool
ends(int c, enum context context)
{
	if (context == IN_BRACES || context == IN_QUOTED_BRACES)
		return c == '}';
	if (context == IN_COMMAND && strchr(" \t\n&;|()<>", c) != NULL) {
		input_unread(c);
		return true;
	}
	return false;
}

void
words_until_end(struct collector *collector, enum context context)
{
	int c;

	stack_check();
	for (;;) {
		c = lexer_char();
		if (c == INPUT_END) {
			if (context == IN_QUOTES)
				syntax_error("unterminated quoted string");
			if (context == IN_BRACES || context == IN_QUOTED_BRACES)
				syntax_error("missing '}'");
			return;
		}
		if (ends(c, context))
			return;
		if (c == '$')
			dollar_read(collector, context);
		else if (c == '`')
			backquote_read(collector, context);
		else if (c == '\\')
			read_backslash(collector, context);
		else if (c == '\'' && !context_quotes(context))
			read_single_quotes(collector);
		else if (c != '"')
			collector_literal(collector, c, context_quotes(context));
		else if (read_quote_mark(collector, context))
			return;
	}
}

struct word *
words_read(void)
{
	struct collector collector;

	collector_start(&collector);
	words_until_end(&collector, IN_COMMAND);
	return collector_word(&collector);
}

struct word *
words_from_string(const char *string, size_t length, int line, enum context context)
{
	struct collector collector;
	struct cleanup source;

	collector_start(&collector);
	input_push_string(string, length, line);
	cleanup_push(&source, input_pop, NULL);
	words_until_end(&collector, context);
	cleanup_pop();
	return collector_word(&collector);
}
