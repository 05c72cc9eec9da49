/*
 * regexec(3): the leftmost match, and of those the longest. Every pair of instruction and
 * position is tried once: where it led to nothing, it never will, whatever start it is
 * reached from. So the time is bounded by their product, except when the expression
 * refers back to a group, whose content is a third thing that decides.
 */
#include <regex.h>

#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "program.h"

/* Something to go back to: an alternative, or a slot's former value. */
struct choice {
	int instruction; /* -1 - slot when it is a slot */
	long position;
};

struct machine {
	const struct regex_program *program;
	const char *text;
	long start, length;
	int flags;
	bool any;            /* the first match found will do */
	uint64_t *tried;
	struct choice *stack;
	long depth, room;
	long *slots, *best;
	long bestEnd;
	bool exhausted;      /* memory for the stack */
};

static void
push(struct machine *m, int instruction, long position)
{
	if (m->depth == m->room) {
		struct choice *grown = reallocarray(m->stack, (size_t)m->room * 2 + 64, sizeof *grown);

		if (grown == NULL) {
			m->exhausted = true;
			return;
		}
		m->stack = grown;
		m->room = m->room * 2 + 64;
	}
	m->stack[m->depth++] = (struct choice){ instruction, position };
}

static bool
is_word(const struct machine *m, long position)
{
	unsigned char c = position >= 0 && position < m->length ? (unsigned char)m->text[position] : 0;

	return isalnum(c) || c == '_';
}

static bool
at_line_start(const struct machine *m, long position)
{
	if (position == 0)
		return (m->flags & REG_NOTBOL) == 0;
	return m->program->lines && m->text[position - 1] == '\n';
}

static bool
at_line_end(const struct machine *m, long position)
{
	if (position == m->length)
		return (m->flags & REG_NOTEOL) == 0;
	return m->program->lines && m->text[position] == '\n';
}

static bool
same_byte(const struct machine *m, int left, int right)
{
	return left == right || (m->program->fold && tolower(left) == tolower(right));
}

/* The length of what group matched, when it comes again; -1 when it does not. */
static long
again(const struct machine *m, int group, long position)
{
	long from = m->slots[2 * group], length = m->slots[2 * group + 1] - from;

	if (from < 0 || length < 0 || length > m->length - position)
		return -1;
	for (long i = 0; i < length; i++)
		if (!same_byte(m, (unsigned char)m->text[from + i], (unsigned char)m->text[position + i]))
			return -1;
	return length;
}

/* Instructions that hold at a position or do not. */
static bool
holds(const struct machine *m, enum operation operation, long position)
{
	bool before = is_word(m, position - 1), after = is_word(m, position);

	switch (operation) {
	case LINE_START:
		return at_line_start(m, position);
	case LINE_END:
		return at_line_end(m, position);
	case WORD_START:
		return !before && after;
	case WORD_END:
		return before && !after;
	case WORD_EDGE:
		return before != after;
	default:
		return before == after;
	}
}

/* Instructions that take a byte. */
static bool
takes(const struct machine *m, const struct instruction *i, long position)
{
	int c;

	if (position == m->length)
		return false;
	c = (unsigned char)m->text[position];
	switch (i->operation) {
	case BYTE:
		return same_byte(m, c, i->a);
	case SET:
		return byteset_has(&m->program->sets[i->a], (unsigned char)c);
	default:
		return c != '\n' || !m->program->lines;
	}
}

static bool
first_visit(struct machine *m, int instruction, long position)
{
	uint64_t bit = (uint64_t)instruction * (uint64_t)(m->length - m->start + 1) + (uint64_t)(position - m->start);

	if (m->tried == NULL)
		return true;
	if ((m->tried[bit / 64] >> (bit % 64) & 1) != 0)
		return false;
	m->tried[bit / 64] |= 1UL << (bit % 64);
	return true;
}

static void
found(struct machine *m, long position)
{
	if (position <= m->bestEnd)
		return;
	m->bestEnd = position;
	memcpy(m->best, m->slots, (size_t)m->program->slots * sizeof *m->best);
}

