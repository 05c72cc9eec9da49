/* regcomp(3): from a basic or extended regular expression to a program. POSIX XBD 9, with GNU's \+ \? \| \w \s \< \> \b. */
#include <regex.h>

#include <ctype.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "program.h"

enum { MOST_CODE = 200000, MOST_REPEATS = 32767, WITHOUT_END = -1 };

struct parser {
	const char *at;
	const char *start;
	bool extended;
	int depth;
	int error;
	struct regex_program *program;
};

static void alternatives(struct parser *p);

static void
fail(struct parser *p, int error)
{
	if (p->error == 0)
		p->error = error;
	p->at += strlen(p->at);
}

static struct instruction *
reserve(struct parser *p, int count)
{
	struct regex_program *g = p->program;

	if (g->count + count > g->room) {
		int room = (g->count + count) * 2;
		struct instruction *grown = room > MOST_CODE ? NULL : reallocarray(g->code, (size_t)room, sizeof *grown);

		if (grown == NULL) {
			fail(p, REG_ESPACE);
			return NULL;
		}
		g->code = grown;
		g->room = room;
	}
	g->count += count;
	return g->code + g->count - count;
}

static void
emit(struct parser *p, enum operation operation, int a, int b)
{
	struct instruction *i = reserve(p, 1);

	if (i != NULL)
		*i = (struct instruction){ operation, a, b };
}

/* Makes room for one instruction in front of everything from start on. */
static void
insert(struct parser *p, int start, enum operation operation, int a, int b)
{
	struct instruction *code;

	if (reserve(p, 1) == NULL)
		return;
	code = p->program->code + start;
	memmove(code + 1, code, (size_t)(p->program->count - start - 1) * sizeof *code);
	*code = (struct instruction){ operation, a, b };
}

/* Whether the special character c comes next: bare in one kind of expression, with a backslash in the other. */
static bool
next_is(const struct parser *p, char c)
{
	return p->extended ? *p->at == c : p->at[0] == '\\' && p->at[1] == c;
}

static bool
accept(struct parser *p, char c)
{
	if (!next_is(p, c))
		return false;
	p->at += p->extended ? 1 : 2;
	return true;
}

static void
set(struct parser *p, const struct byteset *bytes, bool inverted)
{
	struct regex_program *g = p->program;
	struct byteset *grown = reallocarray(g->sets, (size_t)g->setCount + 1, sizeof *grown);

	if (grown == NULL) {
		fail(p, REG_ESPACE);
		return;
	}
	g->sets = grown;
	grown[g->setCount] = *bytes;
	if (g->fold)
		byteset_fold(&grown[g->setCount]);
	if (inverted) {
		byteset_invert(&grown[g->setCount]);
		if (g->lines)
			grown[g->setCount].word[0] &= ~(1UL << '\n');
	}
	emit(p, SET, g->setCount++, 0);
}

static void
bracket(struct parser *p)
{
	struct byteset bytes;
	bool inverted;
	int error = 0;
	const char *after = bracket_parse(p->at, false, &bytes, &inverted, &error);

	if (after == NULL) {
		fail(p, error);
		return;
	}
	p->at = after;
	set(p, &bytes, inverted);
}

static void
group(struct parser *p)
{
	int number = ++p->program->groups;

	p->depth++;
	emit(p, SAVE, 2 * number, 0);
	alternatives(p);
	if (!accept(p, ')')) {
		fail(p, REG_EPAREN);
		return;
	}
	emit(p, SAVE, 2 * number + 1, 0);
	p->depth--;
}

/* \w and \s, and with a capital their opposites. */
static void
class(struct parser *p, const char *bracketed, bool inverted)
{
	struct byteset bytes;
	bool ignored;
	int error;

	bracket_parse(bracketed, false, &bytes, &ignored, &error);
	set(p, &bytes, inverted);
}

static void
escape(struct parser *p, char c)
{
	if (c >= '1' && c <= '9') {
		if (c - '0' > p->program->groups) {
			fail(p, REG_ESUBREG);
			return;
		}
		p->program->remembers = true;
		emit(p, SAME, c - '0', 0);
		return;
	}
	switch (c) {
	case '\0':
		fail(p, REG_EESCAPE);
		break;
	case 'w':
	case 'W':
		class(p, "_[:alnum:]]", c == 'W');
		break;
	case 's':
	case 'S':
		class(p, "[:space:]]", c == 'S');
		break;
	case '<':
		emit(p, WORD_START, 0, 0);
		break;
	case '>':
		emit(p, WORD_END, 0, 0);
		break;
	case 'b':
		emit(p, WORD_EDGE, 0, 0);
		break;
	case 'B':
		emit(p, WORD_INSIDE, 0, 0);
		break;
	default:
		emit(p, BYTE, (unsigned char)c, 0);
	}
}

/* In a basic expression ^ and $ are special at the ends only. */
static bool
is_start(const struct parser *p, const char *at)
{
	return p->extended || at == p->start || (at - p->start >= 2 && at[-2] == '\\' && strchr("(|", at[-1]) != NULL);
}

static bool
is_end(const struct parser *p, const char *after)
{
	return p->extended || *after == '\0' || (after[0] == '\\' && (after[1] == ')' || after[1] == '|'));
}

static void
atom(struct parser *p)
{
	char c;

	if (accept(p, '(')) {
		group(p);
		return;
	}
	c = *p->at++;
	if (c == '\\')
		escape(p, *p->at == '\0' ? '\0' : *p->at++);
	else if (c == '.')
		emit(p, ANY, 0, 0);
	else if (c == '[')
		bracket(p);
	else if (c == '^' && is_start(p, p->at - 1))
		emit(p, LINE_START, 0, 0);
	else if (c == '$' && is_end(p, p->at))
		emit(p, LINE_END, 0, 0);
	else
		emit(p, BYTE, (unsigned char)c, 0);
}

