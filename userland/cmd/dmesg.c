/* dmesg: what the kernel has logged: syslog(2). -r with the level in front, -c and clears it. */
#include <ctype.h>
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "command.h"

enum { READ_ALL = 3, READ_CLEAR = 4, SIZE_BUFFER = 10 };

/* <6> in front of a line is its level. */
static const char *
skip_level(const char *line)
{
	const char *at = line;

	if (*at != '<')
		return line;
	for (at++; isdigit((unsigned char)*at); at++)
		continue;
	return *at == '>' ? at + 1 : line;
}

int
main(int argc, char *argv[])
{
	bool raw = false, clear = false;
	char *text, *line;
	long size, length;
	int option;

	command_begin(argc, argv, "dmesg [-cr]");
	while ((option = getopt(argc, argv, "cr")) != -1) {
		if (option == '?')
			command_usage(1);
		raw |= option == 'r';
		clear |= option == 'c';
	}
	size = syscall(SYS_syslog, SIZE_BUFFER, NULL, 0);
	if (size <= 0)
		size = 1 << 20;
	text = malloc((size_t)size + 1);
	if (text == NULL)
		err(1, NULL);
	length = syscall(SYS_syslog, clear ? READ_CLEAR : READ_ALL, text, size);
	if (length == -1)
		err(1, "syslog");
	text[length] = '\0';
	while ((line = strsep(&text, "\n")) != NULL)
		if (*line != '\0' || text != NULL)
			puts(raw ? line : skip_level(line));
	return command_end(0);
}
