#include "command.h"

#include <err.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *line = "";

void
command_begin(int argc, char *argv[], const char *usage)
{
	line = usage;
	if (argc != 2 || strcmp(argv[1], "--help") != 0)
		return;
	printf("usage: %s\n", usage);
	exit(command_end(0));
}

_Noreturn void
command_usage(int status)
{
	fflush(stdout);
	fprintf(stderr, "usage: %s\n", line);
	exit(status);
}

int
command_end(int status)
{
	int lost = ferror(stdout);

	if (fflush(stdout) == EOF || lost) {
		warn("write error");
		return status == 0 ? 1 : status;
	}
	return status;
}

long
command_number(const char *text, long least, int status)
{
	char *end;
	long number;

	errno = 0;
	number = strtol(text, &end, 0);
	if (end == text || *end != '\0' || errno != 0 || number < least)
		errx(status, "%s: not a number of at least %ld", text, least);
	return number;
}
