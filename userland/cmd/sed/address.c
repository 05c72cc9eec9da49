/* Which lines a command applies to. */
#include <err.h>

#include "machine.h"

static regex_t *lastRegex;

bool
search(regex_t *regex, size_t from, regmatch_t match[10])
{
	if (regex != NULL)
		lastRegex = regex;
	if (lastRegex == NULL)
		errx(1, "no previous regular expression");
	match[0] = (regmatch_t){ (regoff_t)from, (regoff_t)pattern.length };
	return regexec(lastRegex, pattern.text, 10, match, REG_STARTEND) == 0;
}

static bool
holds(const struct address *a)
{
	regmatch_t match[10];

	switch (a->kind) {
	case LINE:
		return lineNumber == a->line;
	case STEP:
		return a->step <= 0 ? lineNumber == a->line : lineNumber >= a->line && (lineNumber - a->line) % a->step == 0;
	case LAST:
		return is_last();
	case EXPRESSION:
		return search(a->regex, 0, match);
	default:
		return true;
	}
}

/* A range begins where its first address holds, and lasts at least that line. */
static bool
begin_range(struct command *c)
{
	if (!holds(&c->from) && !(c->from.kind == LINE && c->from.line == 0 && lineNumber == 1))
		return false;
	c->inRange = true;
	switch (c->to.kind) {
	case LINE:
		c->rangeEnd = c->to.line;
		break;
	case OFFSET:
		c->rangeEnd = lineNumber + c->to.line;
		break;
	case MULTIPLE:
		c->rangeEnd = c->to.line <= 0 ? lineNumber : (lineNumber + c->to.line - 1) / c->to.line * c->to.line;
		break;
	case LAST:
		c->inRange = !is_last();
		return true;
	default:
		if (c->from.kind == LINE && c->from.line == 0) /* 0,/re/ may end in the first line */
			c->inRange = !holds(&c->to);
		return true;
	}
	c->inRange = c->rangeEnd > lineNumber;
	return true;
}

static bool
in_range(struct command *c)
{
	if (!c->inRange)
		return begin_range(c);
	if (c->to.kind == EXPRESSION || c->to.kind == LAST)
		c->inRange = !holds(&c->to);
	else {
		c->inRange = lineNumber < c->rangeEnd;
		if (lineNumber > c->rangeEnd)
			return begin_range(c);
	}
	return true;
}

bool
selected(struct command *c)
{
	bool yes = c->to.kind != NO_ADDRESS ? in_range(c) : holds(&c->from);

	return yes != c->inverted;
}
