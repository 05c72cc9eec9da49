#include "arith.h"

#include <limits.h>
#include <stdbool.h>
#include <string.h>

#include "chars.h"
#include "failure.h"
#include "memory.h"
#include "shell.h"
#include "vars.h"

#define DEEPEST 64

struct evaluator {
	const char *expression, *at;
	int unevaluated;	/* inside what && || ?: pass over */
	int depth;		/* variables whose values are expressions */
};

static long assignment(struct evaluator *);
static long unary(struct evaluator *);

static _Noreturn void
bad(const struct evaluator *evaluator, const char *why)
{
	fail(2, "arithmetic expression: %s: \"%s\"", why, evaluator->expression);
}

static void
skip_space(struct evaluator *evaluator)
{
	while (*evaluator->at == ' ' || *evaluator->at == '\t' || *evaluator->at == '\n')
		evaluator->at++;
}

/* Where the symbol at the start of a text ends, or NULL when the text starts otherwise. */
static const char *
after(const char *text, const char *symbol)
{
	for (; *symbol; text++, symbol++)
		if (*text != *symbol)
			return NULL;
	return text;
}

static bool
take(struct evaluator *evaluator, const char *symbol)
{
	const char *rest;

	skip_space(evaluator);
	rest = after(evaluator->at, symbol);
	if (rest == NULL)
		return false;
	evaluator->at = rest;
	return true;
}

static long
evaluate(const char *expression, int depth)
{
	struct evaluator evaluator = { expression, expression, 0, depth };
	long value;

	skip_space(&evaluator);
	if (*evaluator.at == '\0')
		return 0;
	value = assignment(&evaluator);
	while (take(&evaluator, ","))
		value = assignment(&evaluator);
	skip_space(&evaluator);
	if (*evaluator.at != '\0')
		bad(&evaluator, "syntax error");
	return value;
}

long
arith_evaluate(const char *expression)
{
	return evaluate(expression, 0);
}

/* A variable's value is an expression too; unset or empty it is 0. */
static long
variable(struct evaluator *evaluator, const char *name)
{
	const char *value;

	if (evaluator->unevaluated)
		return 0;
	value = vars_value(name);
	if (value == NULL && options[OPTION_NOUNSET])
		fail(2, "%s: parameter not set", name);
	if (value == NULL)
		return 0;
	if (evaluator->depth >= DEEPEST)
		bad(evaluator, "too deeply nested");
	return evaluate(value, evaluator->depth + 1);
}

static long
assign(struct evaluator *evaluator, const char *name, long value)
{
	if (!evaluator->unevaluated)
		vars_set_number(name, value);
	return value;
}

static int
digit_value(char c)
{
	if (is_digit(c))
		return c - '0';
	return (c | 0x20) >= 'a' && (c | 0x20) <= 'z' ? (c | 0x20) - 'a' + 10 : INT_MAX;
}

static long
number(struct evaluator *evaluator)
{
	unsigned long value = 0;
	int base = 10;

	if (evaluator->at[0] == '0') {
		base = (evaluator->at[1] | 0x20) == 'x' ? 16 : 8;
		evaluator->at += base == 16 ? 2 : 0;
		if (base == 16 && digit_value(*evaluator->at) >= base)
			bad(evaluator, "bad number");
	}
	for (; digit_value(*evaluator->at) < base; evaluator->at++)
		value = value * (unsigned long)base + (unsigned long)digit_value(*evaluator->at);
	if (is_name_char(*evaluator->at))
		bad(evaluator, "bad number");
	return (long)value;
}

static char *
take_name(struct evaluator *evaluator)
{
	size_t length;
	char *name;

	skip_space(evaluator);
	length = name_length(evaluator->at);
	if (length == 0)
		return NULL;
	name = arena_copy(&scratch, evaluator->at, length);
	evaluator->at += length;
	return name;
}

/* ++x and --x; before anything but a name they are two signs. */
static bool
take_step(struct evaluator *evaluator, long *result)
{
	const char *start;
	char *name;
	long step;

	skip_space(evaluator);
	start = evaluator->at;
	if ((start[0] != '+' && start[0] != '-') || start[1] != start[0])
		return false;
	step = start[0] == '+' ? 1 : -1;
	evaluator->at += 2;
	name = take_name(evaluator);
	if (name == NULL) {
		evaluator->at = start;
		return false;
	}
	*result = assign(evaluator, name, (long)((unsigned long)variable(evaluator, name) + (unsigned long)step));
	return true;
}

static long
primary(struct evaluator *evaluator)
{
	char *name;
	long value;

	if (take(evaluator, "(")) {
		stack_check();
		value = assignment(evaluator);
		while (take(evaluator, ","))
			value = assignment(evaluator);
		if (!take(evaluator, ")"))
			bad(evaluator, "missing ')'");
		return value;
	}
	name = take_name(evaluator);
	if (name != NULL) {
		value = variable(evaluator, name);
		if (take(evaluator, "++"))
			assign(evaluator, name, (long)((unsigned long)value + 1));
		else if (take(evaluator, "--"))
			assign(evaluator, name, (long)((unsigned long)value - 1));
		return value;
	}
	if (!is_digit(*evaluator->at))
		bad(evaluator, "syntax error");
	return number(evaluator);
}

static long
unary(struct evaluator *evaluator)
{
	long value;

	if (take_step(evaluator, &value))
		return value;
	stack_check();
	if (take(evaluator, "-"))
		return (long)-(unsigned long)unary(evaluator);
	if (take(evaluator, "+"))
		return unary(evaluator);
	if (take(evaluator, "!"))
		return !unary(evaluator);
	if (take(evaluator, "~"))
		return ~unary(evaluator);
	return primary(evaluator);
}

