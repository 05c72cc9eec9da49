#include "terminal.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "chars.h"
#include "output.h"
#include "trap.h"
#include "vars.h"

#define ESCAPE_MILLIS 50	/* an escape followed by nothing for so long was a key */

static struct termios before;
static bool is_raw;

bool
terminal_raw(void)
{
	const char *kind = vars_value("TERM");
	struct termios raw;

	if (kind != NULL && strcmp(kind, "dumb") == 0)
		return false;
	if (tcgetattr(0, &before) < 0)
		return false;
	raw = before;
	raw.c_iflag &= ~(tcflag_t)(ICRNL | INLCR | IXON | ISTRIP);
	raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO | ISIG | IEXTEN);
	raw.c_cc[VMIN] = 1;
	raw.c_cc[VTIME] = 0;
	is_raw = tcsetattr(0, TCSADRAIN, &raw) == 0;
	return is_raw;
}

void
terminal_restore(void)
{
	if (is_raw)
		tcsetattr(0, TCSADRAIN, &before);
	is_raw = false;
}

int
terminal_width(void)
{
	struct winsize size;

	if (ioctl(2, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
		return size.ws_col;
	return 80;
}

void
terminal_write(const char *text)
{
	write_all(2, text, strlen(text));
}

static int
read_byte(void)
{
	unsigned char c;
	ssize_t count;

	while ((count = read(0, &c, 1)) < 0 && errno == EINTR)
		if (trap_pending())
			return KEY_SIGNAL;
	return count == 1 ? c : KEY_END_OF_INPUT;
}

static bool
waits(int millis)
{
	struct pollfd input = { .fd = 0, .events = POLLIN };

	return poll(&input, 1, millis) > 0;
}

bool
terminal_is_quiet(void)
{
	return !waits(0);
}

/* The number or letter that ends "ESC [ parameters". */
static int
sequence_key(void)
{
	int c, number = 0, modifier = 0;

	for (c = read_byte(); is_digit(c) || c == ';'; c = read_byte()) {
		if (c == ';')
			modifier = 1;
		else if (modifier == 0)
			number = number * 10 + c - '0';
	}
	switch (c) {
	case 'A':
		return KEY_UP;
	case 'B':
		return KEY_DOWN;
	case 'C':
		return modifier ? KEY_WORD_RIGHT : KEY_RIGHT;
	case 'D':
		return modifier ? KEY_WORD_LEFT : KEY_LEFT;
	case 'H':
		return KEY_HOME;
	case 'F':
		return KEY_END;
	case '~':
		return number == 3 ? KEY_DELETE : number == 1 || number == 7 ? KEY_HOME : number == 4 || number == 8 ? KEY_END : KEY_UNKNOWN;
	default:
		return c < 0 ? c : KEY_UNKNOWN;
	}
}

static int
escape_key(void)
{
	int c;

	if (!waits(ESCAPE_MILLIS))
		return KEY_UNKNOWN;
	c = read_byte();
	switch (c) {
	case '[':
	case 'O':
		return sequence_key();
	case 'b':
		return KEY_WORD_LEFT;
	case 'f':
		return KEY_WORD_RIGHT;
	case 'd':
		return KEY_WORD_DELETE;
	case 127:
		return CONTROL('W');
	default:
		return c < 0 ? c : KEY_UNKNOWN;
	}
}

int
terminal_key(void)
{
	int c = read_byte();

	return c == 27 ? escape_key() : c;
}
