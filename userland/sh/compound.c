/* Compound commands: POSIX Shell Command Language, 2.9.4. */
#include "compound.h"

#include <string.h>

#include "chars.h"

static struct node *
subshell(void)
{
	struct node *node = node_new(NODE_SUBSHELL);
	struct token token;

	lexer_take();
	node->body = compound_list();
	token = lexer_take();
	if (token.kind != TOKEN_CLOSE)
		unexpected(&token, ")");
	return node;
}

static struct node *
group(void)
{
	struct node *node = node_new(NODE_GROUP);

	lexer_take();
	node->body = compound_list();
	expect_reserved("}");
	return node;
}

/* From `if` or `elif` on; an elif is the lone command of its else. */
static struct node *
conditional(void)
{
	struct node *node = node_new(NODE_IF);

	lexer_take();
	node->pair.left = compound_list();
	expect_reserved("then");
	node->pair.right = compound_list();
	if (peek_reserved("elif")) {
		node->pair.otherwise = conditional();
		return node;
	}
	if (peek_reserved("else")) {
		lexer_take();
		node->pair.otherwise = compound_list();
	}
	expect_reserved("fi");
	return node;
}

static struct node *
do_group(void)
{
	struct node *body;

	expect_reserved("do");
	body = compound_list();
	expect_reserved("done");
	return body;
}

static struct node *
conditional_loop(enum node_kind kind)
{
	struct node *node = node_new(kind);

	lexer_take();
	node->pair.left = compound_list();
	node->pair.right = do_group();
	return node;
}

static bool
is_plain_word(const struct token *token, const char *text)
{
	const char *bare = token->kind == TOKEN_WORD ? word_bare_text(token->word) : NULL;

	return bare != NULL && strcmp(bare, text) == 0;
}

static void
loop_words(struct node *node)
{
	struct word **tail = &node->loop.words;

	lexer_take();
	for (; lexer_peek()->kind == TOKEN_WORD; tail = &(*tail)->next)
		*tail = lexer_take().word;
	if (lexer_peek()->kind != TOKEN_SEMICOLON && lexer_peek()->kind != TOKEN_NEWLINE)
		unexpected(lexer_peek(), NULL);
	lexer_take();
}

static struct node *
word_loop(void)
{
	struct node *node = node_new(NODE_FOR);
	struct token token;
	const char *name;

	lexer_take();
	token = lexer_take();
	name = token.kind == TOKEN_WORD ? word_bare_text(token.word) : NULL;
	if (name == NULL || !is_name(name))
		syntax_error("bad for loop variable");
	node->loop.name = arena_string(&lexer.unit->arena, name);
	skip_newlines();
	if (is_plain_word(lexer_peek(), "in")) {
		loop_words(node);
	} else {
		node->loop.over_parameters = true;
		if (lexer_peek()->kind == TOKEN_SEMICOLON)
			lexer_take();
	}
	skip_newlines();
	node->loop.body = do_group();
	return node;
}

static struct case_item *
case_item(void)
{
	struct case_item *item = lexer_memory(sizeof *item);
	struct word **tail = &item->patterns;
	struct token token;

	if (lexer_peek()->kind == TOKEN_OPEN)
		lexer_take();
	do {
		token = lexer_take();
		if (token.kind != TOKEN_WORD)
			unexpected(&token, NULL);
		*tail = token.word;
		tail = &(*tail)->next;
		token = lexer_take();
	} while (token.kind == TOKEN_PIPE);
	if (token.kind != TOKEN_CLOSE)
		unexpected(&token, ")");
	item->body = optional_list();
	return item;
}

static struct node *
choice(void)
{
	struct node *node = node_new(NODE_CASE);
	struct case_item **tail = &node->choice.items;
	struct token token;

	lexer_take();
	token = lexer_take();
	if (token.kind != TOKEN_WORD)
		unexpected(&token, NULL);
	node->choice.subject = token.word;
	skip_newlines();
	if (!is_plain_word(lexer_peek(), "in"))
		unexpected(lexer_peek(), "in");
	lexer_take();
	skip_newlines();
	while (!is_plain_word(lexer_peek(), "esac")) {
		*tail = case_item();
		if (lexer_peek()->kind != TOKEN_CASE_END && lexer_peek()->kind != TOKEN_CASE_FALL)
			break;
		(*tail)->falls_through = lexer_take().kind == TOKEN_CASE_FALL;
		tail = &(*tail)->next;
		skip_newlines();
	}
	expect_reserved("esac");
	return node;
}

struct node *
compound_command(void)
{
	if (lexer_peek()->kind == TOKEN_OPEN)
		return subshell();
	if (peek_reserved("{"))
		return group();
	if (peek_reserved("if"))
		return conditional();
	if (peek_reserved("while"))
		return conditional_loop(NODE_WHILE);
	if (peek_reserved("until"))
		return conditional_loop(NODE_UNTIL);
	if (peek_reserved("for"))
		return word_loop();
	if (peek_reserved("case"))
		return choice();
	return NULL;
}
