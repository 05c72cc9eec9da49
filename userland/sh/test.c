/* test(1p), and [. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "builtin.h"
#include "chars.h"
#include "failure.h"

/* What is left of the expression. */
struct expression {
	char **at, **end;
};

static bool disjunction(struct expression *);

static long
number(const char *text)
{
	char *end;
	long value;

	errno = 0;
	value = strtol(text, &end, 10);
	while (is_blank(*end) || *end == '\n')
		end++;
	if (*end != '\0' || end == text || errno != 0)
		fail(2, "test: %s: bad number", text);
	return value;
}

static bool
newer(const char *left, const char *right)
{
	struct stat l, r;

	if (stat(left, &l) < 0)
		return false;
	if (stat(right, &r) < 0)
		return true;
	if (l.st_mtim.tv_sec != r.st_mtim.tv_sec)
		return l.st_mtim.tv_sec > r.st_mtim.tv_sec;
	return l.st_mtim.tv_nsec > r.st_mtim.tv_nsec;
}

static bool
same_file(const char *left, const char *right)
{
	struct stat l, r;

	return stat(left, &l) == 0 && stat(right, &r) == 0 && l.st_dev == r.st_dev && l.st_ino == r.st_ino;
}

static const char *const comparisons[] = {
	"=", "==", "!=", "<", ">", "-eq", "-ne", "-gt", "-ge", "-lt", "-le", "-nt", "-ot", "-ef"
};

enum comparison { EQ, EQEQ, NE, BEFORE, AFTER, NUM_EQ, NUM_NE, NUM_GT, NUM_GE, NUM_LT, NUM_LE, NEWER, OLDER, SAME, NO_COMPARISON };

static enum comparison
comparison_of(const char *text)
{
	int i;

	for (i = 0; i < NO_COMPARISON; i++)
		if (strcmp(comparisons[i], text) == 0)
			break;
	return (enum comparison)i;
}

static bool
compare(const char *left, enum comparison comparison, const char *right)
{
	switch (comparison) {
	case EQ:
	case EQEQ:
		return strcmp(left, right) == 0;
	case NE:
		return strcmp(left, right) != 0;
	case BEFORE:
		return strcmp(left, right) < 0;
	case AFTER:
		return strcmp(left, right) > 0;
	case NUM_EQ:
		return number(left) == number(right);
	case NUM_NE:
		return number(left) != number(right);
	case NUM_GT:
		return number(left) > number(right);
	case NUM_GE:
		return number(left) >= number(right);
	case NUM_LT:
		return number(left) < number(right);
	case NUM_LE:
		return number(left) <= number(right);
	case NEWER:
		return newer(left, right);
	case OLDER:
		return newer(right, left);
	case SAME:
		return same_file(left, right);
	case NO_COMPARISON:
		break;
	}
	return false;
}

static bool
has_type(const char *path, mode_t type)
{
	struct stat status;

	return stat(path, &status) == 0 && (status.st_mode & S_IFMT) == type;
}

static bool
has_mode(const char *path, mode_t bits)
{
	struct stat status;

	return stat(path, &status) == 0 && (status.st_mode & bits);
}

static bool
is_link(const char *path)
{
	struct stat status;

	return lstat(path, &status) == 0 && S_ISLNK(status.st_mode);
}

static bool
has_size(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 && status.st_size > 0;
}

static bool
is_owned(const char *path, bool by_user)
{
	struct stat status;

	return stat(path, &status) == 0 && (by_user ? status.st_uid == geteuid() : status.st_gid == getegid());
}

static bool
is_unary(const char *text)
{
	return text[0] == '-' && text[1] != '\0' && text[2] == '\0' && strchr("bcdefghkLnprSsStuwxzOG", text[1]) != NULL;
}