/* Runs one thread of choices until it fails or finds. */
static void
follow(struct machine *m, int pc, long position)
{
	const struct instruction *i;
	long length;

	while (first_visit(m, pc, position)) {
		i = m->program->code + pc;
		switch (i->operation) {
		case BYTE:
		case ANY:
		case SET:
			if (!takes(m, i, position))
				return;
			position++;
			pc++;
			break;
		case LINE_START:
		case LINE_END:
		case WORD_START:
		case WORD_END:
		case WORD_EDGE:
		case WORD_INSIDE:
			if (!holds(m, i->operation, position))
				return;
			pc++;
			break;
		case SAVE:
			push(m, -1 - i->a, m->slots[i->a]);
			m->slots[i->a] = position;
			pc++;
			break;
		case AGAIN:
			if (m->slots[i->b] == position) {
				pc++;
				break;
			}
			push(m, pc + 1, position);
			pc += i->a;
			break;
		case SPLIT:
			push(m, pc + i->b, position);
			pc += i->a;
			break;
		case JUMP:
			pc += i->a;
			break;
		case SAME:
			length = again(m, i->a, position);
			if (length == -1)
				return;
			position += length;
			pc++;
			break;
		case FOUND:
			found(m, position);
			return;
		}
	}
}

static bool
match_at(struct machine *m, long start)
{
	m->bestEnd = -1;
	m->depth = 0;
	for (int i = 0; i < m->program->slots; i++)
		m->slots[i] = -1;
	push(m, 0, start);
	while (m->depth > 0 && !m->exhausted && !(m->any && m->bestEnd >= 0)) {
		struct choice c = m->stack[--m->depth];

		if (c.instruction < 0)
			m->slots[-1 - c.instruction] = c.position;
		else
			follow(m, c.instruction, c.position);
	}
	return m->bestEnd >= 0;
}

/* The next place a match can begin: most expressions begin with a byte, which is quickly looked for. */
static long
candidate(const struct machine *m, long from)
{
	const struct instruction *second = m->program->code + 1;
	const char *there;

	if (second->operation != BYTE || m->program->fold)
		return from;
	there = memchr(m->text + from, second->a, (size_t)(m->length - from));
	return there == NULL ? m->length + 1 : there - m->text;
}

static bool
prepare(struct machine *m)
{
	size_t slots = (size_t)m->program->slots;
	size_t pairs = (size_t)m->program->count * (size_t)(m->length - m->start + 1);

	m->slots = malloc(2 * slots * sizeof *m->slots);
	if (m->slots == NULL)
		return false;
	m->best = m->slots + slots;
	if (!m->program->remembers)
		m->tried = calloc(pairs / 64 + 1, sizeof *m->tried);
	return m->program->remembers || m->tried != NULL;
}

static void
report(const struct machine *m, size_t count, regmatch_t match[])
{
	for (size_t i = 0; i < count; i++) {
		bool set = i <= (size_t)m->program->groups && m->best[2 * i] >= 0 && m->best[2 * i + 1] >= 0;

		match[i].rm_so = set ? m->best[2 * i] : -1;
		match[i].rm_eo = set ? m->best[2 * i + 1] : -1;
	}
}

int
regexec(const regex_t *restrict regex, const char *restrict string, size_t count, regmatch_t match[], int flags)
{
	bool part = (flags & REG_STARTEND) != 0, matched = false;
	struct machine m = { .program = regex->program, .text = string, .flags = flags, .any = count == 0 };

	m.start = part ? match[0].rm_so : 0;
	m.length = part ? match[0].rm_eo : (long)strlen(string);
	if (prepare(&m))
		for (long at = candidate(&m, m.start); at <= m.length && !matched && !m.exhausted;) {
			matched = match_at(&m, at);
			at = at == m.length ? at + 1 : candidate(&m, at + 1);
		}
	else
		m.exhausted = true;
	if (matched)
		report(&m, count, match);
	free(m.slots);
	free(m.tried);
	free(m.stack);
	return matched ? 0 : m.exhausted ? REG_ESPACE : REG_NOMATCH;
}

size_t
regerror(int error, const regex_t *restrict regex, char *restrict to, size_t size)
{
	static const char *const words[] = { "Success", "No match", "Invalid regular expression",
		"Invalid collation character", "Invalid character class name", "Trailing backslash",
		"Invalid back reference", "Unmatched [, [^, [:, [., or [=", "Unmatched ( or \\(", "Unmatched \\{",
		"Invalid content of \\{\\}", "Invalid range end", "Memory exhausted", "Invalid preceding regular expression" };

	(void)regex;
	return strlcpy(to, error >= 0 && error <= REG_BADRPT ? words[error] : "Unknown error", size) + 1;
}
