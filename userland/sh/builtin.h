/* The utilities the shell does itself: POSIX Shell Command Language 2.15, and 1.6 of XCU. */
#pragma once

#include <stdbool.h>

typedef int builtin_function(int count, char **arguments);

struct builtin {
	const char *name;
	builtin_function *run;
	bool special;		/* its errors end a script, its assignments stay: 2.8.1, 2.9.1 */
	bool declares;		/* operands like NAME=value are assignments */
};

const struct builtin *builtin_find(const char *name);
void builtins_each(void (*visit)(const char *name, void *context), void *context);

/*
 * The next option among `letters`, each followed by ':' when it takes an argument: -1 when
 * there are no more, '?' after complaining.  Start with a zeroed reader and index 1.
 */
struct option_reader {
	int index, offset;
	const char *argument;
};

int option_next(struct option_reader *, int count, char **arguments, const char *letters);
/* A number that is nothing but digits; fails the builtin otherwise. */
long operand_number(const char *who, const char *operand);

builtin_function builtin_alias, builtin_bg, builtin_break, builtin_cd, builtin_command,
    builtin_colon, builtin_continue, builtin_dot, builtin_echo, builtin_eval, builtin_exec,
    builtin_exit, builtin_export, builtin_false, builtin_fg, builtin_getopts, builtin_hash,
    builtin_jobs, builtin_kill, builtin_local, builtin_printf, builtin_pwd, builtin_read,
    builtin_readonly, builtin_return, builtin_set, builtin_shift, builtin_test, builtin_times,
    builtin_trap, builtin_type, builtin_ulimit, builtin_umask, builtin_unalias, builtin_unset,
    builtin_wait;
