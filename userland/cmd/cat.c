/* cat: files one after the other. -n numbers lines, -b those that are not empty, -s squeezes empty ones; -E, -T and -v show what is hidden. */
#include <err.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "command.h"
#include "input.h"
#include "path.h"

static bool number, numberFilled, squeeze, ends, tabs, hidden;

static bool
plain_copy(const char *name)
{
	int fd = strcmp(name, "-") == 0 ? STDIN_FILENO : open(name, O_RDONLY);
	bool good = fd != -1 && copy_bytes(fd, STDOUT_FILENO);

	if (!good)
		warn("%s", name);
	if (fd > STDIN_FILENO)
		close(fd);
	return good;
}

/* ^X for control characters, M- before those above 127. */
static void
show(int c)
{
	if (hidden && c >= 128 && c != '\n') {
		fputs("M-", stdout);
		c -= 128;
	}
	if (c == '\t' ? tabs : hidden && c != '\n' && (c < ' ' || c == 127))
		printf("^%c", c ^ 64);
	else
		putchar(c);
}

static void
decorate(FILE *input, const char *name)
{
	static long line;
	static int last = '\n', empty;
	int c;

	(void)name;
	while ((c = getc(input)) != EOF) {
		if (last == '\n') {
			empty = c == '\n' ? empty + 1 : 0;
			if (squeeze && empty > 1)
				continue;
			if (numberFilled ? c != '\n' : number)
				printf("%6ld\t", ++line);
		}
		if (c == '\n' && ends)
			putchar('$');
		show(c);
		last = c;
	}
}

int
main(int argc, char *argv[])
{
	bool good = true;
	int option;

	command_begin(argc, argv, "cat [-AbEenTtsuv] [FILE...]");
	while ((option = getopt(argc, argv, "AbEenTtsuv")) != -1)
		switch (option) {
		case 'A':
			ends = tabs = hidden = true;
			break;
		case 'b':
			numberFilled = true;
			break;
		case 'E':
			ends = true;
			break;
		case 'e':
			ends = hidden = true;
			break;
		case 'n':
			number = true;
			break;
		case 'T':
			tabs = true;
			break;
		case 't':
			tabs = hidden = true;
			break;
		case 's':
			squeeze = true;
			break;
		case 'u':
			break; /* never buffered anyway */
		case 'v':
			hidden = true;
			break;
		default:
			command_usage(1);
		}
	if (number || numberFilled || squeeze || ends || tabs || hidden)
		return command_end(input_each(argc, argv, decorate) ? 0 : 1);
	if (optind == argc)
		return plain_copy("-") ? 0 : 1;
	for (int i = optind; i < argc; i++)
		good &= plain_copy(argv[i]);
	return good ? 0 : 1;
}
