/* What a command name stands for: POSIX Shell Command Language, 2.9.1.4. */
#pragma once

#include <stdbool.h>

#include "builtin.h"
#include "function.h"

enum command_kind { COMMAND_BUILTIN, COMMAND_FUNCTION, COMMAND_FILE, COMMAND_MISSING };

struct command {
	enum command_kind kind;
	const struct builtin *builtin;
	const struct function *function;
	const char *path;	/* of a file */
	int status;		/* of a missing one: 127, or 126 when it may not be run */
};

struct command lookup(const char *name, bool with_functions);
/* As lookup, for files alone. In the default path when asked to. */
struct command lookup_file(const char *name, bool in_default_path);
/* The first file of that name along the path, executable or not; NULL for none. */
const char *lookup_along(const char *path, const char *name, bool executable);
/* Forgets where commands were found. */
void lookup_forget(void);
void lookup_print(void);
