/* Writes the tree back as source text, on one line. */
#include <string.h>

#include "quote.h"
#include "tree.h"

static void write_node(struct text *, const struct node *);
static void write_word(struct text *, const struct word *);

static const char *const parameter_operators[] = {
	[OP_NONE] = "", [OP_LENGTH] = "#", [OP_DEFAULT] = "-", [OP_ASSIGN] = "=", [OP_ERROR] = "?",
	[OP_ALTERNATIVE] = "+", [OP_SHORTEST_SUFFIX] = "%", [OP_LONGEST_SUFFIX] = "%%",
	[OP_SHORTEST_PREFIX] = "#", [OP_LONGEST_PREFIX] = "##", [OP_BAD] = ""
};

static const char *const redirect_operators[] = {
	[REDIRECT_INPUT] = "<", [REDIRECT_OUTPUT] = ">", [REDIRECT_CLOBBER] = ">|",
	[REDIRECT_APPEND] = ">>", [REDIRECT_READ_WRITE] = "<>", [REDIRECT_DUPLICATE_INPUT] = "<&",
	[REDIRECT_DUPLICATE_OUTPUT] = ">&", [REDIRECT_HERE] = "<<"
};

static void
write_parameter(struct text *to, const struct part *part)
{
	text_append(to, "${");
	if (part->op == OP_LENGTH)
		text_add(to, '#');
	text_append(to, part->text);
	if (part->or_null)
		text_add(to, ':');
	if (part->op != OP_LENGTH)
		text_append(to, parameter_operators[part->op]);
	if (part->argument != NULL)
		write_word(to, part->argument);
	text_add(to, '}');
}

static void
write_part(struct text *to, const struct part *part)
{
	if (part->kind == PART_LITERAL) {
		text_append(to, part->quoted ? quote_if_needed(to->arena, part->text) : part->text);
		return;
	}
	if (part->quoted)
		text_add(to, '"');
	if (part->kind == PART_PARAMETER) {
		write_parameter(to, part);
	} else if (part->kind == PART_COMMAND) {
		text_append(to, "$(");
		if (part->command != NULL)
			write_node(to, part->command);
		text_add(to, ')');
	} else {
		text_append(to, "$((");
		write_word(to, part->argument);
		text_append(to, "))");
	}
	if (part->quoted)
		text_add(to, '"');
}

static void
write_word(struct text *to, const struct word *word)
{
	const struct part *part;

	for (part = word->parts; part != NULL; part = part->next)
		write_part(to, part);
}

static void
write_words(struct text *to, const struct word *words, const char *separator)
{
	for (; words != NULL; words = words->next) {
		write_word(to, words);
		if (words->next != NULL)
			text_append(to, separator);
	}
}

static void
write_redirects(struct text *to, const struct redirect *redirect)
{
	for (; redirect != NULL; redirect = redirect->next) {
		if (to->length > 0 && to->bytes[to->length - 1] != ' ')
			text_add(to, ' ');
		if (redirect->fd != (strchr(redirect_operators[redirect->kind], '<') == NULL && redirect->kind != REDIRECT_DUPLICATE_INPUT ? 1 : 0)
		    && !(redirect->kind == REDIRECT_DUPLICATE_OUTPUT && redirect->fd == 1))
			text_number(to, redirect->fd);
		text_append(to, redirect_operators[redirect->kind]);
		write_word(to, redirect->target);
	}
}

static void
write_simple(struct text *to, const struct node *node)
{
	const struct assignment *assignment;

	for (assignment = node->simple.assignments; assignment != NULL; assignment = assignment->next) {
		text_append(to, assignment->name);
		text_add(to, '=');
		write_word(to, assignment->value);
		if (assignment->next != NULL || node->simple.words != NULL)
			text_add(to, ' ');
	}
	write_words(to, node->simple.words, " ");
}

