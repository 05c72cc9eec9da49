/* From the text of a script to its commands. */
#include <ctype.h>
#include <err.h>
#include <stdlib.h>
#include <string.h>

#include "sed.h"

static const char *at;
static bool extended;
static int blocks[64], blockCount;

static _Noreturn void
bad(const char *what)
{
	errx(1, "%s%s%.20s", what, *at != '\0' ? " at: " : "", at);
}

static void *
allocate(size_t size)
{
	void *block = calloc(1, size);

	if (block == NULL)
		err(1, NULL);
	return block;
}

static void
skip_blanks(void)
{
	while (isblank((unsigned char)*at))
		at++;
}

static long
number(void)
{
	char *end;
	long value = strtol(at, &end, 10);

	at = end;
	return value;
}

/* Moves past a [bracket expression], in which the delimiter is nothing special. */
static const char *
past_bracket(const char *s)
{
	s++;
	if (*s == '^')
		s++;
	if (*s == ']')
		s++;
	while (*s != '\0' && *s != ']') {
		if (s[0] == '[' && s[1] != '\0' && strchr(":.=", s[1]) != NULL) {
			char kind = s[1];

			for (s += 2; *s != '\0' && !(s[0] == kind && s[1] == ']'); s++)
				continue;
			if (*s == '\0')
				return s;
			s++;
		}
		s++;
	}
	return *s == '\0' ? s : s + 1;
}

/* \n and \t as the characters they stand for; *to is what to write. */
static bool
control(char letter, bool newline, char *to)
{
	if (letter == 't' || (letter == 'n' && newline)) {
		*to = letter == 't' ? '\t' : '\n';
		return true;
	}
	return false;
}

/*
 * The text up to the delimiter, which a backslash makes an ordinary character. Brackets of
 * an expression are gone over as a whole; what \n is in a replacement is left for later.
 */
static char *
delimited(char delimiter, bool expression)
{
	char *text = allocate(2 * strlen(at) + 1), *to = text;
	const char *bracketEnd = at;

	while (*at != delimiter || at < bracketEnd) {
		if (*at == '\0')
			bad("unterminated command");
		if (expression && *at == '[' && at >= bracketEnd)
			bracketEnd = past_bracket(at);
		if (*at != '\\' || at[1] == '\0') {
			*to++ = *at++;
			continue;
		}
		if (control(at[1], expression, to))
			to++;
		else {
			if (at[1] != delimiter || at < bracketEnd)
				*to++ = '\\';
			*to++ = at[1];
		}
		at += 2;
	}
	at++;
	return text;
}

/* An empty expression is the last one used. */
static regex_t *
compile(const char *pattern, int flags)
{
	regex_t *regex;
	char message[64];
	int error;

	if (*pattern == '\0')
		return NULL;
	regex = allocate(sizeof *regex);
	error = regcomp(regex, pattern, flags | (extended ? REG_EXTENDED : 0));
	if (error != 0) {
		regerror(error, regex, message, sizeof message);
		errx(1, "%s: %s", pattern, message);
	}
	return regex;
}

static void
parse_expression(struct address *a, char delimiter)
{
	char *pattern = delimited(delimiter, true);
	int flags = 0;

	for (; *at == 'I' || *at == 'M'; at++)
		flags |= *at == 'I' ? REG_ICASE : REG_NEWLINE;
	a->kind = EXPRESSION;
	a->regex = compile(pattern, flags);
	free(pattern);
}

static void
parse_address(struct address *a, bool second)
{
	if (isdigit((unsigned char)*at)) {
		a->kind = LINE;
		a->line = number();
		if (*at == '~' && !second) {
			at++;
			a->kind = STEP;
			a->step = number();
		}
	} else if (second && (*at == '+' || *at == '~')) {
		a->kind = *at++ == '+' ? OFFSET : MULTIPLE;
		a->line = number();
	} else if (*at == '$') {
		at++;
		a->kind = LAST;
	} else if (*at == '/') {
		at++;
		parse_expression(a, '/');
	} else if (*at == '\\' && at[1] != '\0') {
		char delimiter = at[1];

		at += 2;
		parse_expression(a, delimiter);
	}
}

static FILE *
open_output(const char *name)
{
	static struct output {
		const char *name;
		FILE *file;
		struct output *next;
	} *outputs;
	struct output *o;

	if (strcmp(name, "/dev/stdout") == 0)
		return stdout;
	for (o = outputs; o != NULL; o = o->next)
		if (strcmp(o->name, name) == 0)
			return o->file;
	o = allocate(sizeof *o);
	o->name = name;
	o->file = fopen(name, "w");
	if (o->file == NULL)
		err(4, "%s", name);
	o->next = outputs;
	outputs = o;
	return o->file;
}

static char *
take(size_t length)
{
	char *text = strndup(at, length);

	if (text == NULL)
		err(1, NULL);
	at += length;
	return text;
}

static char *
rest_of_line(void)
{
	skip_blanks();
	return take(strcspn(at, "\n"));
}

/* A label ends at a semicolon as well, as everyone writes it. */
static char *
label(void)
{
	skip_blanks();
	return take(strcspn(at, ";\n} \t"));
}

/* a, i and c: "a\", a newline and the text, or the text at once; a backslash keeps the line end in. */
static char *
block_text(void)
{
	char *text, *to;

	skip_blanks();
	if (*at == '\\') {
		at++;
		skip_blanks();
		if (*at == '\n')
			at++;
	}
	text = to = allocate(strlen(at) + 2);
	while (*at != '\0' && *at != '\n') {
		if (*at == '\\' && at[1] != '\0')
			at++;
		*to++ = *at++;
	}
	*to++ = '\n';
	return text;
}

