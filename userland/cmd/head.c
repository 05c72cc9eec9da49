/* head: the first lines of files, or -c bytes; -n or -c of a negative number: all but the last. */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command.h"
#include "input.h"

static long count = 10;
static bool bytes, quiet, verbose, many;

static void
copy_lines(FILE *input)
{
	int c;

	for (long lines = 0; lines < count && (c = getc(input)) != EOF;) {
		putchar(c);
		lines += c == '\n';
	}
}

static void
copy_bytes(FILE *input)
{
	char buffer[BUFSIZ];
	ssize_t got;

	/* Never more than was asked for: what a pipe gave cannot go back. */
	for (long left = count; left > 0; left -= got) {
		got = read(fileno(input), buffer, left < BUFSIZ ? (size_t)left : BUFSIZ);
		if (got == -1)
			getc(input); /* so that the stream fails as well */
		if (got <= 0)
			break;
		fwrite(buffer, 1, (size_t)got, stdout);
	}
}

/* All but the last -count lines: those are kept back in a ring. */
static void
all_but_lines(FILE *input)
{
	size_t keep = (size_t)-count, seen = 0, size = 0;
	char **ring = calloc(keep, sizeof *ring), *line = NULL;

	if (ring == NULL)
		err(1, NULL);
	for (; getline(&line, &size, input) != -1; seen++) {
		char **place = &ring[seen % keep];

		if (seen >= keep)
			fputs(*place, stdout);
		free(*place);
		*place = strdup(line);
	}
	for (size_t i = 0; i < keep; i++)
		free(ring[i]);
	free(ring);
	free(line);
}

static void
all_but_bytes(FILE *input)
{
	size_t keep = (size_t)-count, seen = 0;
	char *ring = malloc(keep);
	int c;

	if (ring == NULL)
		err(1, NULL);
	for (; (c = getc(input)) != EOF; seen++) {
		if (seen >= keep)
			putchar(ring[seen % keep]);
		ring[seen % keep] = (char)c;
	}
	free(ring);
}

static void
head(FILE *input, const char *name)
{
	static bool second;

	if ((many && !quiet) || verbose)
		printf("%s==> %s <==\n", second ? "\n" : "", strcmp(name, "-") == 0 ? "standard input" : name);
	second = true;
	if (count < 0)
		bytes ? all_but_bytes(input) : all_but_lines(input);
	else if (bytes)
		copy_bytes(input);
	else
		copy_lines(input);
	/* What was read too far goes back, for whoever reads on from the same descriptor. */
	fflush(input);
}

static void
set_count(const char *text, bool ofBytes)
{
	char *end;

	bytes = ofBytes;
	count = strtol(text, &end, 10);
	if (strcmp(end, "k") == 0 || strcmp(end, "K") == 0)
		count *= 1024;
	else if (end == text || *end != '\0')
		errx(1, "invalid number: '%s'", text);
}

int
main(int argc, char *argv[])
{
	int option;

	command_begin(argc, argv, "head [-qv] [-n LINES | -c BYTES] [FILE...]");
	if (argc > 1 && argv[1][0] == '-' && argv[1][1] >= '0' && argv[1][1] <= '9') {
		set_count(argv[1] + 1, false);
		optind = 2;
	}
	while ((option = getopt(argc, argv, "c:n:qv")) != -1)
		switch (option) {
		case 'c':
		case 'n':
			set_count(optarg, option == 'c');
			break;
		case 'q':
			quiet = true;
			break;
		case 'v':
			verbose = true;
			break;
		default:
			command_usage(1);
		}
	many = argc - optind > 1;
	return command_end(input_each(argc, argv, head) ? 0 : 1);
}
