/* alias unalias command type hash: what names stand for. */
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "alias.h"
#include "builtin.h"
#include "failure.h"
#include "function.h"
#include "lookup.h"
#include "memory.h"
#include "output.h"
#include "parser.h"
#include "shell.h"

int
builtin_alias(int count, char **arguments)
{
	int i, status = 0;

	if (count == 1)
		alias_print_all();
	for (i = 1; i < count; i++) {
		const char *equals = strchr(arguments[i] + (arguments[i][0] != '\0'), '=');
		const struct alias *alias;

		if (equals != NULL) {
			alias_set(arena_copy(&scratch, arguments[i], (size_t)(equals - arguments[i])), equals + 1);
		} else if ((alias = alias_find(arguments[i])) != NULL) {
			alias_print(alias);
		} else {
			complain("alias: %s: not found", arguments[i]);
			status = 1;
		}
	}
	return status;
}

int
builtin_unalias(int count, char **arguments)
{
	struct option_reader reader = { 0 };
	int letter, status = 0;

	while ((letter = option_next(&reader, count, arguments, "a")) != -1) {
		if (letter == '?')
			return 2;
		alias_remove_all();
		return 0;
	}
	for (; reader.index < count; reader.index++)
		if (!alias_remove(arguments[reader.index])) {
			complain("unalias: %s: not found", arguments[reader.index]);
			status = 1;
		}
	return status;
}

static bool
is_program(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 && S_ISREG(status.st_mode) && access(path, X_OK) == 0;
}

static void
describe_alias(const struct alias *alias, bool at_length)
{
	if (at_length) {
		output_print("%s is an alias for %s\n", alias->name, alias->value);
		return;
	}
	output_string("alias ");
	alias_print(alias);
}

/* command -v and, at length, command -V and type. */
static int
describe(const char *name, bool at_length, bool in_default_path)
{
	const struct alias *alias = alias_find(name);
	struct command command;

	if (parser_is_reserved(name)) {
		output_print("%s%s\n", name, at_length ? " is a shell keyword" : "");
		return 0;
	}
	if (alias != NULL) {
		describe_alias(alias, at_length);
		return 0;
	}
	command = in_default_path && builtin_find(name) == NULL ? lookup_file(name, true) : lookup(name, true);
	if (command.kind == COMMAND_BUILTIN && at_length)
		output_print("%s is a %sshell builtin\n", name, command.builtin->special ? "special " : "");
	else if (command.kind == COMMAND_FUNCTION && at_length)
		output_print("%s is a shell function\n", name);
	else if (command.kind == COMMAND_BUILTIN || command.kind == COMMAND_FUNCTION)
		output_print("%s\n", name);
	else if (command.kind == COMMAND_FILE && is_program(command.path))
		output_print(at_length ? "%s is %s\n" : "%.0s%s\n", name, command.path);
	else {
		if (at_length)
			complain("%s: not found", name);
		return 127;
	}
	return 0;
}

int
builtin_type(int count, char **arguments)
{
	int i, status = 0;

	for (i = 1; i < count; i++)
		status |= describe(arguments[i], true, false);
	return status;
}

/* Only -v and -V come here: otherwise `command` is a prefix, which command.c takes off. */
int
builtin_command(int count, char **arguments)
{
	struct option_reader reader = { 0 };
	bool at_length = false, in_default_path = false;
	int letter, status = 0;

	while ((letter = option_next(&reader, count, arguments, "pvV")) != -1) {
		if (letter == '?')
			return 2;
		at_length |= letter == 'V';
		in_default_path |= letter == 'p';
	}
	for (; reader.index < count; reader.index++)
		status |= describe(arguments[reader.index], at_length, in_default_path);
	return status;
}

int
builtin_hash(int count, char **arguments)
{
	struct option_reader reader = { 0 };
	int letter, status = 0;

	while ((letter = option_next(&reader, count, arguments, "r")) != -1) {
		if (letter == '?')
			return 2;
		lookup_forget();
		return 0;
	}
	if (reader.index >= count)
		lookup_print();
	for (; reader.index < count; reader.index++) {
		const char *name = arguments[reader.index];
		struct command command = lookup(name, true);

		if (command.kind == COMMAND_MISSING) {
			complain("hash: %s: not found", name);
			status = 1;
		}
	}
	return status;
}
