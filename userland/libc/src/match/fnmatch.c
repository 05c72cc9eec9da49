/* Shell patterns: fnmatch(3). Only the last star needs to be remembered, so matching is never exponential. */
#include <fnmatch.h>

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

#include "bracket.h"

static int
fold(int c, int flags)
{
	return (flags & FNM_CASEFOLD) != 0 ? tolower(c) : c;
}

/* A '.' that only a '.' in the pattern may match. */
static bool
hidden(const char *start, const char *at, int flags)
{
	return (flags & FNM_PERIOD) != 0 && *at == '.' &&
	    (at == start || ((flags & FNM_PATHNAME) != 0 && at[-1] == '/'));
}

/* Whether one element of the pattern, not a star, matches *at; *next is what follows it. */
static bool
one(const char *pattern, const char *start, const char *at, int flags, const char **next)
{
	struct byteset set;
	const char *after;
	bool inverted;
	int error, c = *pattern;

	*next = pattern + 1;
	if (c == '\0' || *at == '\0')
		return false;
	if (c == '?' || c == '[') {
		bool plain = !hidden(start, at, flags) && (*at != '/' || (flags & FNM_PATHNAME) == 0);

		if (c == '?')
			return plain;
		after = bracket_parse(pattern + 1, true, &set, &inverted, &error);
		if (after != NULL) {
			*next = after;
			if ((flags & FNM_CASEFOLD) != 0)
				byteset_fold(&set);
			return plain && byteset_has(&set, (unsigned char)*at) != inverted;
		}
	}
	if (c == '\\' && (flags & FNM_NOESCAPE) == 0 && pattern[1] != '\0') {
		c = pattern[1];
		*next = pattern + 2;
	}
	return fold((unsigned char)c, flags) == fold((unsigned char)*at, flags);
}

int
fnmatch(const char *pattern, const char *string, int flags)
{
	const char *at = string, *next, *star = NULL, *starAt = NULL;

	for (;;) {
		if (*pattern == '*') {
			while (*pattern == '*')
				pattern++;
			if (hidden(string, at, flags))
				return FNM_NOMATCH;
			star = pattern;
			starAt = at;
		} else if (*pattern == '\0' && *at == '\0')
			return 0;
		else if (one(pattern, string, at, flags, &next)) {
			pattern = next;
			at++;
		} else {
			/* The last star takes one more character, unless that is one it may not. */
			if (star == NULL || *starAt == '\0' || (*starAt == '/' && (flags & FNM_PATHNAME) != 0))
				return FNM_NOMATCH;
			pattern = star;
			at = ++starAt;
		}
	}
}
