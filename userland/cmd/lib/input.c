#include "input.h"

#include <err.h>
#include <string.h>
#include <unistd.h>

FILE *
input_open(const char *name)
{
	FILE *input = strcmp(name, "-") == 0 ? stdin : fopen(name, "re");

	if (input == NULL)
		warn("%s", name);
	return input;
}

void
input_close(FILE *input)
{
	if (input != stdin)
		fclose(input);
}

static bool
one(const char *name, void (*function)(FILE *, const char *))
{
	FILE *input = input_open(name);
	bool good;

	if (input == NULL)
		return false;
	function(input, name);
	good = !ferror(input);
	if (!good)
		warn("%s", name);
	input_close(input);
	return good;
}

bool
input_each(int argc, char *argv[], void (*function)(FILE *input, const char *name))
{
	bool good = true;

	if (optind == argc)
		return one("-", function);
	for (int i = optind; i < argc; i++)
		good &= one(argv[i], function);
	return good;
}

ssize_t
input_line(char **line, size_t *size, FILE *input, bool *ended)
{
	ssize_t length = getline(line, size, input);

	if (length == -1)
		return -1;
	*ended = (*line)[length - 1] == '\n';
	if (*ended)
		(*line)[--length] = '\0';
	return length;
}