enum operator {
	LOGICAL_OR, LOGICAL_AND, OR, XOR, AND, EQUAL, UNEQUAL, AT_MOST, AT_LEAST, LEFT, RIGHT,
	LESS, GREATER, PLUS, MINUS, TIMES, DIVIDE, REMAINDER, NO_OPERATOR
};

/* The longer of two that start alike comes first. */
static const struct {
	const char *symbol;
	int precedence;
} operators[NO_OPERATOR] = {
	[LOGICAL_OR] = { "||", 1 }, [LOGICAL_AND] = { "&&", 2 }, [OR] = { "|", 3 }, [XOR] = { "^", 4 },
	[AND] = { "&", 5 }, [EQUAL] = { "==", 6 }, [UNEQUAL] = { "!=", 6 }, [AT_MOST] = { "<=", 7 },
	[AT_LEAST] = { ">=", 7 }, [LEFT] = { "<<", 8 }, [RIGHT] = { ">>", 8 }, [LESS] = { "<", 7 },
	[GREATER] = { ">", 7 }, [PLUS] = { "+", 9 }, [MINUS] = { "-", 9 }, [TIMES] = { "*", 10 },
	[DIVIDE] = { "/", 10 }, [REMAINDER] = { "%", 10 },
};

static long
apply(struct evaluator *evaluator, enum operator operator, long left, long right)
{
	unsigned long a = (unsigned long)left, b = (unsigned long)right;

	switch (operator) {
	case LOGICAL_OR:
		return left || right;
	case LOGICAL_AND:
		return left && right;
	case OR:
		return left | right;
	case XOR:
		return left ^ right;
	case AND:
		return left & right;
	case EQUAL:
		return left == right;
	case UNEQUAL:
		return left != right;
	case AT_MOST:
		return left <= right;
	case AT_LEAST:
		return left >= right;
	case LEFT:
		return (long)(a << (b & 63));
	case RIGHT:
		return left >> (b & 63);
	case LESS:
		return left < right;
	case GREATER:
		return left > right;
	case PLUS:
		return (long)(a + b);
	case MINUS:
		return (long)(a - b);
	case TIMES:
		return (long)(a * b);
	case DIVIDE:
	case REMAINDER:
		if (evaluator->unevaluated)
			return 0;
		if (right == 0)
			bad(evaluator, "division by zero");
		if (right == -1)
			return operator == DIVIDE ? (long)-a : 0;
		return operator == DIVIDE ? left / right : left % right;
	case NO_OPERATOR:
		break;
	}
	return 0;
}

static enum operator
peek_operator(struct evaluator *evaluator)
{
	int operator;

	skip_space(evaluator);
	if (*evaluator->at == '\0')
		return NO_OPERATOR;
	for (operator = 0; operator < NO_OPERATOR; operator++)
		if (after(evaluator->at, operators[operator].symbol) != NULL)
			break;
	return (enum operator)operator;
}

/* Precedence climbing; the right side of && and || may have to be passed over. */
static long
binary(struct evaluator *evaluator, int lowest)
{
	long left = unary(evaluator), right;

	for (;;) {
		enum operator operator = peek_operator(evaluator);
		bool decided;

		if (operator == NO_OPERATOR || operators[operator].precedence < lowest)
			return left;
		evaluator->at += strlen(operators[operator].symbol);
		decided = (operator == LOGICAL_OR && left) || (operator == LOGICAL_AND && !left);
		evaluator->unevaluated += decided;
		right = binary(evaluator, operators[operator].precedence + 1);
		evaluator->unevaluated -= decided;
		left = decided ? left != 0 : apply(evaluator, operator, left, right);
	}
}

static long
conditional(struct evaluator *evaluator)
{
	long condition = binary(evaluator, 1), chosen, other;

	if (!take(evaluator, "?"))
		return condition;
	stack_check();
	evaluator->unevaluated += condition == 0;
	chosen = assignment(evaluator);
	evaluator->unevaluated -= condition == 0;
	if (!take(evaluator, ":"))
		bad(evaluator, "missing ':'");
	evaluator->unevaluated += condition != 0;
	other = assignment(evaluator);
	evaluator->unevaluated -= condition != 0;
	return condition ? chosen : other;
}

/* The operator before the "=" of an assignment, NO_OPERATOR for the plain one; false for none. */
static bool
take_assignment(struct evaluator *evaluator, enum operator *operator)
{
	const char *rest;

	*operator = peek_operator(evaluator);
	if (*operator == NO_OPERATOR) {
		if (evaluator->at[0] != '=')
			return false;
		evaluator->at++;
		return true;
	}
	if (*operator >= EQUAL && *operator <= AT_LEAST)
		return false;
	rest = evaluator->at + strlen(operators[*operator].symbol);
	if (*rest != '=' || *operator == LESS || *operator == GREATER || *operator == LOGICAL_AND || *operator == LOGICAL_OR)
		return false;
	evaluator->at = rest + 1;
	return true;
}

static long
assignment(struct evaluator *evaluator)
{
	const char *start = evaluator->at;
	char *name = take_name(evaluator);
	enum operator operator;
	long value;

	if (name == NULL || !take_assignment(evaluator, &operator)) {
		evaluator->at = start;
		return conditional(evaluator);
	}
	stack_check();
	value = assignment(evaluator);
	if (operator != NO_OPERATOR)
		value = apply(evaluator, operator, variable(evaluator, name), value);
	return assign(evaluator, name, value);
}
