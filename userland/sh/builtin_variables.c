/* export readonly local unset set shift: 2.15. */
#include <string.h>

#include "builtin.h"
#include "chars.h"
#include "failure.h"
#include "function.h"
#include "memory.h"
#include "parameters.h"
#include "shell.h"
#include "vars.h"

/* An operand NAME or NAME=value, taken apart. */
static const char *
take_name(const char *who, const char *operand, const char **value)
{
	size_t length = name_length(operand);

	if (length == 0 || (operand[length] != '\0' && operand[length] != '='))
		fail(2, "%s: %s: bad variable name", who, operand);
	*value = operand[length] == '=' ? operand + length + 1 : NULL;
	return arena_copy(&scratch, operand, length);
}

static int
declare(int count, char **arguments, int flags)
{
	struct option_reader reader = { 0 };
	bool prints = false;
	const char *value;
	int letter;

	while ((letter = option_next(&reader, count, arguments, "p")) != -1) {
		if (letter == '?')
			raise_failure(2);
		prints = true;
	}
	if (prints || reader.index >= count) {
		vars_print(arguments[0], flags);
		return 0;
	}
	for (; reader.index < count; reader.index++) {
		const char *name = take_name(arguments[0], arguments[reader.index], &value);

		vars_declare(name, value, flags);
	}
	return 0;
}

int
builtin_export(int count, char **arguments)
{
	return declare(count, arguments, VARIABLE_EXPORTED);
}

int
builtin_readonly(int count, char **arguments)
{
	return declare(count, arguments, VARIABLE_READONLY);
}

int
builtin_local(int count, char **arguments)
{
	const char *name, *value;
	int i;

	if (shell.return_depth == 0)
		fail(2, "local: not in a function");
	for (i = 1; i < count; i++) {
		name = take_name("local", arguments[i], &value);
		vars_localise(name);
		if (value != NULL)
			vars_set(name, value);
	}
	return 0;
}

int
builtin_unset(int count, char **arguments)
{
	struct option_reader reader = { 0 };
	bool functions = false;
	int letter;

	while ((letter = option_next(&reader, count, arguments, "fv")) != -1) {
		if (letter == '?')
			raise_failure(2);
		functions = letter == 'f';
	}
	for (; reader.index < count; reader.index++) {
		const char *name = arguments[reader.index];

		if (functions)
			function_remove(name);
		else if (!is_name(name))
			fail(2, "unset: %s: bad variable name", name);
		else if (!vars_unset(name))
			fail(2, "unset: %s: is read only", name);
	}
	return 0;
}

int
builtin_set(int count, char **arguments)
{
	const char *no_command = NULL;
	int first;

	if (count == 1) {
		vars_print("", 0);
		return 0;
	}
	first = options_read(count, arguments, false, &no_command);
	if (first < 0)
		raise_failure(2);
	if (first < count || strcmp(arguments[first - 1], "--") == 0)
		parameters_set(arguments + first, count - first);
	return 0;
}

int
builtin_shift(int count, char **arguments)
{
	long by = count > 1 ? operand_number("shift", arguments[1]) : 1;

	if (by > parameters_count())
		fail(2, "shift: can't shift that many");
	parameters_shift((int)by);
	return 0;
}
