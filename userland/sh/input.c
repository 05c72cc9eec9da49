#include "input.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "alias.h"
#include "edit.h"
#include "expand.h"
#include "failure.h"
#include "memory.h"
#include "output.h"
#include "shell.h"
#include "trap.h"
#include "vars.h"

#define BLOCK_BYTES 1024

enum source_kind { SOURCE_STRING, SOURCE_FILE, SOURCE_TERMINAL, SOURCE_INSERTED };

struct source {
	enum source_kind kind;
	struct source *outer;
	char *bytes;
	size_t next, end, capacity;
	int fd, line;
	bool ended, seekable, finished;
	int unread[8], unread_count;
	struct alias *alias;
};

static struct source *current;
static struct source *retired;
static bool invites_next;
static const char *prompt_name = "PS1";

static struct source *
push(enum source_kind kind)
{
	struct source *source = must_take(sizeof *source);

	memset(source, 0, sizeof *source);
	source->kind = kind;
	source->outer = current;
	source->fd = -1;
	source->line = current ? current->line : 1;
	current = source;
	return source;
}

static void
fill_from_string(struct source *source, const char *bytes, size_t length)
{
	source->bytes = must_take(length);
	memcpy(source->bytes, bytes, length);
	source->end = length;
}

void
input_push_string(const char *bytes, size_t length, int line)
{
	struct source *source = push(SOURCE_STRING);

	fill_from_string(source, bytes, length);
	source->line = line;
}

void
input_push_file(int fd)
{
	bool terminal = fd == 0 && shell.interactive && isatty(fd);
	struct source *source = push(terminal ? SOURCE_TERMINAL : SOURCE_FILE);

	source->fd = fd;
	source->line = 1;
	/* Another process may go on reading this file from where the shell's command ended. */
	source->seekable = fd != 0 || lseek(fd, 0, SEEK_CUR) >= 0;
}

void
input_insert(const char *bytes, size_t length)
{
	fill_from_string(push(SOURCE_INSERTED), bytes, length);
}

void
input_insert_alias(struct alias *alias, const char *bytes)
{
	input_insert(bytes, strlen(bytes));
	current->alias = alias;
	alias->in_use = true;
}

static void
dispose(struct source *source)
{
	if (source->alias != NULL)
		source->alias->in_use = false;
	if (source->fd > 0)
		close(source->fd);
	free(source->bytes);
	free(source);
}

void
input_retire_aliases(void)
{
	invites_next = false;
	while (retired != NULL) {
		struct source *source = retired;

		retired = source->outer;
		dispose(source);
	}
}

/* Takes off the newest whole source, with what was inserted on top of it. */
void
input_pop(void *unused)
{
	bool whole;

	(void)unused;
	input_retire_aliases();
	do {
		struct source *source = current;

		whole = source->kind != SOURCE_INSERTED;
		current = source->outer;
		dispose(source);
	} while (!whole);
}

static struct source *
whole_source(void)
{
	struct source *source = current;

	while (source != NULL && source->kind == SOURCE_INSERTED)
		source = source->outer;
	return source;
}

static ssize_t
read_bytes(int fd, char *to, size_t length)
{
	ssize_t count;

	do
		count = read(fd, to, length);
	while (count < 0 && errno == EINTR && !trap_interrupted());
	return count;
}

/* From standard input no byte is taken that belongs to the commands that are run. */
static void
fill_from_file(struct source *source)
{
	size_t wanted = source->seekable ? BLOCK_BYTES : 1;
	ssize_t count;
	char *newline;

	if (source->bytes == NULL)
		source->bytes = must_take(source->capacity = BLOCK_BYTES);
	count = read_bytes(source->fd, source->bytes, wanted);
	if (count < 0 && source->fd == 0 && errno == EAGAIN) {
		fcntl(0, F_SETFL, fcntl(0, F_GETFL) & ~O_NONBLOCK);
		count = read_bytes(source->fd, source->bytes, wanted);
	}
	if (count <= 0) {
		source->ended = true;
		return;
	}
	source->next = 0;
	source->end = (size_t)count;
	if (source->fd == 0 && source->seekable && (newline = memchr(source->bytes, '\n', source->end)) != NULL) {
		size_t line_length = (size_t)(newline + 1 - source->bytes);

		lseek(0, (off_t)line_length - (off_t)source->end, SEEK_CUR);
		source->end = line_length;
	}
}

