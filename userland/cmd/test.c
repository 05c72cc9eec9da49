/* test and [: whether an expression holds. 0 when it does, 1 when not, 2 when it is none. */
#include <err.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static char **at, **end;

static bool either(void);

static _Noreturn void
bad(const char *what, const char *where)
{
	warnx("%s: %s", where, what);
	exit(2);
}

static const char *
take(void)
{
	if (at == end)
		bad("argument expected", at[-1]);
	return *at++;
}

static long
number(const char *text)
{
	char *rest;
	long value;

	errno = 0;
	value = strtol(text, &rest, 10);
	rest += strspn(rest, " \t\n");
	if (rest == text || *rest != '\0' || errno != 0)
		bad("integer expected", text);
	return value;
}

static bool
newer(const char *left, const char *right)
{
	struct stat l, r;

	if (stat(left, &l) == -1)
		return false;
	if (stat(right, &r) == -1)
		return true;
	return l.st_mtim.tv_sec != r.st_mtim.tv_sec ? l.st_mtim.tv_sec > r.st_mtim.tv_sec
						     : l.st_mtim.tv_nsec > r.st_mtim.tv_nsec;
}

static bool
same(const char *left, const char *right)
{
	struct stat l, r;

	return stat(left, &l) == 0 && stat(right, &r) == 0 && l.st_dev == r.st_dev && l.st_ino == r.st_ino;
}

static const char *const binaries[] = { "=", "==", "!=", "<", ">", "-eq", "-ne", "-gt", "-ge", "-lt", "-le", "-nt",
	"-ot", "-ef" };

static bool
is_binary(const char *text)
{
	for (size_t i = 0; i < sizeof binaries / sizeof *binaries; i++)
		if (strcmp(text, binaries[i]) == 0)
			return true;
	return false;
}

static bool
compare_numbers(const char *left, const char *operator, const char *right)
{
	long l = number(left), r = number(right);

	switch (operator[1] << 8 | operator[2]) {
	case 'e' << 8 | 'q':
		return l == r;
	case 'n' << 8 | 'e':
		return l != r;
	case 'g' << 8 | 't':
		return l > r;
	case 'g' << 8 | 'e':
		return l >= r;
	case 'l' << 8 | 't':
		return l < r;
	}
	return l <= r;
}

static bool
binary(const char *left, const char *operator, const char *right)
{
	if (operator[0] == '=')
		return strcmp(left, right) == 0;
	if (operator[0] == '!')
		return strcmp(left, right) != 0;
	if (operator[0] == '<')
		return strcmp(left, right) < 0;
	if (operator[0] == '>')
		return strcmp(left, right) > 0;
	if (strcmp(operator, "-nt") == 0)
		return newer(left, right);
	if (strcmp(operator, "-ot") == 0)
		return newer(right, left);
	if (strcmp(operator, "-ef") == 0)
		return same(left, right);
	return compare_numbers(left, operator, right);
}

static bool
has_mode(const char *path, mode_t mask, mode_t wanted)
{
	struct stat st;

	return stat(path, &st) == 0 && (st.st_mode & mask) == wanted;
}

static bool
unary(char operator, const char *operand)
{
	struct stat st;

	switch (operator) {
	case 'b':
		return has_mode(operand, S_IFMT, S_IFBLK);
	case 'c':
		return has_mode(operand, S_IFMT, S_IFCHR);
	case 'd':
		return has_mode(operand, S_IFMT, S_IFDIR);
	case 'e':
		return stat(operand, &st) == 0;
	case 'f':
		return has_mode(operand, S_IFMT, S_IFREG);
	case 'g':
		return has_mode(operand, S_ISGID, S_ISGID);
	case 'h':
	case 'L':
		return lstat(operand, &st) == 0 && S_ISLNK(st.st_mode);
	case 'k':
		return has_mode(operand, S_ISVTX, S_ISVTX);
	case 'n':
		return *operand != '\0';
	case 'O':
		return stat(operand, &st) == 0 && st.st_uid == geteuid();
	case 'G':
		return stat(operand, &st) == 0 && st.st_gid == getegid();
	case 'p':
		return has_mode(operand, S_IFMT, S_IFIFO);
	case 'r':
		return access(operand, R_OK) == 0;
	case 'S':
		return has_mode(operand, S_IFMT, S_IFSOCK);
	case 's':
		return stat(operand, &st) == 0 && st.st_size > 0;
	case 't':
		return isatty((int)number(operand));
	case 'u':
		return has_mode(operand, S_ISUID, S_ISUID);
	case 'w':
		return access(operand, W_OK) == 0;
	case 'x':
		return access(operand, X_OK) == 0;
	}
	return *operand == '\0'; /* -z */
}

static bool
is_unary(const char *text)
{
	return text[0] == '-' && text[1] != '\0' && text[2] == '\0' && strchr("bcdefgGhkLnOprsStuwxz", text[1]) != NULL;
}

/* An operand that looks like an operator is one only where POSIX's rules by count allow it. */
static bool
primary(void)
{
	const char *first = take(), *operator;
	bool answer;

	if (end - at >= 2 && is_binary(at[0])) {
		operator = take();
		return binary(first, operator, take());
	}
	if (strcmp(first, "(") == 0 && at < end) {
		answer = either();
		if (strcmp(take(), ")") != 0)
			bad("')' expected", at[-1]);
		return answer;
	}
	if (is_unary(first) && at < end)
		return unary(first[1], take());
	return *first != '\0';
}

static bool
negated(void)
{
	if (end - at > 1 && strcmp(*at, "!") == 0 && !(end - at == 3 && is_binary(at[1]))) {
		at++;
		return !negated();
	}
	return primary();
}

static bool
both(void)
{
	bool answer = negated();

	while (at < end && strcmp(*at, "-a") == 0) {
		at++;
		answer &= negated();
	}
	return answer;
}

static bool
either(void)
{
	bool answer = both();

	while (at < end && strcmp(*at, "-o") == 0) {
		at++;
		answer |= both();
	}
	return answer;
}

int
main(int argc, char *argv[])
{
	bool answer;

	at = argv + 1;
	end = argv + argc;
	if (strcmp(program_name, "[") == 0 && (end == at || strcmp(*--end, "]") != 0))
		bad("']' expected", argv[argc - 1]);
	if (at == end)
		return 1;
	answer = either();
	if (at != end)
		bad("unexpected argument", *at);
	return answer ? 0 : 1;
}
