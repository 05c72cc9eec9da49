#include "expand.h"

#include <pwd.h>
#include <stdlib.h>
#include <string.h>

#include "arith.h"
#include "chars.h"
#include "failure.h"
#include "parser.h"
#include "pattern.h"
#include "shell.h"
#include "vars.h"

void
fields_add(struct fields *fields, char *field)
{
	if (fields->count + 1 >= fields->capacity) {
		int capacity = fields->capacity ? fields->capacity * 2 : 8;
		char **list = arena_take(&scratch, (size_t)capacity * sizeof *list);

		if (fields->count > 0)
			memcpy(list, fields->list, (size_t)fields->count * sizeof *list);
		fields->list = list;
		fields->capacity = capacity;
	}
	if (field != NULL)
		fields->list[fields->count++] = field;
	fields->list[fields->count] = NULL;
}

static struct expansion
expansion_new(void)
{
	return (struct expansion){ .bytes.arena = &scratch, .origins.arena = &scratch };
}

void
expansion_add(struct expansion *expansion, const char *string, enum origin origin)
{
	for (; *string; string++) {
		text_add(&expansion->bytes, *string);
		text_add(&expansion->origins, (int)origin);
	}
}

void
expansion_mark(struct expansion *expansion, enum origin origin)
{
	text_add(&expansion->bytes, 0);
	text_add(&expansion->origins, (int)origin);
}

static const char *
home_of(const char *user)
{
	struct passwd *entry;

	if (*user == '\0')
		return vars_value("HOME");
	entry = getpwnam(user);
	return entry ? entry->pw_dir : NULL;
}

/*
 * Expands the tilde-prefix a literal starts with: 2.6.1.  It must end, unquoted, at a slash,
 * at a colon where those count, or where the word does.  Returns the characters it took.
 */
static size_t
expand_tilde(struct expansion *to, const char *text, bool text_ends_word)
{
	size_t length = 1;
	const char *home;

	while (text[length] && text[length] != '/' && !(to->after_colon && text[length] == ':'))
		length++;
	if (text[length] == '\0' && !text_ends_word)
		return 0;
	home = home_of(arena_copy(&scratch, text + 1, length - 1));
	if (home == NULL)
		return 0;
	if (*home == '\0')
		expansion_mark(to, EMPTY_QUOTES);
	expansion_add(to, home, FROM_QUOTES);
	return length;
}

static void
expand_bare_literal(struct expansion *to, const struct part *part, bool at_start)
{
	const char *c = part->text;
	enum origin origin = to->nested ? FROM_EXPANSION : FROM_LITERAL;
	char one[2] = "";

	while (*c) {
		if (*c == '~' && (at_start || (to->after_colon && c > part->text && c[-1] == ':'))) {
			size_t taken = expand_tilde(to, c, part->next == NULL);

			if (taken > 0) {
				c += taken;
				at_start = false;
				continue;
			}
		}
		at_start = false;
		one[0] = *c++;
		expansion_add(to, one, origin);
	}
}

static void
expand_literal(struct expansion *to, const struct part *part, bool at_start)
{
	if (!part->quoted)
		expand_bare_literal(to, part, at_start);
	else if (*part->text == '\0')
		expansion_mark(to, EMPTY_QUOTES);
	else
		expansion_add(to, part->text, FROM_QUOTES);
}

static void
expand_arithmetic(struct expansion *to, const struct part *part)
{
	struct text digits = text_in(&scratch);

	text_number(&digits, arith_evaluate(expand_single(part->argument)));
	expansion_add(to, text_string(&digits), part->quoted ? FROM_QUOTES : FROM_EXPANSION);
}

void
expand_parts(struct expansion *to, const struct word *word)
{
	const struct part *part;

	for (part = word->parts; part != NULL; part = part->next)
		switch (part->kind) {
		case PART_LITERAL:
			expand_literal(to, part, part == word->parts);
			break;
		case PART_PARAMETER:
			expand_parameter(to, part);
			break;
		case PART_COMMAND:
			expand_command(to, part);
			break;
		case PART_ARITHMETIC:
			expand_arithmetic(to, part);
			break;
		}
}

