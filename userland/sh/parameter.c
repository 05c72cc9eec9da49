/* Parameter expansion: POSIX Shell Command Language, 2.5 and 2.6.2. */
#include <stdlib.h>
#include <string.h>

#include "chars.h"
#include "expand.h"
#include "failure.h"
#include "parameters.h"
#include "pattern.h"
#include "shell.h"
#include "vars.h"

static bool
is_list(const struct part *part)
{
	return (part->text[0] == '@' || part->text[0] == '*') && part->text[1] == '\0';
}

static const char *
number_text(long number)
{
	struct text digits = text_in(&scratch);

	text_number(&digits, number);
	return text_string(&digits);
}

static const char *
option_letters(void)
{
	char letters[OPTIONS + 1];

	options_letters(letters);
	return arena_string(&scratch, letters);
}

/* The positional parameters with a separator between them. */
static char *
join_parameters(const char *separator)
{
	struct text joined = text_in(&scratch);
	int i;

	for (i = 1; i <= parameters_count(); i++) {
		if (i > 1)
			text_append(&joined, separator);
		text_append(&joined, parameters_at(i));
	}
	return text_string(&joined);
}

/* What joins "$*": the first character of IFS. */
static const char *
star_separator(void)
{
	const char *separators = vars_value("IFS");

	return separators ? arena_copy(&scratch, separators, separators[0] != '\0') : " ";
}

static const char *
special_value(char name)
{
	switch (name) {
	case '#':
		return number_text(parameters_count());
	case '?':
		return number_text(shell.status);
	case '$':
		return number_text(shell.pid);
	case '!':
		return shell.background ? number_text(shell.background) : NULL;
	case '-':
		return option_letters();
	case '*':
		return parameters_count() ? join_parameters(star_separator()) : NULL;
	default:
		return parameters_count() ? join_parameters(" ") : NULL;
	}
}

/* NULL when the parameter is unset. */
static const char *
value_of(const char *name)
{
	if (is_name_start(name[0]))
		return vars_value(name);
	if (!is_digit(name[0]))
		return special_value(name[0]);
	if (strlen(name) > 9)
		return NULL;
	return atoi(name) == 0 ? shell.name : parameters_at(atoi(name));
}

static void
add_value(struct expansion *to, const char *value, bool quoted)
{
	if (!quoted)
		expansion_add(to, value, FROM_EXPANSION);
	else if (*value)
		expansion_add(to, value, FROM_QUOTES);
	else
		expansion_mark(to, EMPTY_QUOTES);
}

/* "$@" makes a field of each parameter; so do $@ and $*, which are then split further. */
static void
add_list(struct expansion *to, const struct part *part, const char *(*change)(const char *, const char *), const char *pattern)
{
	int i;

	for (i = 1; i <= parameters_count(); i++) {
		if (i > 1)
			expansion_mark(to, FIELD_BREAK);
		add_value(to, change ? change(parameters_at(i), pattern) : parameters_at(i), part->quoted);
	}
}

static bool
makes_fields(const struct expansion *to, const struct part *part)
{
	return is_list(part) && to->splits && !(part->quoted && part->text[0] == '*');
}

static const char *
require_set(const char *name, const char *value)
{
	if (value == NULL && options[OPTION_NOUNSET])
		fail(2, "%s: parameter not set", name);
	return value ? value : "";
}

static void
expand_plain(struct expansion *to, const struct part *part)
{
	const char *value;

	if (makes_fields(to, part)) {
		add_list(to, part, NULL, NULL);
		return;
	}
	value = value_of(part->text);
	if (!is_list(part))
		value = require_set(part->text, value);
	add_value(to, value ? value : "", part->quoted);
}

static void
expand_length(struct expansion *to, const struct part *part)
{
	const char *value = value_of(part->text);

	if (is_list(part))
		value = number_text(parameters_count());
	else
		value = number_text((long)strlen(require_set(part->text, value)));
	add_value(to, value, part->quoted);
}

/* The word of ${x-word}: its unquoted text is split as the parameter's value would be. */
static void
expand_argument(struct expansion *to, const struct part *part)
{
	bool nested = to->nested;
	size_t before = to->bytes.length;

	to->nested = !part->quoted;
	expand_parts(to, part->argument);
	to->nested = nested;
	if (part->quoted && to->bytes.length == before && part->argument->parts == NULL)
		expansion_mark(to, EMPTY_QUOTES);
}

