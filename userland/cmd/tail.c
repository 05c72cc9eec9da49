/* tail: the last lines of files, or -c bytes; from a number with + on; -f waits for more. */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "command.h"
#include "input.h"
#include "names.h"

static unsigned long count = 10;
static bool bytes, fromStart, follow, quiet, verbose, many;

static void
skip(FILE *input)
{
	int c = 0;

	for (unsigned long i = 1; i < count && c != EOF; i += bytes || c == '\n')
		c = getc(input);
	while (c != EOF && (c = getc(input)) != EOF)
		putchar(c);
}

static void
last_lines(FILE *input)
{
	char **ring = calloc(count, sizeof *ring), *line = NULL;
	size_t *lengths = calloc(count, sizeof *lengths), size = 0;
	unsigned long seen = 0;
	ssize_t length;

	if (ring == NULL || lengths == NULL)
		err(1, NULL);
	for (; (length = getline(&line, &size, input)) != -1; seen++) {
		free(ring[seen % count]);
		ring[seen % count] = line;
		lengths[seen % count] = (size_t)length;
		line = NULL;
	}
	for (unsigned long i = seen > count ? seen - count : 0; i < seen; i++)
		fwrite(ring[i % count], 1, lengths[i % count], stdout);
	for (unsigned long i = 0; i < count; i++)
		free(ring[i]);
	free(ring);
	free(lengths);
	free(line);
}

static void
last_bytes(FILE *input)
{
	char *ring = malloc(count);
	unsigned long seen = 0;
	int c;

	if (ring == NULL)
		err(1, NULL);
	for (; (c = getc(input)) != EOF; seen++)
		ring[seen % count] = (char)c;
	for (unsigned long i = seen > count ? seen - count : 0; i < seen; i++)
		putchar(ring[i % count]);
	free(ring);
}

static _Noreturn void
watch(FILE *input)
{
	struct timespec second = { 1, 0 };
	int c;

	for (;;) {
		while ((c = getc(input)) != EOF)
			putchar(c);
		fflush(stdout);
		clearerr(input);
		nanosleep(&second, NULL);
	}
}

static void
tail(FILE *input, const char *name)
{
	static bool second;

	if ((many && !quiet) || verbose)
		printf("%s==> %s <==\n", second ? "\n" : "", strcmp(name, "-") == 0 ? "standard input" : name);
	second = true;
	if (fromStart)
		skip(input);
	else if (count > 0)
		bytes ? last_bytes(input) : last_lines(input);
	if (follow)
		watch(input);
}

static void
set_count(const char *text, bool ofBytes)
{
	long value;

	bytes = ofBytes;
	fromStart = *text == '+';
	if (!parse_size(*text == '+' || *text == '-' ? text + 1 : text, &value))
		errx(1, "invalid number: '%s'", text);
	count = (unsigned long)value;
}

int
main(int argc, char *argv[])
{
	int option;

	command_begin(argc, argv, "tail [-fqv] [-n [+]LINES | -c [+]BYTES] [FILE...]");
	if (argc > 1 && argv[1][0] == '-' && argv[1][1] >= '0' && argv[1][1] <= '9') {
		set_count(argv[1] + 1, false);
		optind = 2;
	}
	while ((option = getopt(argc, argv, "c:fn:qv")) != -1)
		switch (option) {
		case 'c':
		case 'n':
			set_count(optarg, option == 'c');
			break;
		case 'f':
			follow = true;
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
	return command_end(input_each(argc, argv, tail) ? 0 : 1);
}
