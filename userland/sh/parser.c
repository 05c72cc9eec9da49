#include "parser.h"

#include <stdlib.h>
#include <string.h>

#include "alias.h"
#include "chars.h"
#include "compound.h"
#include "failure.h"
#include "heredoc.h"
#include "input.h"
#include "lexer.h"
#include "words.h"

static const char *const reserved[] = {
	"!", "case", "do", "done", "elif", "else", "esac", "fi", "for", "if", "in", "then",
	"until", "while", "{", "}", NULL
};

/* Those that end the list they follow. */
static const char *const closing[] = { "do", "done", "elif", "else", "esac", "fi", "then", "}", NULL };

static bool
is_one_of(const char *const *list, const char *text)
{
	for (; *list != NULL; list++)
		if (strcmp(*list, text) == 0)
			return true;
	return false;
}

bool
parser_is_reserved(const char *text)
{
	return is_one_of(reserved, text);
}

struct node *
node_new(enum node_kind kind)
{
	struct node *node = lexer_memory(sizeof *node);

	node->kind = kind;
	node->line = lexer_peek()->line;
	return node;
}

void
skip_newlines(void)
{
	while (lexer_peek()->kind == TOKEN_NEWLINE)
		lexer_take();
}

/* Puts the text of an alias in the place of the word ahead: 2.3.1. */
static bool
substitute_alias(void)
{
	const char *text = lexer_peek()->kind == TOKEN_WORD ? word_bare_text(lexer_peek()->word) : NULL;
	struct alias *alias = text && !parser_is_reserved(text) ? alias_find(text) : NULL;

	if (alias == NULL || alias->in_use)
		return false;
	lexer_take();
	input_insert_alias(alias, alias->value);
	return true;
}

struct token *
peek_command_word(void)
{
	while (lexer_peek()->kind == TOKEN_WORD && substitute_alias())
		continue;
	return lexer_peek();
}

bool
peek_reserved(const char *word)
{
	struct token *token = peek_command_word();
	const char *text = token->kind == TOKEN_WORD ? word_bare_text(token->word) : NULL;

	return text != NULL && strcmp(text, word) == 0;
}

void
expect_reserved(const char *word)
{
	if (!peek_reserved(word))
		unexpected(lexer_peek(), word);
	lexer_take();
}

static bool
is_redirection(enum token_kind kind)
{
	return kind == TOKEN_IO_NUMBER || kind >= TOKEN_LESS;
}

static enum redirect_kind
redirect_kind_of(enum token_kind kind)
{
	switch (kind) {
	case TOKEN_LESS:
		return REDIRECT_INPUT;
	case TOKEN_GREAT:
		return REDIRECT_OUTPUT;
	case TOKEN_GREAT_PIPE:
		return REDIRECT_CLOBBER;
	case TOKEN_GREAT_GREAT:
		return REDIRECT_APPEND;
	case TOKEN_LESS_GREAT:
		return REDIRECT_READ_WRITE;
	case TOKEN_LESS_AND:
		return REDIRECT_DUPLICATE_INPUT;
	case TOKEN_GREAT_AND:
		return REDIRECT_DUPLICATE_OUTPUT;
	default:
		return REDIRECT_HERE;
	}
}

static bool
writes(enum redirect_kind kind)
{
	return kind == REDIRECT_OUTPUT || kind == REDIRECT_CLOBBER || kind == REDIRECT_APPEND || kind == REDIRECT_DUPLICATE_OUTPUT;
}

static struct redirect *
redirection(void)
{
	struct redirect *redirect = lexer_memory(sizeof *redirect);
	struct token token = lexer_take(), target;
	bool numbered = token.kind == TOKEN_IO_NUMBER;

	redirect->fd = token.number;
	if (numbered)
		token = lexer_take();
	redirect->kind = redirect_kind_of(token.kind);
	redirect->strip_tabs = token.kind == TOKEN_LESS_LESS_DASH;
	if (!numbered)
		redirect->fd = writes(redirect->kind) ? 1 : 0;
	target = lexer_take();
	if (target.kind != TOKEN_WORD)
		unexpected(&target, NULL);
	redirect->target = target.word;
	if (redirect->kind == REDIRECT_HERE)
		heredoc_expect(redirect);
	return redirect;
}

void
redirections(struct redirect **tail)
{
	while (*tail != NULL)
		tail = &(*tail)->next;
	for (; is_redirection(lexer_peek()->kind); tail = &(*tail)->next)
		*tail = redirection();
}