static void
write_list(struct text *to, const struct node *node, const char *separator)
{
	for (; node != NULL; node = node->next) {
		write_node(to, node);
		if (node->next != NULL)
			text_append(to, node->kind == NODE_BACKGROUND ? " " : separator);
	}
}

/* What precedes a closing reserved word. */
static void
write_closed(struct text *to, const struct node *node, const char *closing)
{
	write_node(to, node);
	text_append(to, to->bytes[to->length - 1] == '&' ? " " : "; ");
	text_append(to, closing);
}

static void
write_pair(struct text *to, const struct node *node, const char *between)
{
	write_node(to, node->pair.left);
	text_append(to, between);
	write_node(to, node->pair.right);
}

static void
write_if(struct text *to, const struct node *node)
{
	text_append(to, "if ");
	write_closed(to, node->pair.left, "then ");
	if (node->pair.otherwise == NULL) {
		write_closed(to, node->pair.right, "fi");
		return;
	}
	write_closed(to, node->pair.right, "else ");
	write_closed(to, node->pair.otherwise, "fi");
}

static void
write_loop(struct text *to, const struct node *node, const char *opening)
{
	text_append(to, opening);
	write_closed(to, node->pair.left, "do ");
	write_closed(to, node->pair.right, "done");
}

static void
write_for(struct text *to, const struct node *node)
{
	text_append(to, "for ");
	text_append(to, node->loop.name);
	if (!node->loop.over_parameters) {
		text_append(to, " in ");
		write_words(to, node->loop.words, " ");
	}
	text_append(to, "; do ");
	write_closed(to, node->loop.body, "done");
}

static void
write_case(struct text *to, const struct node *node)
{
	const struct case_item *item;

	text_append(to, "case ");
	write_word(to, node->choice.subject);
	text_append(to, " in ");
	for (item = node->choice.items; item != NULL; item = item->next) {
		write_words(to, item->patterns, "|");
		text_append(to, ") ");
		if (item->body != NULL)
			write_node(to, item->body);
		text_append(to, item->falls_through ? ";& " : ";; ");
	}
	text_append(to, "esac");
}

static void
write_kind(struct text *to, const struct node *node)
{
	switch (node->kind) {
	case NODE_SIMPLE:
		write_simple(to, node);
		break;
	case NODE_PIPELINE:
		write_list(to, node->body, " | ");
		break;
	case NODE_NOT:
		text_append(to, "! ");
		write_node(to, node->body);
		break;
	case NODE_AND:
		write_pair(to, node, " && ");
		break;
	case NODE_OR:
		write_pair(to, node, " || ");
		break;
	case NODE_SEQUENCE:
		write_list(to, node->body, "; ");
		break;
	case NODE_BACKGROUND:
		write_node(to, node->body);
		text_append(to, " &");
		break;
	case NODE_SUBSHELL:
		text_add(to, '(');
		write_node(to, node->body);
		text_add(to, ')');
		break;
	case NODE_GROUP:
		text_append(to, "{ ");
		write_closed(to, node->body, "}");
		break;
	case NODE_IF:
		write_if(to, node);
		break;
	case NODE_WHILE:
		write_loop(to, node, "while ");
		break;
	case NODE_UNTIL:
		write_loop(to, node, "until ");
		break;
	case NODE_FOR:
		write_for(to, node);
		break;
	case NODE_CASE:
		write_case(to, node);
		break;
	case NODE_FUNCTION:
		text_append(to, node->function.name);
		text_append(to, "() ");
		write_node(to, node->function.body);
		break;
	}
}

static void
write_node(struct text *to, const struct node *node)
{
	write_kind(to, node);
	write_redirects(to, node->redirects);
}

char *
node_source(struct arena *arena, const struct node *node)
{
	struct text source = text_in(arena);

	write_node(&source, node);
	return text_string(&source);
}

char *
word_source(struct arena *arena, const struct word *word)
{
	struct text source = text_in(arena);

	write_word(&source, word);
	return text_string(&source);
}
