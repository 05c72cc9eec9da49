/* stty: shows or sets what the line discipline of standard input does. */
#include <ctype.h>
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "command.h"

static struct termios t;

/* Settings that are one bit, by the word of flags they are in. */
static const struct {
	const char *name;
	tcflag_t *word;
	tcflag_t bit;
	bool usual;
} bits[] = {
	{ "parenb", &t.c_cflag, PARENB, false }, { "cstopb", &t.c_cflag, CSTOPB, false }, { "cread", &t.c_cflag, CREAD, true },
	{ "clocal", &t.c_cflag, CLOCAL, false }, { "hupcl", &t.c_cflag, HUPCL, false },
	{ "ignbrk", &t.c_iflag, IGNBRK, false }, { "brkint", &t.c_iflag, BRKINT, true }, { "ignpar", &t.c_iflag, IGNPAR, false },
	{ "parmrk", &t.c_iflag, PARMRK, false }, { "inpck", &t.c_iflag, INPCK, false }, { "istrip", &t.c_iflag, ISTRIP, false },
	{ "inlcr", &t.c_iflag, INLCR, false }, { "igncr", &t.c_iflag, IGNCR, false }, { "icrnl", &t.c_iflag, ICRNL, true },
	{ "ixon", &t.c_iflag, IXON, true }, { "ixoff", &t.c_iflag, IXOFF, false }, { "ixany", &t.c_iflag, IXANY, false },
	{ "iuclc", &t.c_iflag, IUCLC, false }, { "imaxbel", &t.c_iflag, IMAXBEL, false }, { "iutf8", &t.c_iflag, IUTF8, false },
	{ "opost", &t.c_oflag, OPOST, true }, { "onlcr", &t.c_oflag, ONLCR, true }, { "ocrnl", &t.c_oflag, OCRNL, false },
	{ "onocr", &t.c_oflag, ONOCR, false }, { "onlret", &t.c_oflag, ONLRET, false }, { "olcuc", &t.c_oflag, OLCUC, false },
	{ "isig", &t.c_lflag, ISIG, true }, { "icanon", &t.c_lflag, ICANON, true }, { "iexten", &t.c_lflag, IEXTEN, true },
	{ "echo", &t.c_lflag, ECHO, true }, { "echoe", &t.c_lflag, ECHOE, true }, { "echok", &t.c_lflag, ECHOK, true },
	{ "echonl", &t.c_lflag, ECHONL, false }, { "noflsh", &t.c_lflag, NOFLSH, false }, { "tostop", &t.c_lflag, TOSTOP, false },
	{ "echoctl", &t.c_lflag, ECHOCTL, true }, { "echoke", &t.c_lflag, ECHOKE, true },
};

static const struct {
	const char *name;
	int index;
	cc_t usual;
} characters[] = {
	{ "intr", VINTR, 'C' & 31 }, { "quit", VQUIT, '\\' & 31 }, { "erase", VERASE, 127 }, { "kill", VKILL, 'U' & 31 },
	{ "eof", VEOF, 'D' & 31 }, { "eol", VEOL, 0 }, { "eol2", VEOL2, 0 }, { "start", VSTART, 'Q' & 31 },
	{ "stop", VSTOP, 'S' & 31 }, { "susp", VSUSP, 'Z' & 31 }, { "rprnt", VREPRINT, 'R' & 31 },
	{ "werase", VWERASE, 'W' & 31 }, { "lnext", VLNEXT, 'V' & 31 },
};

enum { BITS = sizeof bits / sizeof *bits, CHARACTERS = sizeof characters / sizeof *characters };

static const char *
character_text(cc_t c)
{
	static char text[8];

	if (c == 0)
		return "<undef>";
	if (c < ' ' || c == 127)
		snprintf(text, sizeof text, "^%c", c ^ 64);
	else
		snprintf(text, sizeof text, "%c", c);
	return text;
}

static long
speed(void)
{
	switch (cfgetospeed(&t)) {
	case B9600:
		return 9600;
	case B19200:
		return 19200;
	case B38400:
		return 38400;
	case B57600:
		return 57600;
	case B115200:
		return 115200;
	}
	return 0;
}

static void
show(bool all)
{
	struct winsize size = { 0 };
	const char *space = "";

	ioctl(STDIN_FILENO, TIOCGWINSZ, &size);
	printf("speed %ld baud;", speed());
	if (all)
		printf(" rows %u; columns %u;", size.ws_row, size.ws_col);
	putchar('\n');
	for (int i = 0; i < CHARACTERS; i++)
		if (all || t.c_cc[characters[i].index] != characters[i].usual)
			printf("%s = %s;\n", characters[i].name, character_text(t.c_cc[characters[i].index]));
	if (all)
		printf("min = %u; time = %u;\n", t.c_cc[VMIN], t.c_cc[VTIME]);
	for (int i = 0; i < BITS; i++) {
		bool on = (*bits[i].word & bits[i].bit) != 0;

		if (all || on != bits[i].usual) {
			printf("%s%s%s", space, on ? "" : "-", bits[i].name);
			space = " ";
		}
	}
	if (*space != '\0')
		putchar('\n');
}

