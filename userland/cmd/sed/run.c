/* The machine a script runs on: pattern space, hold space, and a queue of what goes out after the line. */
#include <ctype.h>
#include <err.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "command.h"
#include "sed.h"

/* A text that grows; always a string too. */
struct space {
	char *text;
	size_t length, room;
	bool unended; /* it came from a last line without a newline */
};

static const struct script *script;
static const struct options *options;

static struct space pattern, hold, built;
static bool substituted;  /* for t */
static regex_t *lastRegex;
static long lineNumber;
static struct command *queue[64];
static int queued;

/* The input: all files as one, or each for itself. */
static char **files;
static int fileCount, status;
static FILE *input;
static const char *inputName;
static FILE *output;

/* A line that had no newline gets one only when something is written after it. */
static bool newlineOwed;

static void
put(struct space *s, const char *text, size_t length)
{
	if (s->length + length + 1 > s->room) {
		s->room = (s->length + length + 1) * 2;
		s->text = realloc(s->text, s->room);
		if (s->text == NULL)
			err(1, NULL);
	}
	memmove(s->text + s->length, text, length);
	s->length += length;
	s->text[s->length] = '\0';
}

static void
set(struct space *s, const char *text, size_t length)
{
	s->length = 0;
	put(s, text, length);
}

/* --- input --- */

static void
finish_in_place(void)
{
	char name[4096];
	struct stat st;

	if (!options->inPlace || output == NULL)
		return;
	snprintf(name, sizeof name, "%s.sed-new", inputName);
	if (stat(inputName, &st) == 0)
		fchmod(fileno(output), st.st_mode & 07777);
	newlineOwed = false;
	if (fclose(output) == EOF || rename(name, inputName) == -1)
		err(4, "%s", inputName);
	output = NULL;
}

static void
begin_in_place(void)
{
	char name[4096];

	snprintf(name, sizeof name, "%s.sed-new", inputName);
	output = fopen(name, "w");
	if (output == NULL)
		err(4, "%s", name);
}

/* Opens the next file that can be; false when there is none left. */
static bool
open_next(void)
{
	while (fileCount > 0) {
		inputName = *files++;
		fileCount--;
		if (strcmp(inputName, "-") == 0 && !options->inPlace) {
			input = stdin;
			return true;
		}
		input = fopen(inputName, "re");
		if (input != NULL) {
			if (options->inPlace)
				begin_in_place();
			if (options->separate || options->inPlace)
				lineNumber = 0;
			return true;
		}
		warn("can't read %s", inputName);
		status = 2;
	}
	return false;
}

static int
peek(void)
{
	int c = getc(input);

	if (c != EOF)
		ungetc(c, input);
	return c;
}

static void
close_input(void)
{
	if (ferror(input)) {
		warn("couldn't read %s", inputName);
		status = 2;
	}
	if (input != stdin)
		fclose(input);
	input = NULL;
}

/* Whether there is another line; with separate files, whether this one has. */
static bool
more_lines(void)
{
	while (input != NULL || open_next()) {
		if (peek() != EOF)
			return true;
		if (options->separate || options->inPlace)
			return false;
		close_input();
	}
	return false;
}

static bool
read_line(struct space *to)
{
	static char *line;
	static size_t size;
	ssize_t length;

	while (!more_lines()) {
		if (input == NULL)
			return false;
		close_input();
		finish_in_place();
	}
	length = getline(&line, &size, input);
	to->unended = line[length - 1] != '\n';
	put(to, line, (size_t)(to->unended ? length : length - 1));
	lineNumber++;
	return true;
}

static bool
is_last(void)
{
	return !more_lines();
}

/* --- output --- */

static FILE *
out(void)
{
	FILE *to = output != NULL ? output : stdout;

	if (newlineOwed)
		putc('\n', to);
	newlineOwed = false;
	return to;
}

static void
print_pattern(void)
{
	FILE *to = out();

	fwrite(pattern.text, 1, pattern.length, to);
	if (pattern.unended)
		newlineOwed = true;
	else
		putc('\n', to);
}

