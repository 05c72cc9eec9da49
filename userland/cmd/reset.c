/* reset: a terminal as it is at first, whatever a dead program left it in. */
#include <stdio.h>
#include <termios.h>
#include <unistd.h>

#include "command.h"

int
main(int argc, char *argv[])
{
	struct termios t;

	command_begin(argc, argv, "reset");
	if (tcgetattr(STDIN_FILENO, &t) == 0) {
		t.c_iflag = ICRNL | IXON | BRKINT | (t.c_iflag & IUTF8);
		t.c_oflag = OPOST | ONLCR;
		t.c_lflag = ISIG | ICANON | IEXTEN | ECHO | ECHOE | ECHOK | ECHOCTL | ECHOKE;
		t.c_cc[VINTR] = 'C' & 31;
		t.c_cc[VQUIT] = '\\' & 31;
		t.c_cc[VERASE] = 127;
		t.c_cc[VKILL] = 'U' & 31;
		t.c_cc[VEOF] = 'D' & 31;
		t.c_cc[VSTART] = 'Q' & 31;
		t.c_cc[VSTOP] = 'S' & 31;
		t.c_cc[VSUSP] = 'Z' & 31;
		t.c_cc[VWERASE] = 'W' & 31;
		t.c_cc[VLNEXT] = 'V' & 31;
		t.c_cc[VREPRINT] = 'R' & 31;
		t.c_cc[VMIN] = 1;
		t.c_cc[VTIME] = 0;
		tcsetattr(STDIN_FILENO, TCSADRAIN, &t);
	}
	fputs("\033c\033(B\033[m\033[?25h\033[2J\033[H", stdout);
	return command_end(0);
}
