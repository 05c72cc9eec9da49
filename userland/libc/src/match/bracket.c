/* Sets of bytes, and the [a-z[:digit:]] notation for them. */
#include "bracket.h"

#include <ctype.h>
#include <regex.h>
#include <string.h>

static const struct {
	const char *name;
	int (*has)(int);
} classes[] = {
	{ "alnum", isalnum }, { "alpha", isalpha }, { "blank", isblank }, { "cntrl", iscntrl },
	{ "digit", isdigit }, { "graph", isgraph }, { "lower", islower }, { "print", isprint },
	{ "punct", ispunct }, { "space", isspace }, { "upper", isupper }, { "xdigit", isxdigit },
};

void
byteset_add(struct byteset *set, unsigned char byte)
{
	set->word[byte / 64] |= 1UL << (byte % 64);
}

bool
byteset_has(const struct byteset *set, unsigned char byte)
{
	return (set->word[byte / 64] >> (byte % 64) & 1) != 0;
}

void
byteset_fold(struct byteset *set)
{
	for (int c = 'a'; c <= 'z'; c++)
		if (byteset_has(set, (unsigned char)c) || byteset_has(set, (unsigned char)toupper(c))) {
			byteset_add(set, (unsigned char)c);
			byteset_add(set, (unsigned char)toupper(c));
		}
}

void
byteset_invert(struct byteset *set)
{
	for (int i = 0; i < 4; i++)
		set->word[i] = ~set->word[i];
}

/* [:name:], text behind the second bracket's colon. */
static const char *
class(const char *text, struct byteset *set, int *error)
{
	for (size_t i = 0; i < sizeof classes / sizeof *classes; i++) {
		size_t length = strlen(classes[i].name);

		if (strncmp(text, classes[i].name, length) != 0 || strncmp(text + length, ":]", 2) != 0)
			continue;
		for (int c = 0; c < 256; c++)
			if (classes[i].has(c))
				byteset_add(set, (unsigned char)c);
		return text + length + 2;
	}
	*error = REG_ECTYPE;
	return NULL;
}

/* One end of a range: a byte, or a byte as [.x.] or [=x=]. */
static const char *
element(const char *text, unsigned char *byte, int *error)
{
	char kind = text[1];

	if (text[0] == '[' && (kind == '.' || kind == '=')) {
		if (text[2] == '\0' || text[3] != kind || text[4] != ']') {
			*error = REG_ECOLLATE;
			return NULL;
		}
		*byte = (unsigned char)text[2];
		return text + 5;
	}
	*byte = (unsigned char)*text;
	return text + 1;
}

static const char *
range(const char *text, struct byteset *set, int *error)
{
	unsigned char low, high;

	text = element(text, &low, error);
	if (text == NULL)
		return NULL;
	high = low;
	if (text[0] == '-' && text[1] != ']' && text[1] != '\0') {
		text = element(text + 1, &high, error);
		if (text != NULL && high < low) {
			*error = REG_ERANGE;
			return NULL;
		}
	}
	for (int c = low; text != NULL && c <= high; c++)
		byteset_add(set, (unsigned char)c);
	return text;
}

const char *
bracket_parse(const char *text, bool exclamation, struct byteset *set, bool *inverted, int *error)
{
	bool first = true;

	memset(set, 0, sizeof *set);
	*inverted = *text == '^' || (exclamation && *text == '!');
	if (*inverted)
		text++;
	for (; text != NULL && (*text != ']' || first); first = false) {
		if (*text == '\0') {
			*error = REG_EBRACK;
			return NULL;
		}
		if (text[0] == '[' && text[1] == ':')
			text = class(text + 2, set, error);
		else
			text = range(text, set, error);
	}
	return text == NULL ? NULL : text + 1;
}