/* What a and r asked for comes after the line. */
static void
flush_queue(void)
{
	for (int i = 0; i < queued; i++) {
		FILE *file;
		int c;

		if (queue[i]->letter == 'a')
			fputs(queue[i]->text, out());
		else if ((file = fopen(queue[i]->text, "re")) != NULL) {
			while ((c = getc(file)) != EOF)
				putc(c, out());
			fclose(file);
		}
	}
	queued = 0;
}

static void
end_line(void)
{
	if (!options->quiet)
		print_pattern();
	flush_queue();
}

/* l: what cannot be seen as escapes, in lines of 70 columns. */
static void
print_visible(long width)
{
	static const char letters[] = "abfnrtv\\", bytes[] = "\a\b\f\n\r\t\v\\";
	long column = 0;

	for (size_t i = 0; i < pattern.length; i++) {
		unsigned char c = (unsigned char)pattern.text[i];
		const char *known = c == '\0' ? NULL : strchr(bytes, c);
		char text[8];
		int length;

		if (known != NULL)
			length = snprintf(text, sizeof text, "\\%c", letters[known - bytes]);
		else
			length = snprintf(text, sizeof text, isprint(c) ? "%c" : "\\%03o", c);
		if (width > 1 && column + length > width - 1) {
			fputs("\\\n", out());
			column = 0;
		}
		fputs(text, out());
		column += length;
	}
	fputs("$\n", out());
}

/* --- addresses --- */

static bool
search(regex_t *regex, size_t from, regmatch_t match[10])
{
	if (regex != NULL)
		lastRegex = regex;
	if (lastRegex == NULL)
		errx(1, "no previous regular expression");
	match[0] = (regmatch_t){ (regoff_t)from, (regoff_t)pattern.length };
	return regexec(lastRegex, pattern.text, 10, match, REG_STARTEND) == 0;
}

static bool
holds(const struct address *a)
{
	regmatch_t match[10];

	switch (a->kind) {
	case LINE:
		return lineNumber == a->line;
	case STEP:
		return a->step <= 0 ? lineNumber == a->line : lineNumber >= a->line && (lineNumber - a->line) % a->step == 0;
	case LAST:
		return is_last();
	case EXPRESSION:
		return search(a->regex, 0, match);
	default:
		return true;
	}
}

/* A range begins where its first address holds, and lasts at least that line. */
static bool
begin_range(struct command *c)
{
	if (!holds(&c->from) && !(c->from.kind == LINE && c->from.line == 0 && lineNumber == 1))
		return false;
	c->inRange = true;
	switch (c->to.kind) {
	case LINE:
		c->rangeEnd = c->to.line;
		break;
	case OFFSET:
		c->rangeEnd = lineNumber + c->to.line;
		break;
	case MULTIPLE:
		c->rangeEnd = c->to.line <= 0 ? lineNumber : (lineNumber + c->to.line - 1) / c->to.line * c->to.line;
		break;
	case LAST:
		c->inRange = !is_last();
		return true;
	default:
		if (c->from.kind == LINE && c->from.line == 0) /* 0,/re/ may end in the first line */
			c->inRange = !holds(&c->to);
		return true;
	}
	c->inRange = c->rangeEnd > lineNumber;
	return true;
}

static bool
in_range(struct command *c)
{
	if (!c->inRange)
		return begin_range(c);
	if (c->to.kind == EXPRESSION || c->to.kind == LAST)
		c->inRange = !holds(&c->to);
	else {
		c->inRange = lineNumber < c->rangeEnd;
		if (lineNumber > c->rangeEnd)
			return begin_range(c);
	}
	return true;
}

static bool
selected(struct command *c)
{
	bool yes = c->to.kind != NO_ADDRESS ? in_range(c) : holds(&c->from);

	return yes != c->inverted;
}

/* --- substitution --- */

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
static bool
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
		print_pattern();
	if (s->file != NULL)
		fprintf(s->file, "%s\n", pattern.text);
	return true;
}

/* --- commands --- */

enum next { ON, JUMP, END, AGAIN, QUIT };

static void
exchange(void)
{
	struct space former = pattern;

	pattern = hold;
	hold = former;
	put(&pattern, "", 0);
}