static void
parse_flags(struct substitution *s, int *regexFlags)
{
	for (s->number = 1;; at++)
		switch (*at) {
		case 'g':
			s->global = true;
			break;
		case 'p':
			s->print = true;
			break;
		case 'I':
		case 'i':
			*regexFlags |= REG_ICASE;
			break;
		case 'M':
		case 'm':
			*regexFlags |= REG_NEWLINE;
			break;
		case 'w':
			at++;
			s->file = open_output(rest_of_line());
			return;
		default:
			if (!isdigit((unsigned char)*at))
				return;
			s->number = number();
			if (s->number == 0)
				bad("number of a match must not be 0");
			at--;
		}
}

static struct substitution *
substitution(void)
{
	struct substitution *s = allocate(sizeof *s);
	char delimiter = *at, *pattern;
	int flags = 0;

	if (delimiter == '\0' || delimiter == '\n' || delimiter == '\\')
		bad("s needs a delimiter");
	at++;
	pattern = delimited(delimiter, true);
	s->replacement = delimited(delimiter, false);
	parse_flags(s, &flags);
	s->regex = compile(pattern, flags);
	free(pattern);
	return s;
}

static unsigned char
mapped(const char **text)
{
	unsigned char c = (unsigned char)*(*text)++;

	if (c != '\\' || **text == '\0')
		return c;
	c = (unsigned char)*(*text)++;
	return c == 'n' ? '\n' : c;
}

static unsigned char *
map(void)
{
	unsigned char *to = allocate(256);
	char delimiter = *at++, *fromText = delimited(delimiter, false), *toText = delimited(delimiter, false);
	const char *f = fromText, *t = toText;

	for (int c = 0; c < 256; c++)
		to[c] = (unsigned char)c;
	while (*f != '\0' && *t != '\0') {
		unsigned char from = mapped(&f);

		to[from] = mapped(&t);
	}
	if (*f != *t)
		bad("strings for y are of different length");
	free(fromText);
	free(toText);
	return to;
}

/* What follows the letter. */
static void
parse_arguments(struct script *script, struct command *c)
{
	switch (c->letter) {
	case '{':
		if (blockCount == 64)
			bad("too many blocks");
		blocks[blockCount++] = script->count;
		break;
	case '}':
		if (blockCount == 0 || c->from.kind != NO_ADDRESS)
			bad("unexpected }");
		script->commands[blocks[--blockCount]].target = script->count + 1;
		break;
	case 'a':
	case 'i':
	case 'c':
		c->text = block_text();
		break;
	case ':':
	case 'b':
	case 't':
	case 'T':
		c->text = label();
		break;
	case 'r':
		c->text = rest_of_line();
		break;
	case 'w':
		c->file = open_output(rest_of_line());
		break;
	case 's':
		c->s = substitution();
		break;
	case 'y':
		c->map = map();
		break;
	case 'l':
	case 'q':
	case 'Q':
		skip_blanks();
		c->number = number();
		break;
	default:
		if (c->letter == '\0' || strchr("=dDgGhHnNpPxz", c->letter) == NULL) {
			at--;
			bad("unknown command");
		}
	}
}

static void
parse_command(struct script *script)
{
	struct command *c;

	if (script->count == script->room) {
		script->room = script->room * 2 + 32;
		script->commands = reallocarray(script->commands, (size_t)script->room, sizeof *script->commands);
		if (script->commands == NULL)
			err(1, NULL);
	}
	c = &script->commands[script->count];
	memset(c, 0, sizeof *c);
	parse_address(&c->from, false);
	skip_blanks();
	if (*at == ',' && c->from.kind != NO_ADDRESS) {
		at++;
		skip_blanks();
		parse_address(&c->to, true);
		if (c->to.kind == NO_ADDRESS)
			bad("unexpected ','");
	}
	skip_blanks();
	for (; *at == '!'; at++)
		c->inverted = true;
	skip_blanks();
	c->letter = *at++;
	parse_arguments(script, c);
	script->count++;
	skip_blanks();
	if (*at == '}' || c->letter == '{' || c->letter == '}')
		return;
	if (*at != '\0' && *at != ';' && *at != '\n' && *at != '#')
		bad("extra characters after command");
}

void
parse_script(struct script *script, const char *text, bool ere)
{
	at = text;
	extended = ere;
	for (;;) {
		while (*at != '\0' && (isspace((unsigned char)*at) || *at == ';'))
			at++;
		if (*at == '\0')
			return;
		if (*at == '#')
			at += strcspn(at, "\n");
		else
			parse_command(script);
	}
}

static int
find_label(const struct script *script, const char *name)
{
	if (*name == '\0')
		return script->count;
	for (int i = 0; i < script->count; i++)
		if (script->commands[i].letter == ':' && strcmp(script->commands[i].text, name) == 0)
			return i;
	errx(1, "can't find label '%s'", name);
}

void
finish_script(struct script *script)
{
	if (blockCount > 0)
		errx(1, "unmatched {");
	for (int i = 0; i < script->count; i++) {
		struct command *c = &script->commands[i];

		if (c->letter == 'b' || c->letter == 't' || c->letter == 'T')
			c->target = find_label(script, c->text);
	}
}