/* fragment* : SPLIT over it; SAVE where the round begins; fragment; AGAIN. */
static void
loop(struct parser *p, int start)
{
	int slot = p->program->slots++;

	insert(p, start, SAVE, slot, 0);
	emit(p, AGAIN, start - p->program->count, slot);
}

static void
star(struct parser *p, int start)
{
	loop(p, start);
	insert(p, start, SPLIT, 1, p->program->count - start + 1);
}

static void
append(struct parser *p, const struct instruction *fragment, int length)
{
	struct instruction *to = reserve(p, length);

	if (to != NULL)
		memcpy(to, fragment, (size_t)length * sizeof *fragment);
}

/* The piece from start on, least to most times, by copies of it. */
static void
repeat(struct parser *p, int start, int least, int most)
{
	struct regex_program *g = p->program;
	int length = g->count - start, last;
	struct instruction *fragment = malloc((size_t)(length + 1) * sizeof *fragment);

	if (fragment == NULL) {
		fail(p, REG_ESPACE);
		return;
	}
	memcpy(fragment, g->code + start, (size_t)length * sizeof *fragment);
	g->count = start;
	for (int i = 0; i < least && p->error == 0; i++)
		append(p, fragment, length);
	last = g->count;
	if (most == WITHOUT_END) {
		if (least == 0)
			append(p, fragment, length);
		if (least == 0)
			star(p, last);
		else
			loop(p, last - length);
	} else
		for (int i = least; i < most && p->error == 0; i++) {
			emit(p, SPLIT, 1, (most - i) * (length + 1));
			append(p, fragment, length);
		}
	free(fragment);
}

static int
count(struct parser *p)
{
	int value = 0;

	if (!isdigit((unsigned char)*p->at))
		return -1;
	for (; isdigit((unsigned char)*p->at); p->at++)
		if (value <= MOST_REPEATS)
			value = value * 10 + (*p->at - '0');
	return value;
}

/* {m}, {m,} or {m,n}, behind the brace. */
static void
interval(struct parser *p, int start)
{
	int least = count(p), most = least;

	if (*p->at == ',') {
		p->at++;
		most = count(p);
		if (least == -1)
			least = 0;
	}
	if (!accept(p, '}'))
		fail(p, *p->at == '\0' ? REG_EBRACE : REG_BADBR);
	else if (least == -1 || least > MOST_REPEATS || most > MOST_REPEATS || (most != WITHOUT_END && most < least))
		fail(p, REG_BADBR);
	else
		repeat(p, start, least, most);
}

static bool
repetition(struct parser *p, int start)
{
	if (*p->at == '*') {
		p->at++;
		star(p, start);
	} else if (accept(p, '+'))
		loop(p, start);
	else if (accept(p, '?'))
		insert(p, start, SPLIT, 1, p->program->count - start + 1);
	else if (next_is(p, '{') && (!p->extended || isdigit((unsigned char)p->at[1]) || p->at[1] == ',')) {
		accept(p, '{');
		interval(p, start);
	} else
		return false;
	return true;
}

static bool
branch_ends(const struct parser *p)
{
	return *p->at == '\0' || next_is(p, '|') || (next_is(p, ')') && (p->depth > 0 || !p->extended));
}

static void
branch(struct parser *p)
{
	bool first = true;

	while (p->error == 0 && !branch_ends(p)) {
		int start = p->program->count;

		/* A star with nothing in front of it is a star. */
		if (*p->at == '*' && first) {
			p->at++;
			emit(p, BYTE, '*', 0);
		} else
			atom(p);
		first = !p->extended && p->program->count > start && p->program->code[start].operation == LINE_START;
		while (!first && p->error == 0 && repetition(p, start))
			continue;
	}
}

static void
alternatives(struct parser *p)
{
	int start = p->program->count, over;

	branch(p);
	if (p->error != 0 || !accept(p, '|'))
		return;
	insert(p, start, SPLIT, 1, p->program->count - start + 2);
	over = p->program->count;
	emit(p, JUMP, 0, 0);
	alternatives(p);
	if (p->error == 0)
		p->program->code[over].a = p->program->count - over;
}

static int
groups_in(const char *pattern, bool extended)
{
	int groups = 0;

	for (; *pattern != '\0'; pattern++)
		if (*pattern == '\\' && pattern[1] != '\0')
			groups += *++pattern == '(' && !extended;
		else
			groups += *pattern == '(' && extended;
	return groups;
}

int
regcomp(regex_t *restrict regex, const char *restrict pattern, int flags)
{
	struct regex_program *g = calloc(1, sizeof *g);
	struct parser p = { .at = pattern, .start = pattern, .extended = (flags & REG_EXTENDED) != 0, .program = g };

	if (g == NULL)
		return REG_ESPACE;
	g->fold = (flags & REG_ICASE) != 0;
	g->lines = (flags & REG_NEWLINE) != 0;
	g->slots = 2 * (groups_in(pattern, p.extended) + 1);
	regex->program = g;
	emit(&p, SAVE, 0, 0);
	alternatives(&p);
	if (p.error == 0 && *p.at != '\0')
		fail(&p, REG_EPAREN);
	emit(&p, SAVE, 1, 0);
	emit(&p, FOUND, 0, 0);
	regex->re_nsub = (size_t)g->groups;
	if (p.error != 0)
		regfree(regex);
	return p.error;
}

void
regfree(regex_t *regex)
{
	if (regex->program == NULL)
		return;
	free(regex->program->code);
	free(regex->program->sets);
	free(regex->program);
	regex->program = NULL;
}
