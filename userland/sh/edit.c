#include "edit.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "chars.h"
#include "complete.h"
#include "failure.h"
#include "history.h"
#include "memory.h"
#include "output.h"
#include "shell.h"
#include "terminal.h"
#include "trap.h"

/* The line being edited, and where it is on the screen. */
struct editor {
	const char *prompt;
	char *bytes;
	size_t length, cursor, capacity;
	int cursor_row;		/* rows the cursor is below the prompt's start */
	int back;		/* lines back in the history; 0: the new line */
	char *draft;		/* the new line while an old one is shown */
	bool finished, ended, interrupted, tab_before;
};

/* What was last cut, for ^Y. */
static char *cut;

/* Columns of text: one a character, none for a colour. */
static int
columns(const char *text, size_t length)
{
	int count = 0;
	size_t i;

	for (i = 0; i < length; i++) {
		if (text[i] == '\033' && text[i + 1] == '[') {
			for (i += 2; i < length && !is_name_start(text[i]); i++)
				continue;
			continue;
		}
		count += (text[i] & 0xc0) != 0x80;
	}
	return count;
}

/* Only the prompt's last line shares a row with what is typed. */
static const char *
last_line(const char *prompt)
{
	const char *newline = strrchr(prompt, '\n');

	return newline ? newline + 1 : prompt;
}

static void
move_up(int rows)
{
	char sequence[16];

	if (rows > 0) {
		snprintf(sequence, sizeof sequence, "\033[%dA", rows);
		terminal_write(sequence);
	}
}

static void
move_right(int count)
{
	char sequence[16];

	if (count > 0) {
		snprintf(sequence, sizeof sequence, "\033[%dC", count);
		terminal_write(sequence);
	}
}

static void
redraw(struct editor *editor)
{
	struct mark mark = arena_mark(&scratch);
	struct text screen = text_in(&scratch);
	const char *prompt = last_line(editor->prompt);
	int width = terminal_width(), start = columns(prompt, strlen(prompt));
	int end = start + columns(editor->bytes, editor->length);
	int at = start + columns(editor->bytes, editor->cursor);

	move_up(editor->cursor_row);
	text_append(&screen, "\r");
	text_append(&screen, prompt);
	text_append_bytes(&screen, editor->bytes, editor->length);
	/* A terminal puts off the wrap of a full row. */
	if (end > 0 && end % width == 0)
		text_append(&screen, "\r\n");
	text_append(&screen, "\033[J\r");
	terminal_write(text_string(&screen));
	move_up(end / width - at / width);
	move_right(at % width);
	editor->cursor_row = at / width;
	arena_release(&scratch, mark);
}

static void
reserve(struct editor *editor, size_t more)
{
	size_t wanted = editor->length + more + 2;

	if (wanted > editor->capacity) {
		editor->capacity = wanted * 2;
		editor->bytes = must_resize(editor->bytes, editor->capacity);
	}
}

static void
insert(struct editor *editor, const char *text, size_t length)
{
	reserve(editor, length);
	memmove(editor->bytes + editor->cursor + length, editor->bytes + editor->cursor, editor->length - editor->cursor);
	memcpy(editor->bytes + editor->cursor, text, length);
	editor->length += length;
	editor->cursor += length;
}

/* A character at the end of a row's middle needs no redrawing. */
static void
insert_byte(struct editor *editor, int c)
{
	char text[2] = { (char)c };
	const char *prompt = last_line(editor->prompt);
	int at;

	insert(editor, text, 1);
	at = columns(prompt, strlen(prompt)) + columns(editor->bytes, editor->cursor);
	if (editor->cursor == editor->length && at % terminal_width() != 0 && c < 0x80)
		terminal_write(text);
	else if (terminal_is_quiet())
		redraw(editor);
}

static void
remove_range(struct editor *editor, size_t from, size_t to, bool keep)
{
	if (keep && to > from) {
		free(cut);
		cut = must_take(to - from + 1);
		memcpy(cut, editor->bytes + from, to - from);
		cut[to - from] = '\0';
	}
	memmove(editor->bytes + from, editor->bytes + to, editor->length - to);
	editor->length -= to - from;
	editor->cursor = from;
	redraw(editor);
}

static size_t
before(const struct editor *editor, size_t at)
{
	while (at > 0 && (editor->bytes[--at] & 0xc0) == 0x80)
		continue;
	return at;
}

static size_t
after(const struct editor *editor, size_t at)
{
	if (at < editor->length)
		at++;
	while (at < editor->length && (editor->bytes[at] & 0xc0) == 0x80)
		at++;
	return at;
}

static size_t
word_before(const struct editor *editor, bool to_blank)
{
	size_t at = editor->cursor;

	while (at > 0 && (to_blank ? is_blank(editor->bytes[at - 1]) : !is_name_char(editor->bytes[at - 1])))
		at--;
	while (at > 0 && (to_blank ? !is_blank(editor->bytes[at - 1]) : is_name_char(editor->bytes[at - 1])))
		at--;
	return at;
}

