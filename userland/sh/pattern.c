#include "pattern.h"

#include <ctype.h>
#include <stddef.h>
#include <string.h>

static bool
in_class(const char *name, size_t length, int c)
{
	static const struct {
		const char *name;
		int (*holds)(int);
	} classes[] = {
		{ "alnum", isalnum }, { "alpha", isalpha }, { "blank", isblank }, { "cntrl", iscntrl },
		{ "digit", isdigit }, { "graph", isgraph }, { "lower", islower }, { "print", isprint },
		{ "punct", ispunct }, { "space", isspace }, { "upper", isupper }, { "xdigit", isxdigit },
	};
	size_t i;

	for (i = 0; i < sizeof classes / sizeof classes[0]; i++)
		if (strlen(classes[i].name) == length && strncmp(classes[i].name, name, length) == 0)
			return classes[i].holds(c) != 0;
	return false;
}

/* One element of a bracket expression that stands for a character: x, \x, [.x.] or [=x=]. */
static int
element(const char **at)
{
	const char *p = *at;

	if (p[0] == '[' && (p[1] == '.' || p[1] == '=') && p[2] && p[3] == p[1] && p[4] == ']') {
		*at = p + 5;
		return (unsigned char)p[2];
	}
	if (p[0] == '\\' && p[1])
		p++;
	*at = p + 1;
	return (unsigned char)*p;
}

/* The bracket expression after its "[": what follows its "]", or NULL when it has none. */
static const char *
match_bracket(const char *p, int c, bool *matched)
{
	bool negated = *p == '!' || *p == '^', found = false, first = true;

	if (negated)
		p++;
	for (; *p != ']' || first; first = false) {
		const char *end;
		int low, high;

		if (*p == '\0' || (*p == '\\' && p[1] == '\0'))
			return NULL;
		if (p[0] == '[' && p[1] == ':' && (end = strstr(p + 2, ":]")) != NULL) {
			found |= in_class(p + 2, (size_t)(end - p - 2), c);
			p = end + 2;
			continue;
		}
		low = high = element(&p);
		if (p[0] == '-' && p[1] && p[1] != ']') {
			p++;
			high = element(&p);
		}
		found |= low <= c && c <= high;
	}
	*matched = found != negated;
	return p + 1;
}

/* Matches the one pattern element at *at against c and moves past it. */
static bool
match_one(const char **at, int c)
{
	const char *p = *at, *end;
	bool matched;

	if (*p == '[' && (end = match_bracket(p + 1, c, &matched)) != NULL) {
		*at = end;
		return matched;
	}
	if (*p == '?') {
		*at = p + 1;
		return true;
	}
	if (*p == '\\' && p[1])
		p++;
	*at = p + 1;
	return (unsigned char)*p == c;
}

/* Only the latest star need ever be tried again. */
bool
pattern_matches(const char *pattern, const char *string)
{
	const char *star = NULL, *retry = NULL;

	for (;;) {
		if (*pattern == '*') {
			while (*pattern == '*')
				pattern++;
			star = pattern;
			retry = string;
			continue;
		}
		if (*string == '\0' && *pattern == '\0')
			return true;
		if (*string != '\0' && *pattern != '\0' && match_one(&pattern, (unsigned char)*string)) {
			string++;
			continue;
		}
		if (star == NULL || *retry == '\0')
			return false;
		pattern = star;
		string = ++retry;
	}
}

bool
pattern_is_literal(const char *pattern)
{
	for (; *pattern; pattern++) {
		if (*pattern == '*' || *pattern == '?' || (*pattern == '[' && strchr(pattern, ']') != NULL))
			return false;
		if (*pattern == '\\' && pattern[1])
			pattern++;
	}
	return true;
}

void
pattern_unescape(char *pattern)
{
	char *to = pattern;

	for (; *pattern; *to++ = *pattern++)
		if (*pattern == '\\' && pattern[1])
			pattern++;
	*to = '\0';
}