/* NAME=value, with nothing of NAME= quoted; NULL when the word is something else. */
static struct assignment *
as_assignment(const struct word *word)
{
	struct part *first = word->parts;
	struct assignment *assignment;
	size_t length;

	if (first == NULL || first->kind != PART_LITERAL || first->quoted)
		return NULL;
	length = name_length(first->text);
	if (length == 0 || first->text[length] != '=')
		return NULL;
	assignment = lexer_memory(sizeof *assignment);
	assignment->name = arena_copy(&lexer.unit->arena, first->text, length);
	assignment->value = lexer_memory(sizeof *assignment->value);
	assignment->value->parts = first->next;
	if (first->text[length + 1] != '\0') {
		struct part *rest = lexer_memory(sizeof *rest);

		*rest = *first;
		rest->text = first->text + length + 1;
		assignment->value->parts = rest;
	}
	return assignment;
}

static struct node *
function_definition(const char *name, struct node *node)
{
	struct token token;

	lexer_take();
	token = lexer_take();
	if (token.kind != TOKEN_CLOSE)
		unexpected(&token, ")");
	if (name == NULL || parser_is_reserved(name))
		syntax_error("bad function name");
	skip_newlines();
	node->kind = NODE_FUNCTION;
	node->function.name = arena_string(&lexer.unit->arena, name);
	node->function.unit = lexer.unit;
	node->function.body = compound_command();
	if (node->function.body == NULL)
		unexpected(lexer_peek(), NULL);
	redirections(&node->function.body->redirects);
	return node;
}

static struct node *
simple_command(void)
{
	struct node *node = node_new(NODE_SIMPLE);
	struct assignment **assignments = &node->simple.assignments;
	struct word **words = &node->simple.words;
	struct redirect **redirects = &node->redirects;

	for (;;) {
		struct token *token = lexer_peek();

		if (is_redirection(token->kind)) {
			*redirects = redirection();
			redirects = &(*redirects)->next;
			continue;
		}
		if (token->kind != TOKEN_WORD)
			break;
		if ((node->simple.words == NULL || token->alias_invited) && substitute_alias())
			continue;
		if (node->simple.words == NULL && (*assignments = as_assignment(token->word)) != NULL) {
			lexer_take();
			assignments = &(*assignments)->next;
			continue;
		}
		*words = lexer_take().word;
		words = &(*words)->next;
		if (lexer_peek()->kind == TOKEN_OPEN && words == &node->simple.words->next
		    && node->redirects == NULL && node->simple.assignments == NULL)
			return function_definition(word_bare_text(node->simple.words), node);
	}
	if (node->simple.words == NULL && node->simple.assignments == NULL && node->redirects == NULL)
		unexpected(lexer_peek(), NULL);
	return node;
}

static struct node *
command(void)
{
	struct node *compound;
	struct token *token = peek_command_word();
	const char *text = token->kind == TOKEN_WORD ? word_bare_text(token->word) : NULL;

	stack_check();
	compound = compound_command();
	if (compound != NULL) {
		redirections(&compound->redirects);
		return compound;
	}
	if (text != NULL && (is_one_of(closing, text) || strcmp(text, "!") == 0))
		unexpected(token, NULL);
	return simple_command();
}

static struct node *
pipeline(void)
{
	struct node *node, *pipe, **tail;
	bool negated = false;

	if (peek_reserved("!")) {
		negated = true;
		lexer_take();
	}
	node = command();
	if (lexer_peek()->kind == TOKEN_PIPE) {
		pipe = node_new(NODE_PIPELINE);
		pipe->line = node->line;
		pipe->body = node;
		for (tail = &node->next; lexer_peek()->kind == TOKEN_PIPE; tail = &(*tail)->next) {
			lexer_take();
			skip_newlines();
			*tail = command();
		}
		node = pipe;
	}
	if (negated) {
		struct node *not = node_new(NODE_NOT);

		not->body = node;
		node = not;
	}
	return node;
}

static struct node *
and_or(void)
{
	struct node *left = pipeline();

	for (;;) {
		enum token_kind kind = lexer_peek()->kind;
		struct node *both;

		if (kind != TOKEN_AND_IF && kind != TOKEN_OR_IF)
			return left;
		lexer_take();
		skip_newlines();
		both = node_new(kind == TOKEN_AND_IF ? NODE_AND : NODE_OR);
		both->pair.left = left;
		both->pair.right = pipeline();
		left = both;
	}
}

