/* The terminal while a line is being edited: raw mode, keys, width. */
#pragma once

#include <stdbool.h>

enum key {
	KEY_END_OF_INPUT = -1, KEY_SIGNAL = -2,
	/* Others are bytes, or one of these. */
	KEY_UP = 256, KEY_DOWN, KEY_LEFT, KEY_RIGHT, KEY_HOME, KEY_END, KEY_DELETE,
	KEY_WORD_LEFT, KEY_WORD_RIGHT, KEY_WORD_DELETE, KEY_UNKNOWN
};

#define CONTROL(letter) ((letter) & 0x1f)

/* False when standard input is no terminal that can be edited on. */
bool terminal_raw(void);
void terminal_restore(void);
int terminal_key(void);
int terminal_width(void);
/* Nothing typed waits to be read. */
bool terminal_is_quiet(void);
void terminal_write(const char *);
