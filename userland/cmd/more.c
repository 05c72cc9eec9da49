/* more: text a screenful at a time. Space or f: the next one, Enter: a line, q: enough. */
#include <err.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "command.h"
#include "input.h"

static int keyboard = -1, rows = 24, columns = 80;
static struct termios former;

static void
restore(void)
{
	tcsetattr(keyboard, TCSADRAIN, &former);
}

static void
leave(int signal)
{
	restore();
	_exit(128 + signal);
}

/* Single keys, unechoed, read from the terminal: standard input may be the text. */
static void
open_keyboard(void)
{
	struct termios t;
	struct winsize size;

	keyboard = open("/dev/tty", O_RDONLY | O_CLOEXEC);
	if (keyboard == -1 || tcgetattr(keyboard, &former) == -1) {
		keyboard = -1;
		return;
	}
	t = former;
	t.c_lflag &= ~(unsigned)(ICANON | ECHO);
	t.c_cc[VMIN] = 1;
	t.c_cc[VTIME] = 0;
	atexit(restore);
	signal(SIGINT, leave);
	signal(SIGTERM, leave);
	tcsetattr(keyboard, TCSADRAIN, &t);
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 1) {
		rows = size.ws_row;
		columns = size.ws_col > 0 ? size.ws_col : 80;
	}
}

/* How many more lines the key asks for; 0 for none at all. */
static int
ask_key(void)
{
	char key;

	fputs("\033[7m--More--\033[m", stdout);
	fflush(stdout);
	do
		if (read(keyboard, &key, 1) != 1)
			key = 'q';
	while (key != ' ' && key != 'f' && key != '\n' && key != '\r' && key != 'q' && key != 'Q');
	fputs("\r\033[K", stdout);
	return key == ' ' || key == 'f' ? rows - 1 : key == '\n' || key == '\r' ? 1 : 0;
}

static void
page(FILE *input, const char *name)
{
	int left = rows - 1, column = 0, c;

	(void)name;
	while ((c = getc(input)) != EOF) {
		if (left <= 0 && (left = ask_key()) == 0)
			exit(0);
		putchar(c);
		column = c == '\n' ? 0 : c == '\t' ? (column | 7) + 1 : column + 1;
		if (c == '\n' || column == columns) {
			left--;
			column = 0;
		}
	}
}

static void
copy(FILE *input, const char *name)
{
	int c;

	(void)name;
	while ((c = getc(input)) != EOF)
		putchar(c);
}

int
main(int argc, char *argv[])
{
	command_begin(argc, argv, "more [FILE...]");
	if (getopt(argc, argv, "") != -1)
		command_usage(1);
	if (isatty(STDOUT_FILENO))
		open_keyboard();
	return command_end(input_each(argc, argv, keyboard == -1 ? copy : page) ? 0 : 1);
}
