/* find's grammar: not binds tighter than and, and than or, and or than the comma. */
#include <err.h>
#include <string.h>

#include "find.h"

static char **next;

static struct node *either(void);

static struct node *
primary(void)
{
	const char *word = *next++;
	struct node *n;

	if (strcmp(word, "(") == 0) {
		n = either();
		if (*next == NULL || strcmp(*next++, ")") != 0)
			errx(1, "missing ')'");
		return n;
	}
	if (strcmp(word, "!") != 0 && strcmp(word, "-not") != 0) {
		next--;
		return parse_word(&next);
	}
	n = new_node(test_not);
	if (*next == NULL)
		errx(1, "expected an expression after '%s'", word);
	n->left = primary();
	return n;
}

static struct node *
join(test_t *test, struct node *left, struct node *right)
{
	struct node *n = new_node(test);

	n->left = left;
	n->right = right;
	return n;
}

static bool
accept(const char *word, const char *longWord)
{
	if (*next == NULL || (strcmp(*next, word) != 0 && strcmp(*next, longWord) != 0))
		return false;
	if (*++next == NULL)
		errx(1, "expected an expression after '%s'", next[-1]);
	return true;
}

static bool
factor_follows(void)
{
	return *next != NULL && strcmp(*next, ")") != 0 && strcmp(*next, "-o") != 0 && strcmp(*next, "-or") != 0 &&
	    strcmp(*next, ",") != 0;
}

static struct node *
both(void)
{
	struct node *left;

	if (*next == NULL)
		errx(1, "expected an expression");
	left = primary();
	while (accept("-a", "-and") || factor_follows())
		left = join(test_and, left, primary());
	return left;
}

static struct node *
alternatives(void)
{
	struct node *left = both();

	while (accept("-o", "-or"))
		left = join(test_or, left, both());
	return left;
}

static struct node *
either(void)
{
	struct node *left = alternatives();

	while (accept(",", ","))
		left = join(test_both, left, alternatives());
	return left;
}

struct node *
parse_expression(char **words)
{
	static char *print[] = { "-print", NULL };
	struct node *expression;
	char **action = print;

	next = words;
	if (*next == NULL)
		return parse_word(&action);
	expression = either();
	if (*next != NULL)
		errx(1, "unexpected '%s'", *next);
	return expression_acts() ? expression : join(test_and, expression, parse_word(&action));
}