static bool
holds(char operator, const char *operand)
{
	switch (operator) {
	case 'b':
		return has_type(operand, S_IFBLK);
	case 'c':
		return has_type(operand, S_IFCHR);
	case 'd':
		return has_type(operand, S_IFDIR);
	case 'e':
		return access(operand, F_OK) == 0;
	case 'f':
		return has_type(operand, S_IFREG);
	case 'g':
		return has_mode(operand, S_ISGID);
	case 'h':
	case 'L':
		return is_link(operand);
	case 'k':
		return has_mode(operand, S_ISVTX);
	case 'n':
		return *operand != '\0';
	case 'p':
		return has_type(operand, S_IFIFO);
	case 'r':
		return access(operand, R_OK) == 0;
	case 'S':
		return has_type(operand, S_IFSOCK);
	case 's':
		return has_size(operand);
	case 't':
		return isatty((int)number(operand));
	case 'u':
		return has_mode(operand, S_ISUID);
	case 'w':
		return access(operand, W_OK) == 0;
	case 'x':
		return access(operand, X_OK) == 0;
	case 'O':
		return is_owned(operand, true);
	case 'G':
		return is_owned(operand, false);
	default:
		return *operand == '\0';
	}
}

static bool
is_next(const struct expression *expression, const char *text)
{
	return expression->at < expression->end && strcmp(*expression->at, text) == 0;
}

/* With three operands left, a comparison in the middle decides; then what the first says. */
static bool
primary(struct expression *expression)
{
	long left = expression->end - expression->at;
	char **at = expression->at;
	enum comparison comparison;
	bool value;

	stack_check();
	if (left == 0)
		fail(2, "test: argument expected");
	if (left >= 3) {
		comparison = comparison_of(at[1]);
		if (comparison != NO_COMPARISON) {
			expression->at += 3;
			return compare(at[0], comparison, at[2]);
		}
	}
	if (left >= 2 && strcmp(at[0], "!") == 0) {
		expression->at++;
		return !primary(expression);
	}
	if (left >= 2 && strcmp(at[0], "(") == 0) {
		expression->at++;
		value = disjunction(expression);
		if (!is_next(expression, ")"))
			fail(2, "test: closing paren expected");
		expression->at++;
		return value;
	}
	if (left >= 2 && is_unary(at[0])) {
		expression->at += 2;
		return holds(at[0][1], at[1]);
	}
	expression->at++;
	return *at[0] != '\0';
}

static bool
conjunction(struct expression *expression)
{
	bool value = primary(expression);

	while (is_next(expression, "-a")) {
		expression->at++;
		value &= primary(expression);
	}
	return value;
}

static bool
disjunction(struct expression *expression)
{
	bool value = conjunction(expression);

	while (is_next(expression, "-o")) {
		expression->at++;
		value |= conjunction(expression);
	}
	return value;
}

/* The forms whose meaning the number of operands alone decides. */
static bool
evaluate(char **operands, int count)
{
	struct expression expression = { operands, operands + count };
	enum comparison comparison;
	bool value;

	if (count == 0)
		return false;
	if (count == 1)
		return *operands[0] != '\0';
	if (count == 2 && strcmp(operands[0], "!") == 0)
		return *operands[1] == '\0';
	if (count == 3) {
		comparison = comparison_of(operands[1]);
		if (comparison != NO_COMPARISON)
			return compare(operands[0], comparison, operands[2]);
		if (strcmp(operands[1], "-a") == 0)
			return *operands[0] && *operands[2];
		if (strcmp(operands[1], "-o") == 0)
			return *operands[0] || *operands[2];
		if (strcmp(operands[0], "!") == 0)
			return !evaluate(operands + 1, 2);
		if (strcmp(operands[0], "(") == 0 && strcmp(operands[2], ")") == 0)
			return *operands[1] != '\0';
	}
	if (count == 4 && strcmp(operands[0], "!") == 0)
		return !evaluate(operands + 1, 3);
	value = disjunction(&expression);
	if (expression.at != expression.end)
		fail(2, "test: %s: unexpected operator", *expression.at);
	return value;
}

int
builtin_test(int count, char **arguments)
{
	if (strcmp(arguments[0], "[") == 0) {
		if (strcmp(arguments[count - 1], "]") != 0)
			fail(2, "[: missing ]");
		count--;
	}
	return !evaluate(arguments + 1, count - 1);
}
