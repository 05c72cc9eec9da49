#include "getopts.h"

#include <stdlib.h>
#include <string.h>

#include "builtin.h"
#include "chars.h"
#include "failure.h"
#include "output.h"
#include "parameters.h"
#include "shell.h"
#include "vars.h"

static int offset;		/* in the argument being read; 0 before its first letter */
static bool setting;		/* it is getopts itself that sets OPTIND */

void
getopts_restart(void)
{
	if (!setting)
		offset = 0;
}

static void
set_index(int index)
{
	setting = true;
	vars_set_number("OPTIND", index);
	setting = false;
}

static void
set_letter(const char *name, char letter)
{
	char text[2] = { letter };

	vars_set(name, text);
}

/* What is wrong goes to OPTARG when the option string starts with a colon, else it is said. */
static void
report(bool silent, const char *name, char letter, bool lacks_argument)
{
	char text[2] = { letter };

	if (silent) {
		vars_set("OPTARG", text);
		set_letter(name, lacks_argument ? ':' : '?');
		return;
	}
	vars_unset("OPTARG");
	set_letter(name, '?');
	if (lacks_argument)
		output_error("No arg for -%c option\n", letter);
	else
		output_error("Illegal option -%c\n", letter);
}

/* The argument at an index that starts at 1; NULL past the last. */
static const char *
argument_at(int index, int count, char **arguments)
{
	if (count == 3)
		return parameters_at(index);
	return index >= 1 && index <= count - 3 ? arguments[index + 2] : NULL;
}

static int
finish(const char *name, int index)
{
	offset = 0;
	vars_unset("OPTARG");
	set_letter(name, '?');
	set_index(index);
	return 1;
}

int
builtin_getopts(int count, char **arguments)
{
	const char *known, *argument, *letters, *name, *value = vars_value("OPTIND");
	int index = value && is_digit(value[0]) ? atoi(value) : 1;
	bool silent;
	char letter;

	if (count < 3)
		fail(2, "getopts: usage: getopts optstring name [arg...]");
	letters = arguments[1];
	name = arguments[2];
	if (!is_name(name))
		fail(2, "getopts: %s: bad variable name", name);
	silent = *letters == ':';
	argument = argument_at(index, count, arguments);
	if (offset == 0 || argument == NULL || (int)strlen(argument) <= offset) {
		if (argument == NULL || argument[0] != '-' || argument[1] == '\0')
			return finish(name, index);
		if (strcmp(argument, "--") == 0)
			return finish(name, index + 1);
		offset = 1;
	}
	letter = argument[offset++];
	if (argument[offset] == '\0') {
		offset = 0;
		index++;
	}
	known = letter == ':' ? NULL : strchr(letters, letter);
	if (known == NULL) {
		report(silent, name, letter, false);
	} else if (known[1] != ':') {
		vars_unset("OPTARG");
		set_letter(name, letter);
	} else {
		const char *option_argument = offset ? argument + offset : argument_at(index, count, arguments);

		offset = 0;
		index++;
		if (option_argument == NULL) {
			index--;
			report(silent, name, letter, true);
		} else {
			vars_set("OPTARG", option_argument);
			set_letter(name, letter);
		}
	}
	set_index(index);
	return 0;
}
