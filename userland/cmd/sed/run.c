/* The machine a script runs on: each command in turn over the pattern space, line after line. */
#include <err.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "machine.h"

struct space pattern;

static struct space hold;
static const struct script *script;
static bool quiet, oneStream;
static bool substituted; /* for t */

void
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

void
set(struct space *s, const char *text, size_t length)
{
	s->length = 0;
	put(s, text, length);
}

static void
end_line(void)
{
	if (!quiet)
		print_space(&pattern);
	flush_queue();
}

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
	if (is_last() && oneStream)
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
		enqueue(c);
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
		print_visible(&pattern, c->number != 0 ? c->number : 70);
		break;
	case 'n':
		if (is_last() && oneStream)
			return QUIT;
		end_line();
		pattern.length = 0;
		if (!read_line(&pattern))
			return QUIT;
		break;
	case 'N':
		return append_next();
	case 'p':
		print_space(&pattern);
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
run_script(const struct script *s, const struct options *options, char *files[], int count)
{
	enum next next = ON;

	script = s;
	quiet = options->quiet;
	oneStream = !options->separate && !options->inPlace;
	open_streams(options, files, count);
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
	close_streams();
	return status;
}
