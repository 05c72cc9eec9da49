#include "heredoc.h"

#include <string.h>

#include "input.h"
#include "lexer.h"
#include "words.h"

void
heredoc_expect(struct redirect *document)
{
	const struct part *part;
	struct document *expected;

	for (part = document->target->parts; part != NULL; part = part->next)
		if (part->kind == PART_LITERAL && part->quoted)
			document->literal_body = true;
	expected = lexer_memory(sizeof *expected);
	expected->redirect = document;
	*lexer.documents_tail = expected;
	lexer.documents_tail = &expected->next;
}

/* The delimiter with its quotes removed; what looks like an expansion in it is only text. */
static const char *
delimiter_of(const struct redirect *document)
{
	struct text delimiter = text_in(&lexer.unit->arena);
	struct word single = { .next = NULL };
	const struct part *part;

	for (part = document->target->parts; part != NULL; part = part->next) {
		struct part alone = *part;

		alone.next = NULL;
		single.parts = &alone;
		if (part->kind == PART_LITERAL)
			text_append(&delimiter, part->text);
		else
			text_append(&delimiter, word_source(&lexer.unit->arena, &single));
	}
	return text_string(&delimiter);
}

/* One line with its newline; false at the end of the input. */
static bool
read_line(struct text *line, bool strip_tabs)
{
	int c = input_next();

	while (strip_tabs && c == '\t')
		c = input_next();
	for (; c != INPUT_END; c = input_next()) {
		text_add(line, c);
		if (c == '\n')
			return true;
	}
	return line->length > 0;
}

/* In a body that is expanded, a backslash at the end of a line joins it to the next. */
static bool
is_joined(const struct text *line)
{
	size_t backslashes = 0;

	while (backslashes + 1 < line->length && line->bytes[line->length - 2 - backslashes] == '\\')
		backslashes++;
	return backslashes % 2 == 1 && line->bytes[line->length - 1] == '\n';
}

static void
read_body(struct redirect *document)
{
	const char *delimiter = delimiter_of(document);
	struct text body = text_in(&lexer.unit->arena);
	struct text line = text_in(&lexer.unit->arena);
	size_t length = strlen(delimiter);
	bool joined = false;
	int first = input_line();

	for (;; line.length = 0) {
		if (!read_line(&line, document->strip_tabs))
			break;
		if (!joined && line.length >= length && memcmp(line.bytes, delimiter, length) == 0
		    && (line.length == length || line.bytes[length] == '\n'))
			break;
		joined = !document->literal_body && is_joined(&line);
		text_append_bytes(&body, line.bytes, line.length);
	}
	text_string(&body);
	if (document->literal_body) {
		struct part *part = lexer_memory(sizeof *part);

		part->kind = PART_LITERAL;
		part->quoted = true;
		part->text = body.bytes;
		document->body = lexer_memory(sizeof *document->body);
		document->body->parts = part;
	} else {
		document->body = words_from_string(body.bytes, body.length, first, IN_BODY);
	}
}

void
heredocs_read(void)
{
	struct document *document = lexer.documents;

	lexer_forget_documents();
	for (; document != NULL; document = document->next)
		read_body(document->redirect);
}
