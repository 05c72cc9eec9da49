/* uniq: lines without the repeats behind them; -c how often, -d only repeated, -u only single ones. */
#include <ctype.h>
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "command.h"
#include "input.h"

static bool counts, repeated, single, fold;
static long skipFields, skipBytes, compareBytes = -1;

static const char *
compared(const char *line)
{
	for (long i = 0; i < skipFields; i++) {
		while (isblank((unsigned char)*line))
			line++;
		while (*line != '\0' && !isblank((unsigned char)*line))
			line++;
	}
	for (long i = 0; i < skipBytes && *line != '\0'; i++)
		line++;
	return line;
}

static bool
same(const char *left, const char *right)
{
	size_t length = compareBytes < 0 ? (size_t)-1 : (size_t)compareBytes;

	left = compared(left);
	right = compared(right);
	return (fold ? strncasecmp(left, right, length) : strncmp(left, right, length)) == 0;
}

static void
print(const char *line, long count)
{
	if (line == NULL || (repeated && count < 2) || (single && count > 1))
		return;
	if (counts)
		printf("%7ld ", count);
	puts(line);
}

static void
filter(FILE *input)
{
	char *line = NULL, *former = NULL;
	size_t size = 0;
	long count = 0;
	bool ended;

	while (input_line(&line, &size, input, &ended) != -1) {
		if (former != NULL && same(former, line)) {
			count++;
			continue;
		}
		print(former, count);
		free(former);
		former = line;
		count = 1;
		line = NULL;
		size = 0;
	}
	print(former, count);
	free(former);
	free(line);
}

int
main(int argc, char *argv[])
{
	FILE *input;
	int option;

	command_begin(argc, argv, "uniq [-cdiu] [-f FIELDS] [-s BYTES] [-w BYTES] [INPUT [OUTPUT]]");
	while ((option = getopt(argc, argv, "cdf:is:uw:")) != -1)
		switch (option) {
		case 'c':
			counts = true;
			break;
		case 'd':
			repeated = true;
			break;
		case 'f':
			skipFields = command_number(optarg, 0, 1);
			break;
		case 'i':
			fold = true;
			break;
		case 's':
			skipBytes = command_number(optarg, 0, 1);
			break;
		case 'u':
			single = true;
			break;
		case 'w':
			compareBytes = command_number(optarg, 0, 1);
			break;
		default:
			command_usage(1);
		}
	if (argc - optind > 2)
		command_usage(1);
	input = input_open(optind < argc ? argv[optind] : "-");
	if (input == NULL)
		return 1;
	if (argc - optind == 2 && freopen(argv[optind + 1], "w", stdout) == NULL)
		err(1, "%s", argv[optind + 1]);
	filter(input);
	return command_end(0);
}