static bool
list_ends(void)
{
	struct token *token = peek_command_word();
	const char *text;

	switch (token->kind) {
	case TOKEN_END:
	case TOKEN_CLOSE:
	case TOKEN_NEWLINE:
	case TOKEN_CASE_END:
	case TOKEN_CASE_FALL:
		return true;
	case TOKEN_WORD:
		text = word_bare_text(token->word);
		return text != NULL && is_one_of(closing, text);
	default:
		return false;
	}
}

/* Commands with their separators; newlines separate too, unless the list is a line's. */
static struct node *
list(bool over_lines)
{
	struct node *first = NULL, **tail = &first, *sequence;
	enum token_kind kind;

	if (over_lines)
		skip_newlines();
	while (!list_ends()) {
		struct node *item = and_or();

		kind = lexer_peek()->kind;
		if (kind == TOKEN_AMPERSAND) {
			struct node *background = node_new(NODE_BACKGROUND);

			background->body = item;
			item = background;
		}
		*tail = item;
		tail = &item->next;
		if (kind == TOKEN_AMPERSAND || kind == TOKEN_SEMICOLON)
			lexer_take();
		else if (kind != TOKEN_NEWLINE || !over_lines)
			break;
		if (over_lines)
			skip_newlines();
	}
	if (first == NULL || first->next == NULL)
		return first;
	sequence = node_new(NODE_SEQUENCE);
	sequence->line = first->line;
	sequence->body = first;
	return sequence;
}

struct node *
compound_list(void)
{
	struct node *body = list(true);

	if (body == NULL)
		unexpected(lexer_peek(), NULL);
	return body;
}

struct node *
optional_list(void)
{
	return list(true);
}

static void
restore_lexer(void *saved)
{
	struct unit *unit = lexer.unit;
	const struct lexer *before = saved;

	lexer = *before;
	if (lexer.documents == NULL)
		lexer_forget_documents();
	if (unit != lexer.unit)
		unit_drop(unit);
}

/* Sets the parser to work on something else until the cleanup is popped. */
static void
suspend_lexer(struct lexer *saved, struct cleanup *cleanup)
{
	*saved = lexer;
	cleanup_push(cleanup, restore_lexer, saved);
	lexer.has_ahead = false;
}

static void
begin_unit(void)
{
	lexer.unit = must_take(sizeof *lexer.unit);
	*lexer.unit = (struct unit){ .references = 1 };
	lexer_forget_documents();
}

struct unit *
parser_command(void)
{
	struct lexer saved;
	struct cleanup cleanup;
	struct unit *unit = NULL;
	struct token token;

	suspend_lexer(&saved, &cleanup);
	begin_unit();
	input_set_prompt("PS1");
	if (lexer_peek()->kind != TOKEN_END) {
		lexer.unit->root = list(false);
		token = lexer_take();
		if (token.kind != TOKEN_NEWLINE && token.kind != TOKEN_END)
			unexpected(&token, NULL);
		if (token.kind == TOKEN_END)
			heredocs_read();
		unit = lexer.unit;
		unit->references++;
	}
	cleanup_pop();
	return unit;
}

struct node *
parser_substitution(void)
{
	struct token ahead = lexer.ahead;
	bool has_ahead = lexer.has_ahead;
	struct node *body;
	struct token token;

	lexer.has_ahead = false;
	body = optional_list();
	token = lexer_take();
	if (token.kind != TOKEN_CLOSE)
		unexpected(&token, ")");
	lexer.ahead = ahead;
	lexer.has_ahead = has_ahead;
	return body;
}

struct node *
parser_string(const char *string, size_t length, int line)
{
	struct lexer saved;
	struct cleanup source, state;
	struct node *body;

	suspend_lexer(&saved, &state);
	lexer_forget_documents();
	input_push_string(string, length, line);
	cleanup_push(&source, input_pop, NULL);
	body = optional_list();
	if (lexer_peek()->kind != TOKEN_END)
		unexpected(lexer_peek(), NULL);
	heredocs_read();
	cleanup_pop();
	cleanup_pop();
	return body;
}

struct unit *
parser_text(const char *string, struct word **word)
{
	struct lexer saved;
	struct cleanup cleanup;
	struct unit *unit;

	suspend_lexer(&saved, &cleanup);
	begin_unit();
	*word = words_from_string(string, strlen(string), input_line(), IN_BODY);
	unit = lexer.unit;
	unit->references++;
	cleanup_pop();
	return unit;
}
