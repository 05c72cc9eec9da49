/* tr: characters to other ones; -d deletes, -s squeezes repeats, -c means all others. */
#include <ctype.h>
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command.h"
#include "escape.h"

/* The characters of an operand, in order; fill is where [x*] says "as many as it takes". */
struct set {
	unsigned char byte[4096];
	int count;
	int fill;
};

static const struct {
	const char *name;
	int (*has)(int);
} classes[] = {
	{ "alnum", isalnum }, { "alpha", isalpha }, { "blank", isblank }, { "cntrl", iscntrl },
	{ "digit", isdigit }, { "graph", isgraph }, { "lower", islower }, { "print", isprint },
	{ "punct", ispunct }, { "space", isspace }, { "upper", isupper }, { "xdigit", isxdigit },
};

static void
add(struct set *set, int c)
{
	if (set->count == (int)sizeof set->byte)
		errx(1, "set too long");
	set->byte[set->count++] = (unsigned char)c;
}

static const char *
add_class(struct set *set, const char *text)
{
	for (size_t i = 0; i < sizeof classes / sizeof *classes; i++) {
		size_t length = strlen(classes[i].name);

		if (strncmp(text + 2, classes[i].name, length) != 0 || strncmp(text + 2 + length, ":]", 2) != 0)
			continue;
		for (int c = 0; c < 256; c++)
			if (classes[i].has(c))
				add(set, c);
		return text + length + 4;
	}
	errx(1, "invalid character class '%s'", text);
}

/* [x*n], or [x*] which fill_up completes; NULL when it is neither. */
static const char *
add_repeat(struct set *set, const char *text)
{
	char *end;
	long times;

	if (text[1] == '\0' || text[2] != '*')
		return NULL;
	times = strtol(text + 3, &end, text[3] == '0' ? 8 : 10);
	if (*end != ']')
		return NULL;
	if (times == 0)
		set->fill = set->count;
	for (long i = 0; i < (times == 0 ? 1 : times); i++)
		add(set, (unsigned char)text[1]);
	return end + 1;
}

/* The next character; a backslash makes any that is no escape itself. */
static int
take(const char **text)
{
	int c = (unsigned char)*(*text)++;

	if (c != '\\' || **text == '\0')
		return c;
	if (strchr("abfnrtv\\01234567", **text) != NULL)
		return escape_byte(text, false);
	return (unsigned char)*(*text)++;
}

static void
parse(struct set *set, const char *text)
{
	set->count = 0;
	set->fill = -1;
	while (*text != '\0') {
		const char *after = NULL;
		int low, high;

		if (text[0] == '[' && text[1] == ':')
			after = add_class(set, text);
		else if (text[0] == '[' && text[1] == '=' && text[2] != '\0' && text[3] == '=' && text[4] == ']') {
			add(set, (unsigned char)text[2]);
			after = text + 5;
		} else if (text[0] == '[')
			after = add_repeat(set, text);
		if (after != NULL) {
			text = after;
			continue;
		}
		low = high = take(&text);
		if (text[0] == '-' && text[1] != '\0') {
			text++;
			high = take(&text);
			if (high < low)
				errx(1, "a range must not run backwards");
		}
		for (; low <= high; low++)
			add(set, low);
	}
}

static void
complement(struct set *set)
{
	bool in[256] = { false };

	for (int i = 0; i < set->count; i++)
		in[set->byte[i]] = true;
	set->count = 0;
	for (int c = 0; c < 256; c++)
		if (!in[c])
			add(set, c);
}

/* The second set gets as long as the first: by its [x*], or else by its last character. */
static void
fill_up(struct set *set, int length)
{
	int at = set->fill >= 0 ? set->fill : set->count - 1, missing = length - set->count;

	if (set->count == 0)
		errx(1, "the second set must not be empty");
	if (missing <= 0)
		return;
	if (length > (int)sizeof set->byte)
		errx(1, "set too long");
	memmove(set->byte + at + missing, set->byte + at, (size_t)(set->count - at));
	memset(set->byte + at, set->byte[at + missing], (size_t)missing);
	set->count = length;
}

static bool deleted[256], squeezed[256];
static unsigned char mapped[256];

static void
filter(void)
{
	int c, last = EOF;

	while ((c = getchar()) != EOF) {
		if (deleted[c])
			continue;
		c = mapped[c];
		if (c == last && squeezed[c])
			continue;
		putchar(c);
		last = c;
	}
}

static void
mark(bool table[256], const struct set *set)
{
	for (int i = 0; i < set->count; i++)
		table[set->byte[i]] = true;
}

int
main(int argc, char *argv[])
{
	static struct set first, second;
	bool others = false, removing = false, squeezing = false;
	int option, sets;

	command_begin(argc, argv, "tr [-Ccds] SET1 [SET2]");
	while ((option = getopt(argc, argv, "Ccds")) != -1)
		switch (option) {
		case 'C':
		case 'c':
			others = true;
			break;
		case 'd':
			removing = true;
			break;
		case 's':
			squeezing = true;
			break;
		default:
			command_usage(1);
		}
	sets = argc - optind;
	if (sets < 1 || sets > 2 || (sets == 1 && !removing && !squeezing) || (sets == 2 && removing && !squeezing))
		command_usage(1);
	parse(&first, argv[optind]);
	if (others)
		complement(&first);
	if (sets == 2)
		parse(&second, argv[optind + 1]);
	for (int c = 0; c < 256; c++)
		mapped[c] = (unsigned char)c;
	if (removing)
		mark(deleted, &first);
	else if (sets == 2) {
		fill_up(&second, first.count);
		for (int i = first.count - 1; i >= 0; i--)
			mapped[first.byte[i]] = second.byte[i];
	}
	if (squeezing)
		mark(squeezed, sets == 2 ? &second : &first);
	filter();
	return command_end(0);
}