static void
fill_from_terminal(struct source *source)
{
	struct text prompt = text_in(&scratch);
	const char *value = vars_value(prompt_name);
	ssize_t length;

	expand_prompt(&prompt, value ? value : "");
	length = edit_line(text_string(&prompt), &source->bytes, &source->capacity);
	prompt_name = "PS2";
	if (length == EDIT_INTERRUPTED) {
		shell.status = 130;
		raise_failure(130);
	}
	source->next = 0;
	source->end = length < 0 ? 0 : (size_t)length;
	source->ended = length < 0;
}

static void
fill(struct source *source)
{
	if (source->ended)
		return;
	if (source->kind == SOURCE_TERMINAL)
		fill_from_terminal(source);
	else if (source->kind == SOURCE_FILE)
		fill_from_file(source);
	else
		source->ended = true;
	if (options[OPTION_VERBOSE] && source->fd >= 0 && !source->ended && source->kind == SOURCE_FILE)
		write_all(2, source->bytes, source->end);
}

/* An inserted source that is used up lets its alias go only at the next token. */
static void
retire(struct source *source)
{
	current = source->outer;
	current->line = source->alias ? current->line : source->line;
	if (source->alias && source->end && (source->bytes[source->end - 1] == ' ' || source->bytes[source->end - 1] == '\t'))
		invites_next = true;
	source->outer = retired;
	retired = source;
}

int
input_next(void)
{
	for (;;) {
		struct source *source = current;
		int c;

		if (source->unread_count > 0) {
			c = source->unread[--source->unread_count];
		} else if (source->next < source->end) {
			c = (unsigned char)source->bytes[source->next++];
		} else if (source->kind == SOURCE_INSERTED) {
			retire(source);
			continue;
		} else {
			fill(source);
			if (source->ended)
				return INPUT_END;
			continue;
		}
		if (c == '\0')
			continue;
		if (c == '\n')
			source->line++;
		return c;
	}
}

void
input_unread(int c)
{
	if (c == INPUT_END)
		return;
	if (c == '\n')
		current->line--;
	current->unread[current->unread_count++] = c;
}

bool
input_alias_invites_next(void)
{
	return invites_next;
}

int
input_line(void)
{
	return current ? current->line : 0;
}

void
input_set_line(int line)
{
	current->line = line;
}

bool
input_is_terminal(void)
{
	struct source *source = whole_source();

	return source == NULL || source->kind == SOURCE_TERMINAL;
}

bool
input_is_exhausted(void)
{
	struct source *source = current;
	size_t i;

	if (source->kind != SOURCE_STRING || source->unread_count > 0)
		return false;
	for (i = source->next; i < source->end; i++)
		if (strchr(" \t\n", source->bytes[i]) == NULL)
			return false;
	return true;
}

void
input_discard(void)
{
	input_retire_aliases();
	while (current->kind == SOURCE_INSERTED) {
		struct source *source = current;

		current = source->outer;
		dispose(source);
	}
	current->next = current->end = 0;
	current->unread_count = 0;
	current->ended = false;
}

void
input_set_prompt(const char *name)
{
	prompt_name = name;
}

void
input_vacate(int fd)
{
	struct source *source;

	for (source = current; source != NULL; source = source->outer)
		if (source->fd == fd && fd > 0)
			source->fd = fcntl(fd, F_DUPFD_CLOEXEC, 10);
}

void
input_close_files(void)
{
	struct source *source;

	for (source = current; source != NULL; source = source->outer)
		if (source->fd > 0) {
			close(source->fd);
			source->fd = -1;
			source->ended = true;
		}
}
