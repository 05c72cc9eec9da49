#include "builtin.h"

#include <stdlib.h>
#include <string.h>

#include "chars.h"
#include "failure.h"

/* Sorted, for the search. */
static const struct builtin builtins[] = {
	{ ".", builtin_dot, true, false },
	{ ":", builtin_colon, true, false },
	{ "[", builtin_test, false, false },
	{ "alias", builtin_alias, false, false },
	{ "bg", builtin_bg, false, false },
	{ "break", builtin_break, true, false },
	{ "cd", builtin_cd, false, false },
	{ "command", builtin_command, false, false },
	{ "continue", builtin_continue, true, false },
	{ "echo", builtin_echo, false, false },
	{ "eval", builtin_eval, true, false },
	{ "exec", builtin_exec, true, false },
	{ "exit", builtin_exit, true, false },
	{ "export", builtin_export, true, true },
	{ "false", builtin_false, false, false },
	{ "fg", builtin_fg, false, false },
	{ "getopts", builtin_getopts, false, false },
	{ "hash", builtin_hash, false, false },
	{ "jobs", builtin_jobs, false, false },
	{ "kill", builtin_kill, false, false },
	{ "local", builtin_local, false, true },
	{ "printf", builtin_printf, false, false },
	{ "pwd", builtin_pwd, false, false },
	{ "read", builtin_read, false, false },
	{ "readonly", builtin_readonly, true, true },
	{ "return", builtin_return, true, false },
	{ "set", builtin_set, true, false },
	{ "shift", builtin_shift, true, false },
	{ "test", builtin_test, false, false },
	{ "times", builtin_times, true, false },
	{ "trap", builtin_trap, true, false },
	{ "true", builtin_colon, false, false },
	{ "type", builtin_type, false, false },
	{ "ulimit", builtin_ulimit, false, false },
	{ "umask", builtin_umask, false, false },
	{ "unalias", builtin_unalias, false, false },
	{ "unset", builtin_unset, true, false },
	{ "wait", builtin_wait, false, false },
};

#define BUILTINS (sizeof builtins / sizeof builtins[0])

const struct builtin *
builtin_find(const char *name)
{
	size_t low = 0, high = BUILTINS;

	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = strcmp(name, builtins[middle].name);

		if (order == 0)
			return &builtins[middle];
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

void
builtins_each(void (*visit)(const char *name, void *context), void *context)
{
	size_t i;

	for (i = 0; i < BUILTINS; i++)
		visit(builtins[i].name, context);
}

static int
take_argument(struct option_reader *reader, int count, char **arguments, char letter)
{
	if (arguments[reader->index][reader->offset] != '\0') {
		reader->argument = arguments[reader->index] + reader->offset;
	} else if (reader->index + 1 < count) {
		reader->argument = arguments[++reader->index];
	} else {
		complain("%s: option -%c needs an argument", arguments[0], letter);
		return '?';
	}
	reader->index++;
	reader->offset = 0;
	return letter;
}

int
option_next(struct option_reader *reader, int count, char **arguments, const char *letters)
{
	const char *known;
	char letter;

	if (reader->index == 0)
		reader->index = 1;
	if (reader->offset == 0) {
		if (reader->index >= count || arguments[reader->index][0] != '-' || arguments[reader->index][1] == '\0')
			return -1;
		if (strcmp(arguments[reader->index], "--") == 0) {
			reader->index++;
			return -1;
		}
		reader->offset = 1;
	}
	letter = arguments[reader->index][reader->offset++];
	known = letter == ':' ? NULL : strchr(letters, letter);
	if (known == NULL) {
		complain("%s: illegal option -%c", arguments[0], letter);
		return '?';
	}
	if (known[1] == ':')
		return take_argument(reader, count, arguments, letter);
	if (arguments[reader->index][reader->offset] == '\0') {
		reader->index++;
		reader->offset = 0;
	}
	return letter;
}

long
operand_number(const char *who, const char *operand)
{
	const char *c = operand;

	while (is_digit(*c))
		c++;
	if (*c != '\0' || c == operand || c - operand > 9)
		fail(2, "%s: illegal number: %s", who, operand);
	return atol(operand);
}
