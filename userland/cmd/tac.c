/* tac: lines in reverse order. */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "command.h"
#include "input.h"

static void
reverse(FILE *input, const char *name)
{
	char **lines = NULL, *line = NULL;
	size_t count = 0, room = 0, size = 0;

	(void)name;
	for (; getline(&line, &size, input) != -1; line = NULL, size = 0) {
		if (count == room && (lines = reallocarray(lines, room = room * 2 + 64, sizeof *lines)) == NULL)
			err(1, NULL);
		lines[count++] = line;
	}
	free(line);
	while (count > 0) {
		fputs(lines[--count], stdout);
		free(lines[count]);
	}
	free(lines);
}

int
main(int argc, char *argv[])
{
	command_begin(argc, argv, "tac [FILE...]");
	if (getopt(argc, argv, "") != -1)
		command_usage(1);
	return command_end(input_each(argc, argv, reverse) ? 0 : 1);
}
