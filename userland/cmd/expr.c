/* expr: evaluates an expression given word by word. 0 when it is neither null nor 0, 1 when it is, 2 when it is none. */
#include <err.h>
#include <errno.h>
#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"

static char **next;

static char *either(void);

static bool
is_number(const char *text, long *value)
{
	char *end;

	errno = 0;
	*value = strtol(text, &end, 10);
	return end != text && *end == '\0' && errno == 0;
}

static long
number(const char *text)
{
	long value;

	if (!is_number(text, &value))
		errx(2, "non-integer argument");
	return value;
}

static char *
text_of(long value)
{
	char *text;

	if (asprintf(&text, "%ld", value) == -1)
		err(3, NULL);
	return text;
}

static bool
is_null(const char *text)
{
	long value;

	return *text == '\0' || (is_number(text, &value) && value == 0);
}

static bool
accept(const char *word)
{
	if (*next == NULL || strcmp(*next, word) != 0)
		return false;
	next++;
	return true;
}

static char *
take(void)
{
	if (*next == NULL)
		errx(2, "syntax error: missing argument");
	return *next++;
}

/* What the group matched, or how much the whole did; the expression is anchored at the start. */
static char *
match(const char *text, const char *pattern)
{
	regex_t regex;
	regmatch_t m[2];
	char message[64], *anchored;
	int error;

	asprintf(&anchored, "^%s", *pattern == '^' ? pattern + 1 : pattern);
	error = regcomp(&regex, anchored, 0);
	if (error != 0) {
		regerror(error, &regex, message, sizeof message);
		errx(2, "%s", message);
	}
	if (regexec(&regex, text, 2, m, 0) != 0)
		return regex.re_nsub > 0 ? "" : "0";
	if (regex.re_nsub == 0)
		return text_of(m[0].rm_eo);
	return m[1].rm_so < 0 ? "" : strndup(text + m[1].rm_so, (size_t)(m[1].rm_eo - m[1].rm_so));
}

static char *
substring(const char *text, long from, long length)
{
	long whole = (long)strlen(text);

	if (from < 1 || from > whole || length < 1)
		return "";
	return strndup(text + from - 1, (size_t)length);
}

static char *
primary(void)
{
	char *text, *answer;
	long from;

	if (accept("(")) {
		answer = either();
		if (!accept(")"))
			errx(2, "syntax error: expecting ')'");
		return answer;
	}
	if (next[0] != NULL && next[1] != NULL) {
		if (accept("length"))
			return text_of((long)strlen(primary()));
		if (accept("match")) {
			text = primary();
			return match(text, primary());
		}
		if (accept("substr")) {
			text = primary();
			from = number(primary());
			return substring(text, from, number(primary()));
		}
		if (accept("index")) {
			text = primary();
			from = (long)strcspn(text, primary());
			return text_of(text[from] == '\0' ? 0 : from + 1);
		}
		if (accept("+"))
			return take();
	}
	return take();
}

static char *
matching(void)
{
	char *left = primary();

	while (accept(":"))
		left = match(left, primary());
	return left;
}

static char *
product(void)
{
	char *left = matching();

	for (;;) {
		int operator = accept("*") ? '*' : accept("/") ? '/' : accept("%") ? '%' : 0;
		long l, r, result;

		if (operator == 0)
			return left;
		l = number(left);
		r = number(matching());
		if (operator != '*' && r == 0)
			errx(2, "division by zero");
		if (operator == '*' ? __builtin_mul_overflow(l, r, &result) : r == -1 && __builtin_sub_overflow(0, l, &result))
			errx(3, "integer overflow");
		if (operator != '*')
			result = r == -1 ? operator == '/' ? -l : 0 : operator == '/' ? l / r : l % r;
		left = text_of(result);
	}
}

static char *
sum(void)
{
	char *left = product();

	for (;;) {
		bool plus = accept("+");
		long l, r, result;

		if (!plus && !accept("-"))
			return left;
		l = number(left);
		r = number(product());
		if (plus ? __builtin_add_overflow(l, r, &result) : __builtin_sub_overflow(l, r, &result))
			errx(3, "integer overflow");
		left = text_of(result);
	}
}

static char *
comparison(void)
{
	static const char *const operators[] = { "<", "<=", "=", "==", "!=", ">=", ">" };
	char *left = sum();
	int i = 0;

	for (;;) {
		long l, r, order;
		char *right;

		for (i = 0; i < 7 && !accept(operators[i]); i++)
			continue;
		if (i == 7)
			return left;
		right = sum();
		if (is_number(left, &l) && is_number(right, &r))
			order = (l > r) - (l < r);
		else
			order = strcmp(left, right);

		const bool holds[] = { order < 0, order <= 0, order == 0, order == 0, order != 0, order >= 0, order > 0 };

		left = holds[i] ? "1" : "0";
	}
}

static char *
both(void)
{
	char *left = comparison();

	while (accept("&")) {
		char *right = comparison();

		left = is_null(left) || is_null(right) ? "0" : left;
	}
	return left;
}

static char *
either(void)
{
	char *left = both();

	while (accept("|")) {
		char *right = both();

		left = !is_null(left) ? left : !is_null(right) ? right : "0";
	}
	return left;
}

int
main(int argc, char *argv[])
{
	char *answer;

	command_begin(argc, argv, "expr EXPRESSION");
	next = argv + 1;
	if (argc > 1 && strcmp(argv[1], "--") == 0)
		next++;
	if (*next == NULL)
		command_usage(2);
	answer = either();
	if (*next != NULL)
		errx(2, "syntax error: unexpected argument '%s'", *next);
	puts(answer);
	return command_end(is_null(answer) ? 1 : 0);
}