static size_t
word_after(const struct editor *editor)
{
	size_t at = editor->cursor;

	while (at < editor->length && !is_name_char(editor->bytes[at]))
		at++;
	while (at < editor->length && is_name_char(editor->bytes[at]))
		at++;
	return at;
}

static void
move_to(struct editor *editor, size_t cursor)
{
	editor->cursor = cursor;
	redraw(editor);
}

static void
replace_line(struct editor *editor, const char *line)
{
	size_t length = strcspn(line, "\n");

	editor->length = editor->cursor = 0;
	insert(editor, line, length);
	redraw(editor);
}

static void
recall(struct editor *editor, int back)
{
	const char *line = history_back(back);

	if (back < 0 || (back > 0 && line == NULL))
		return;
	if (editor->back == 0) {
		free(editor->draft);
		editor->bytes[editor->length] = '\0';
		editor->draft = must_copy(editor->bytes);
	}
	editor->back = back;
	replace_line(editor, back ? line : editor->draft);
}

/* The nearest line from `back` on, further back, that holds the text; 0 for none. */
static int
search_back(const char *wanted, int back)
{
	const char *line;

	for (; (line = history_back(back)) != NULL; back++)
		if (strstr(line, wanted) != NULL)
			return back;
	return 0;
}

static void
draw_search(struct editor *editor, const char *wanted, int back)
{
	const char *prompt = editor->prompt;

	editor->prompt = arena_join(&scratch, "(reverse-i-search)`", wanted, "': ", NULL);
	replace_line(editor, back ? history_back(back) : "");
	editor->prompt = prompt;
}

static void dispatch(struct editor *, int key);

/* ^R: each character narrows the search, ^R goes further back, any other key takes the line. */
static void
search(struct editor *editor)
{
	struct mark mark = arena_mark(&scratch);
	char wanted[64] = "";
	size_t length = 0;
	int key, back = 0;

	for (;;) {
		draw_search(editor, wanted, back);
		key = terminal_key();
		if (key == CONTROL('R')) {
			back = search_back(wanted, back + 1) ? search_back(wanted, back + 1) : back;
		} else if ((key == 127 || key == CONTROL('H')) && length > 0) {
			wanted[--length] = '\0';
			back = search_back(wanted, 1);
		} else if (key >= ' ' && key < 127 && length < sizeof wanted - 1) {
			wanted[length++] = (char)key;
			wanted[length] = '\0';
			back = search_back(wanted, back ? back : 1);
		} else {
			break;
		}
	}
	arena_release(&scratch, mark);
	redraw(editor);
	if (key != CONTROL('G') && key != KEY_UNKNOWN)
		dispatch(editor, key);
}

static void
list_candidates(struct editor *editor, const struct fields *candidates)
{
	struct text list = text_in(&scratch);
	size_t widest = 0, i, slash;
	int c, per_row;

	for (c = 0; c < candidates->count; c++)
		if (strlen(candidates->list[c]) > widest)
			widest = strlen(candidates->list[c]);
	per_row = terminal_width() / (int)(widest + 2);
	for (c = 0; c < candidates->count; c++) {
		slash = strlen(candidates->list[c]);
		text_append(&list, per_row > 0 && c % per_row ? "" : "\r\n");
		text_append(&list, candidates->list[c]);
		for (i = slash; i < widest + 2; i++)
			text_add(&list, ' ');
	}
	text_append(&list, "\r\n");
	terminal_write(text_string(&list));
	editor->cursor_row = 0;
	redraw(editor);
}

static void
complete_word(struct editor *editor)
{
	struct mark mark = arena_mark(&scratch);
	struct fields candidates = { 0 };
	const char *line = arena_copy(&scratch, editor->bytes, editor->cursor);
	size_t start, common, typed;

	complete(line, &start, &candidates);
	typed = editor->cursor - start;
	if (candidates.count > 0) {
		common = complete_common(&candidates);
		if (common > typed || candidates.count == 1) {
			remove_range(editor, start, editor->cursor, false);
			insert(editor, candidates.list[0], common);
			if (candidates.count == 1 && candidates.list[0][common - 1] != '/')
				insert(editor, " ", 1);
			redraw(editor);
		} else if (editor->tab_before) {
			list_candidates(editor, &candidates);
		}
	}
	editor->tab_before = true;
	arena_release(&scratch, mark);
}

static void
clear_screen(struct editor *editor)
{
	terminal_write("\033[H\033[2J");
	editor->cursor_row = 0;
	redraw(editor);
}

/* A signal came while the shell waited for a key. */
static void
run_traps(struct editor *editor)
{
	terminal_restore();
	trap_run();
	terminal_raw();
	editor->cursor_row = 0;
	redraw(editor);
}

