/* Lines in, from all files as one or from each for itself, and lines out. */
#include <ctype.h>
#include <err.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "machine.h"

long lineNumber;
int status;

static const struct options *options;
static char **files;
static int fileCount;
static FILE *input, *output; /* output is the new file of -i, else NULL */
static const char *inputName;
static const struct command *queue[64];
static int queued;

/* A line that had no newline gets one only when something is written after it. */
static bool newlineOwed;

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

bool
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

bool
is_last(void)
{
	return !more_lines();
}

FILE *
out(void)
{
	FILE *to = output != NULL ? output : stdout;

	if (newlineOwed)
		putc('\n', to);
	newlineOwed = false;
	return to;
}

void
print_space(const struct space *s)
{
	FILE *to = out();

	fwrite(s->text, 1, s->length, to);
	if (s->unended)
		newlineOwed = true;
	else
		putc('\n', to);
}

void
enqueue(const struct command *c)
{
	if (queued == 64)
		errx(1, "too many texts to append");
	queue[queued++] = c;
}

/* What a and r asked for comes after the line. */
void
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

/* l: what cannot be seen as escapes, in lines of 70 columns. */
void
print_visible(const struct space *s, long width)
{
	static const char letters[] = "abfnrtv\\", bytes[] = "\a\b\f\n\r\t\v\\";
	long column = 0;

	for (size_t i = 0; i < s->length; i++) {
		unsigned char c = (unsigned char)s->text[i];
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

void
open_streams(const struct options *o, char *names[], int count)
{
	static char *standard[] = { "-" };

	options = o;
	files = count > 0 ? names : standard;
	fileCount = count > 0 ? count : 1;
}

/* A script that quits leaves the rest of a file edited in place as it was. */
void
close_streams(void)
{
	for (int c; options->inPlace && input != NULL && (c = getc(input)) != EOF;)
		putc(c, out());
	finish_in_place();
}
