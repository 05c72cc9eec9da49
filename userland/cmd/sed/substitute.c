/* s: what matches is replaced. */
#include <ctype.h>
#include <string.h>

#include "machine.h"

static struct space built;

/* How \U, \L, \u and \l change what follows. */
struct casing {
	char lasting, once;
};

static void
put_cased(const char *text, size_t length, struct casing *casing)
{
	for (size_t i = 0; i < length; i++) {
		char how = casing->once != '\0' ? casing->once : casing->lasting;
		char c = how == 'U' || how == 'u' ? (char)toupper((unsigned char)text[i])
		    : how == 'L' || how == 'l'    ? (char)tolower((unsigned char)text[i])
						  : text[i];

		casing->once = '\0';
		put(&built, &c, 1);
	}
}

static void
put_replacement(const char *text, const regmatch_t match[10])
{
	struct casing casing = { 0 };

	for (; *text != '\0'; text++) {
		int group = *text == '&' ? 0 : -1;
		char c = *text;

		if (c == '\\' && text[1] != '\0') {
			c = *++text;
			if (isdigit((unsigned char)c))
				group = c - '0';
			else if (c == 'n')
				c = '\n';
			else if (c == 'U' || c == 'L' || c == 'E') {
				casing = (struct casing){ c == 'E' ? '\0' : c, '\0' };
				continue;
			} else if (c == 'u' || c == 'l') {
				casing.once = c;
				continue;
			}
		}
		if (group == -1)
			put_cased(&c, 1, &casing);
		else if (match[group].rm_so >= 0)
			put_cased(pattern.text + match[group].rm_so, (size_t)(match[group].rm_eo - match[group].rm_so), &casing);
	}
}

/* An empty match right behind the one before is none. */
bool
substitute(const struct substitution *s)
{
	size_t from = 0, done = 0;
	regmatch_t match[10];
	long number = 0, lastEnd = -1;
	bool any = false;

	built.length = 0;
	while (from <= pattern.length && search(s->regex, from, match)) {
		bool empty = match[0].rm_so == match[0].rm_eo;

		if (!(empty && match[0].rm_so == lastEnd) && ++number >= s->number) {
			put(&built, pattern.text + done, (size_t)match[0].rm_so - done);
			put_replacement(s->replacement, match);
			done = (size_t)match[0].rm_eo;
			any = true;
			if (!s->global)
				break;
		}
		lastEnd = match[0].rm_eo;
		from = (size_t)match[0].rm_eo + empty;
	}
	if (!any)
		return false;
	put(&built, pattern.text + done, pattern.length - done);
	set(&pattern, built.text, built.length);
	if (s->print)
		print_space(&pattern);
	if (s->file != NULL)
		fprintf(s->file, "%s\n", pattern.text);
	return true;
}