/* Without a next line GNU prints what there is before it ends. */
static enum next
append_next(void)
{
	if (is_last() && !options->separate && !options->inPlace)
		return QUIT;
	flush_queue();
	put(&pattern, "\n", 1);
	return read_line(&pattern) ? ON : QUIT;
}

static enum next
delete_first(void)
{
	char *newline = memchr(pattern.text, '\n', pattern.length);

	if (newline == NULL)
		return END;
	set(&pattern, newline + 1, pattern.length - (size_t)(newline + 1 - pattern.text));
	return AGAIN;
}

static enum next
execute(struct command *c)
{
	bool former;

	switch (c->letter) {
	case '=':
		fprintf(out(), "%ld\n", lineNumber);
		break;
	case 'a':
	case 'r':
		if (queued < 64)
			queue[queued++] = c;
		break;
	case 'b':
		return JUMP;
	case 'c':
		/* Of a range only the last line prints the text. */
		if (c->to.kind == NO_ADDRESS || !c->inRange || c->inverted)
			fputs(c->text, out());
		return END;
	case 'd':
		return END;
	case 'D':
		return delete_first();
	case 'g':
		set(&pattern, hold.text, hold.length);
		break;
	case 'G':
		put(&pattern, "\n", 1);
		put(&pattern, hold.text, hold.length);
		break;
	case 'h':
		set(&hold, pattern.text, pattern.length);
		break;
	case 'H':
		put(&hold, "\n", 1);
		put(&hold, pattern.text, pattern.length);
		break;
	case 'i':
		fputs(c->text, out());
		break;
	case 'l':
		print_visible(c->number != 0 ? c->number : 70);
		break;
	case 'n':
		if (is_last() && !options->separate && !options->inPlace)
			return QUIT;
		end_line();
		pattern.length = 0;
		if (!read_line(&pattern))
			return QUIT;
		break;
	case 'N':
		return append_next();
	case 'p':
		print_pattern();
		break;
	case 'P':
		fwrite(pattern.text, 1, strcspn(pattern.text, "\n"), out());
		putc('\n', out());
		break;
	case 'q':
		status = (int)c->number;
		return QUIT;
	case 'Q':
		exit(command_end((int)c->number));
	case 's':
		substituted |= substitute(c->s);
		break;
	case 't':
	case 'T':
		former = substituted;
		substituted = false;
		return former == (c->letter == 't') ? JUMP : ON;
	case 'w':
		fprintf(c->file, "%s\n", pattern.text);
		break;
	case 'x':
		exchange();
		break;
	case 'y':
		for (size_t i = 0; i < pattern.length; i++)
			pattern.text[i] = (char)c->map[(unsigned char)pattern.text[i]];
		break;
	case 'z':
		set(&pattern, "", 0);
		break;
	}
	return ON;
}

/* The whole script over one pattern space. */
static enum next
cycle(void)
{
	for (int i = 0; i < script->count;) {
		struct command *c = &script->commands[i];
		enum next next;

		if (!selected(c)) {
			i = c->letter == '{' ? c->target : i + 1;
			continue;
		}
		next = execute(c);
		if (next == JUMP)
			i = c->target;
		else if (next == ON)
			i++;
		else
			return next;
	}
	return ON;
}

int
run_script(const struct script *s, const struct options *o, char *names[], int count)
{
	static char *standard[] = { "-" };
	enum next next = ON;

	script = s;
	options = o;
	files = count > 0 ? names : standard;
	fileCount = count > 0 ? count : 1;
	put(&pattern, "", 0);
	put(&hold, "", 0);
	while (next != QUIT) {
		if (next != AGAIN) {
			pattern.length = 0;
			if (!read_line(&pattern))
				break;
		}
		substituted = next == AGAIN && substituted;
		next = cycle();
		if (next == ON || next == QUIT)
			end_line();
		else
			flush_queue();
	}
	if (next == QUIT && options->inPlace && input != NULL)
		for (int c; (c = getc(input)) != EOF;)
			putc(c, out());
	finish_in_place();
	return status;
}