static void
dispatch(struct editor *editor, int key)
{
	bool tab_before = editor->tab_before;

	editor->tab_before = false;
	switch (key) {
	case '\r':
	case '\n':
		editor->finished = true;
		break;
	case KEY_END_OF_INPUT:
		editor->finished = editor->ended = true;
		break;
	case KEY_SIGNAL:
		run_traps(editor);
		break;
	case CONTROL('C'):
		editor->finished = editor->interrupted = true;
		break;
	case CONTROL('D'):
		if (editor->length == 0)
			editor->finished = editor->ended = true;
		else
			remove_range(editor, editor->cursor, after(editor, editor->cursor), false);
		break;
	case '\t':
		editor->tab_before = tab_before;
		complete_word(editor);
		break;
	case 127:
	case CONTROL('H'):
		if (editor->cursor > 0)
			remove_range(editor, before(editor, editor->cursor), editor->cursor, false);
		break;
	case KEY_DELETE:
		remove_range(editor, editor->cursor, after(editor, editor->cursor), false);
		break;
	case CONTROL('A'):
	case KEY_HOME:
		move_to(editor, 0);
		break;
	case CONTROL('E'):
	case KEY_END:
		move_to(editor, editor->length);
		break;
	case CONTROL('B'):
	case KEY_LEFT:
		move_to(editor, before(editor, editor->cursor));
		break;
	case CONTROL('F'):
	case KEY_RIGHT:
		move_to(editor, after(editor, editor->cursor));
		break;
	case KEY_WORD_LEFT:
		move_to(editor, word_before(editor, false));
		break;
	case KEY_WORD_RIGHT:
		move_to(editor, word_after(editor));
		break;
	case KEY_WORD_DELETE:
		remove_range(editor, editor->cursor, word_after(editor), true);
		break;
	case CONTROL('K'):
		remove_range(editor, editor->cursor, editor->length, true);
		break;
	case CONTROL('U'):
		remove_range(editor, 0, editor->cursor, true);
		break;
	case CONTROL('W'):
		remove_range(editor, word_before(editor, true), editor->cursor, true);
		break;
	case CONTROL('Y'):
		if (cut != NULL)
			insert(editor, cut, strlen(cut));
		redraw(editor);
		break;
	case CONTROL('P'):
	case KEY_UP:
		recall(editor, editor->back + 1);
		break;
	case CONTROL('N'):
	case KEY_DOWN:
		recall(editor, editor->back - 1);
		break;
	case CONTROL('R'):
		search(editor);
		break;
	case CONTROL('L'):
		clear_screen(editor);
		break;
	default:
		if (key >= ' ' && key < 256)
			insert_byte(editor, key);
		break;
	}
}

/* A terminal that cannot be edited on, or an editor switched off. */
static ssize_t
read_plain(struct editor *editor)
{
	int key;

	do {
		reserve(editor, 1);
		key = terminal_key();
		if (key == KEY_SIGNAL) {
			if (trap_interrupted())
				output_error("\n");
			trap_run();
		} else if (key >= 0) {
			editor->bytes[editor->length++] = (char)key;
		}
	} while (key != '\n' && key != KEY_END_OF_INPUT);
	return key == KEY_END_OF_INPUT && editor->length == 0 ? -1 : (ssize_t)editor->length;
}

static ssize_t
finish(struct editor *editor)
{
	bool visible = !(editor->ended && editor->length == 0);

	free(editor->draft);
	if (editor->cursor != editor->length)
		move_to(editor, editor->length);
	terminal_restore();
	if (visible)
		terminal_write(editor->interrupted ? "^C\n" : "\n");
	if (editor->interrupted)
		return EDIT_INTERRUPTED;
	if (!visible)
		return -1;
	reserve(editor, 1);
	editor->bytes[editor->length] = '\0';
	history_add(editor->bytes);
	editor->bytes[editor->length++] = '\n';
	return (ssize_t)editor->length;
}

ssize_t
edit_line(const char *prompt, char **line, size_t *capacity)
{
	struct editor editor = { .prompt = prompt, .bytes = *line, .capacity = *capacity };
	ssize_t length;
	bool edits;

	output_flush();
	reserve(&editor, 1);
	*line = editor.bytes;
	/* Before the prompt, so that what is typed on seeing it is echoed once. */
	edits = options[OPTION_EMACS] && terminal_raw();
	terminal_write(prompt);
	if (edits) {
		while (!editor.finished) {
			dispatch(&editor, terminal_key());
			*line = editor.bytes;
			*capacity = editor.capacity;
		}
		length = finish(&editor);
	} else {
		length = read_plain(&editor);
	}
	*line = editor.bytes;
	*capacity = editor.capacity;
	return length;
}
