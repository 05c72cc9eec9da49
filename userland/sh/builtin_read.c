/* read(1p). */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "builtin.h"
#include "chars.h"
#include "expand.h"
#include "failure.h"
#include "memory.h"
#include "output.h"
#include "shell.h"
#include "trap.h"
#include "vars.h"

/* A line as it was read; what a backslash quoted is marked as such. */
struct line {
	struct text bytes, quoted;
};

/* -1 at the end of the input, -2 when a signal came first. */
static int
read_byte(void)
{
	unsigned char c;
	ssize_t count;

	while ((count = read(0, &c, 1)) < 0 && errno == EINTR)
		if (trap_pending_signal())
			return -2;
	return count == 1 ? c : -1;
}

static void
add(struct line *line, int c, bool quoted)
{
	if (c == '\0')
		return;
	text_add(&line->bytes, c);
	text_add(&line->quoted, quoted);
}

static void
prompt_again(void)
{
	const char *prompt = vars_value("PS2");

	if (shell.interactive && isatty(0) && prompt != NULL)
		output_error("%s", prompt);
}

/* 0 for a whole line, 1 when the input ended in it, 128 + n for signal n. */
static int
read_line(struct line *line, bool raw, int delimiter)
{
	int c;

	if (!trap_await_input(0))
		return 128 + trap_pending_signal();
	while ((c = read_byte()) != delimiter) {
		if (c == -2)
			return 128 + trap_pending_signal();
		if (c == '\\' && !raw) {
			c = read_byte();
			if (c == '\n') {
				prompt_again();
				continue;
			}
			if (c >= 0)
				add(line, c, true);
		} else if (c >= 0) {
			add(line, c, false);
		}
		if (c < 0)
			return 1;
	}
	return 0;
}

enum separator { NO_SEPARATOR, BLANK_SEPARATOR, OTHER_SEPARATOR };

static enum separator
separator_at(const struct line *line, size_t i, const char *separators)
{
	char c = line->bytes.bytes[i];

	if (line->quoted.bytes[i] || strchr(separators, c) == NULL)
		return NO_SEPARATOR;
	return c == ' ' || c == '\t' || c == '\n' ? BLANK_SEPARATOR : OTHER_SEPARATOR;
}

static size_t
skip_blanks(const struct line *line, size_t i, const char *separators)
{
	while (i < line->bytes.length && separator_at(line, i, separators) == BLANK_SEPARATOR)
		i++;
	return i;
}

/* The end of the field at i, and in *next where the one after it starts. */
static size_t
field_end(const struct line *line, size_t i, const char *separators, size_t *next)
{
	size_t end;

	while (i < line->bytes.length && separator_at(line, i, separators) == NO_SEPARATOR)
		i++;
	end = i;
	i = skip_blanks(line, i, separators);
	if (i < line->bytes.length && separator_at(line, i, separators) == OTHER_SEPARATOR)
		i = skip_blanks(line, i + 1, separators);
	*next = i;
	return end;
}

/* The last variable takes what is left, without what separates it from nothing. */
static size_t
rest_end(const struct line *line, size_t start, const char *separators)
{
	size_t next, end = field_end(line, start, separators, &next);

	if (next >= line->bytes.length)
		return end;
	end = line->bytes.length;
	while (end > start && separator_at(line, end - 1, separators) == BLANK_SEPARATOR)
		end--;
	return end;
}

static void
assign_fields(const struct line *line, char **names)
{
	const char *separators = vars_value("IFS") ? vars_value("IFS") : " \t\n";
	size_t start = skip_blanks(line, 0, separators), end, next;

	for (; *names != NULL; names++) {
		if (names[1] == NULL)
			end = rest_end(line, start, separators);
		else
			end = field_end(line, start, separators, &next);
		vars_set(*names, end > start ? arena_copy(&scratch, line->bytes.bytes + start, end - start) : "");
		start = names[1] ? next : end;
	}
}

int
builtin_read(int count, char **arguments)
{
	struct option_reader reader = { 0 };
	struct line line = { text_in(&scratch), text_in(&scratch) };
	static char *reply[] = { "REPLY", NULL };
	bool raw = false;
	int letter, i, status, delimiter = '\n';

	while ((letter = option_next(&reader, count, arguments, "rp:d:")) != -1) {
		if (letter == '?')
			return 2;
		if (letter == 'r')
			raw = true;
		else if (letter == 'd')
			delimiter = (unsigned char)reader.argument[0];
		else if (isatty(0))
			output_error("%s", reader.argument);
	}
	for (i = reader.index; i < count; i++)
		if (!is_name(arguments[i]))
			fail(2, "read: %s: bad variable name", arguments[i]);
	status = read_line(&line, raw, delimiter);
	if (status > 1)
		return status;
	assign_fields(&line, reader.index < count ? arguments + reader.index : reply);
	return status;
}