static void
assign_default(struct expansion *to, const struct part *part)
{
	const char *value;

	if (!is_name_start(part->text[0]))
		fail(2, "%s: bad variable name", part->text);
	value = expand_value(part->argument);
	vars_set(part->text, value);
	add_value(to, value, part->quoted);
}

static _Noreturn void
report_unset(const struct part *part)
{
	const char *message = expand_single(part->argument);

	if (*message == '\0')
		message = part->or_null ? "parameter null or not set" : "parameter not set";
	fail(2, "%s: %s", part->text, message);
}

static void
expand_conditional(struct expansion *to, const struct part *part)
{
	const char *value = value_of(part->text);
	bool absent = value == NULL || (part->or_null && *value == '\0');

	if (part->op == OP_ALTERNATIVE) {
		if (!absent)
			expand_argument(to, part);
		else if (part->quoted)
			expansion_mark(to, EMPTY_QUOTES);
	} else if (!absent && makes_fields(to, part)) {
		add_list(to, part, NULL, NULL);
	} else if (!absent) {
		add_value(to, value, part->quoted);
	} else if (part->op == OP_DEFAULT) {
		expand_argument(to, part);
	} else if (part->op == OP_ASSIGN) {
		assign_default(to, part);
	} else {
		report_unset(part);
	}
}

static const char *
without_prefix(const char *value, const char *pattern, bool longest)
{
	size_t length = strlen(value), tried;
	char *prefix = arena_copy(&scratch, value, length);

	for (tried = 0; tried <= length; tried++) {
		size_t end = longest ? length - tried : tried;
		char kept = prefix[end];
		bool matches;

		prefix[end] = '\0';
		matches = pattern_matches(pattern, prefix);
		prefix[end] = kept;
		if (matches)
			return value + end;
	}
	return value;
}

static const char *
without_suffix(const char *value, const char *pattern, bool longest)
{
	size_t length = strlen(value), tried;

	for (tried = 0; tried <= length; tried++) {
		size_t start = longest ? tried : length - tried;

		if (pattern_matches(pattern, value + start))
			return arena_copy(&scratch, value, start);
	}
	return value;
}

static const char *
trim_shortest_prefix(const char *value, const char *pattern)
{
	return without_prefix(value, pattern, false);
}

static const char *
trim_longest_prefix(const char *value, const char *pattern)
{
	return without_prefix(value, pattern, true);
}

static const char *
trim_shortest_suffix(const char *value, const char *pattern)
{
	return without_suffix(value, pattern, false);
}

static const char *
trim_longest_suffix(const char *value, const char *pattern)
{
	return without_suffix(value, pattern, true);
}

static void
expand_trimmed(struct expansion *to, const struct part *part)
{
	static const char *(*const trims[])(const char *, const char *) = {
		[OP_SHORTEST_SUFFIX] = trim_shortest_suffix, [OP_LONGEST_SUFFIX] = trim_longest_suffix,
		[OP_SHORTEST_PREFIX] = trim_shortest_prefix, [OP_LONGEST_PREFIX] = trim_longest_prefix,
	};
	const char *pattern = expand_pattern(part->argument);
	const char *value;

	if (makes_fields(to, part)) {
		add_list(to, part, trims[part->op], pattern);
		return;
	}
	value = value_of(part->text);
	if (!is_list(part))
		value = require_set(part->text, value);
	add_value(to, trims[part->op](value ? value : "", pattern), part->quoted);
}

void
expand_parameter(struct expansion *to, const struct part *part)
{
	switch (part->op) {
	case OP_NONE:
		expand_plain(to, part);
		break;
	case OP_LENGTH:
		expand_length(to, part);
		break;
	case OP_DEFAULT:
	case OP_ASSIGN:
	case OP_ERROR:
	case OP_ALTERNATIVE:
		expand_conditional(to, part);
		break;
	case OP_SHORTEST_SUFFIX:
	case OP_LONGEST_SUFFIX:
	case OP_SHORTEST_PREFIX:
	case OP_LONGEST_PREFIX:
		expand_trimmed(to, part);
		break;
	case OP_BAD:
		fail(2, "bad substitution");
	}
}