/* All that a program can put back later, in one word. */
static void
save(void)
{
	printf("%x:%x:%x:%x", t.c_iflag, t.c_oflag, t.c_cflag, t.c_lflag);
	for (int i = 0; i < NCCS; i++)
		printf(":%x", t.c_cc[i]);
	putchar('\n');
}

static bool
put_back(const char *text)
{
	tcflag_t *words[] = { &t.c_iflag, &t.c_oflag, &t.c_cflag, &t.c_lflag };
	char *end;

	if (strchr(text, ':') == NULL)
		return false;
	for (int i = 0; i < 4 + NCCS; i++, text = *end == ':' ? end + 1 : end) {
		unsigned long value = strtoul(text, &end, 16);

		if (end == text)
			return false;
		if (i < 4)
			*words[i] = (tcflag_t)value;
		else
			t.c_cc[i - 4] = (cc_t)value;
	}
	return true;
}

static void
sane(void)
{
	for (int i = 0; i < BITS; i++)
		if (bits[i].word != &t.c_cflag) {
			*bits[i].word &= ~bits[i].bit;
			*bits[i].word |= bits[i].usual ? bits[i].bit : 0;
		}
	for (int i = 0; i < CHARACTERS; i++)
		t.c_cc[characters[i].index] = characters[i].usual;
	t.c_cc[VMIN] = 1;
	t.c_cc[VTIME] = 0;
}

static bool
set_combination(const char *word)
{
	if (strcmp(word, "sane") == 0)
		sane();
	else if (strcmp(word, "raw") == 0 || strcmp(word, "-cooked") == 0)
		cfmakeraw(&t);
	else if (strcmp(word, "cooked") == 0 || strcmp(word, "-raw") == 0) {
		t.c_iflag |= BRKINT | ICRNL | IXON;
		t.c_oflag |= OPOST;
		t.c_lflag |= ISIG | ICANON;
	} else if (strcmp(word, "cbreak") == 0)
		t.c_lflag &= ~(tcflag_t)ICANON;
	else if (strcmp(word, "-cbreak") == 0)
		t.c_lflag |= ICANON;
	else
		return put_back(word);
	return true;
}

static bool
set_bit(const char *word)
{
	bool on = *word != '-';

	for (int i = 0; i < BITS; i++)
		if (strcmp(word + !on, bits[i].name) == 0) {
			*bits[i].word = on ? *bits[i].word | bits[i].bit : *bits[i].word & ~bits[i].bit;
			return true;
		}
	return false;
}

/* ^C, ^?, ^- for none, or the character itself. */
static cc_t
parse_character(const char *text)
{
	if (strcmp(text, "^-") == 0 || strcmp(text, "undef") == 0 || *text == '\0')
		return 0;
	if (text[0] == '^' && text[1] != '\0')
		return text[1] == '?' ? 127 : (cc_t)(toupper((unsigned char)text[1]) & 31);
	return (cc_t)*text;
}

static bool
set_value(const char *word, const char *value)
{
	struct winsize size;

	for (int i = 0; i < CHARACTERS; i++)
		if (strcmp(word, characters[i].name) == 0) {
			t.c_cc[characters[i].index] = parse_character(value);
			return true;
		}
	if (strcmp(word, "min") == 0)
		t.c_cc[VMIN] = (cc_t)command_number(value, 0, 1);
	else if (strcmp(word, "time") == 0)
		t.c_cc[VTIME] = (cc_t)command_number(value, 0, 1);
	else if (strcmp(word, "rows") == 0 || strcmp(word, "cols") == 0 || strcmp(word, "columns") == 0) {
		if (ioctl(STDIN_FILENO, TIOCGWINSZ, &size) == -1)
			err(1, "size");
		*(*word == 'r' ? &size.ws_row : &size.ws_col) = (unsigned short)command_number(value, 0, 1);
		ioctl(STDIN_FILENO, TIOCSWINSZ, &size);
	} else
		return false;
	return true;
}

int
main(int argc, char *argv[])
{
	struct winsize size;
	int i = 1;

	command_begin(argc, argv, "stty [-a | -g | SETTING...]");
	if (tcgetattr(STDIN_FILENO, &t) == -1)
		err(1, "standard input");
	if (argc == 1 || (argc == 2 && strcmp(argv[1], "-a") == 0)) {
		show(argc == 2);
		return command_end(0);
	}
	if (argc == 2 && strcmp(argv[1], "-g") == 0) {
		save();
		return command_end(0);
	}
	if (argc == 2 && strcmp(argv[1], "size") == 0) {
		if (ioctl(STDIN_FILENO, TIOCGWINSZ, &size) == -1)
			err(1, "size");
		printf("%u %u\n", size.ws_row, size.ws_col);
		return command_end(0);
	}
	for (; i < argc; i++)
		if (!set_bit(argv[i]) && !set_combination(argv[i])) {
			if (i + 1 == argc || !set_value(argv[i], argv[i + 1]))
				errx(1, "invalid argument '%s'", argv[i]);
			i++;
		}
	if (tcsetattr(STDIN_FILENO, TCSADRAIN, &t) == -1)
		err(1, "standard input");
	return 0;
}