static void
expand_word(struct fields *fields, const struct word *word)
{
	struct expansion expansion;
	const char *bare = word_bare_text(word);

	/* Most words are plain: nothing to do for them. */
	if (bare != NULL && *bare != '~' && pattern_is_literal(bare)) {
		fields_add(fields, (char *)bare);
		return;
	}
	expansion = expansion_new();
	expansion.splits = true;
	expand_parts(&expansion, word);
	split_fields(fields, &expansion);
}

void
expand_words(struct fields *fields, const struct word *words)
{
	fields_add(fields, NULL);
	for (; words != NULL; words = words->next)
		expand_word(fields, words);
}

static bool
looks_like_assignment(const struct word *word)
{
	const struct part *first = word->parts;
	size_t length;

	if (first == NULL || first->kind != PART_LITERAL || first->quoted)
		return false;
	length = name_length(first->text);
	return length > 0 && first->text[length] == '=';
}

/* NAME= is kept as it is and what follows expanded as a value. */
static char *
expand_argument_assignment(const struct word *word)
{
	struct part value_first = *word->parts;
	struct word value = { .parts = &value_first };
	size_t length = name_length(value_first.text) + 1;
	const char *name = arena_copy(&scratch, value_first.text, length);

	value_first.text += length;
	if (*value_first.text == '\0')
		value.parts = value_first.next;
	return arena_join(&scratch, name, expand_value(&value), NULL);
}

void
expand_declaration(struct fields *fields, const struct word *words)
{
	fields_add(fields, NULL);
	for (; words != NULL; words = words->next)
		if (looks_like_assignment(words))
			fields_add(fields, expand_argument_assignment(words));
		else
			expand_word(fields, words);
}

/* The bytes alone, with the marks that are none left out. */
static char *
joined(const struct expansion *expansion)
{
	struct text result = text_in(&scratch);
	size_t i;

	for (i = 0; i < expansion->bytes.length; i++)
		if (expansion->origins.bytes[i] < FIELD_BREAK)
			text_add(&result, expansion->bytes.bytes[i]);
	return text_string(&result);
}

char *
expand_single(const struct word *word)
{
	struct expansion expansion = expansion_new();

	expand_parts(&expansion, word);
	return joined(&expansion);
}

char *
expand_value(const struct word *word)
{
	struct expansion expansion = expansion_new();

	expansion.after_colon = true;
	expand_parts(&expansion, word);
	return joined(&expansion);
}

char *
expand_pattern(const struct word *word)
{
	struct expansion expansion = expansion_new();
	struct text pattern = text_in(&scratch);
	size_t i;

	expand_parts(&expansion, word);
	for (i = 0; i < expansion.bytes.length; i++) {
		if (expansion.origins.bytes[i] >= FIELD_BREAK)
			continue;
		if (expansion.origins.bytes[i] == FROM_QUOTES)
			text_add(&pattern, '\\');
		text_add(&pattern, expansion.bytes.bytes[i]);
	}
	return text_string(&pattern);
}

/* PS1 and its like: expanded at each use, with the status left alone. */
void
expand_prompt(struct text *to, const char *prompt)
{
	struct word *word;
	struct unit *unit;
	struct handler handler;
	struct cleanup cleanup;
	volatile int status = shell.status;

	if (strpbrk(prompt, "$`\\") == NULL) {
		text_append(to, prompt);
		return;
	}
	handler_push(&handler);
	if (setjmp(handler.at)) {
		shell.status = status;
		return;
	}
	unit = parser_text(prompt, &word);
	cleanup_push(&cleanup, unit_drop, unit);
	text_append(to, expand_single(word));
	cleanup_pop();
	handler_pop(&handler);
	shell.status = status;
}
