/* The shell's own state: what every part of it may ask. */
#pragma once

#include <stdbool.h>
#include <sys/types.h>

/* What unwinds the running commands up to the loop, function or dot script it names. */
enum skip { SKIP_NOTHING, SKIP_BREAK, SKIP_CONTINUE, SKIP_RETURN };

struct shell {
	const char *name;	/* $0, and the name errors are reported under */
	pid_t pid;		/* $$: the first shell's, also in its subshells */
	pid_t parent;		/* $PPID */
	pid_t background;	/* $!, 0 before the first */
	int status;		/* $? */
	int line;		/* $LINENO */
	bool interactive;
	bool is_subshell;

	enum skip skip;
	int skip_levels;	/* loops still to leave */
	int loop_depth;		/* loops running in this function */
	int return_depth;	/* functions and dot scripts running */
	int untested_depth;	/* contexts in which -e does not apply */
};

extern struct shell shell;

enum option {
	OPTION_ALLEXPORT, OPTION_ERREXIT, OPTION_EMACS, OPTION_HASHALL, OPTION_IGNOREEOF,
	OPTION_INTERACTIVE, OPTION_MONITOR, OPTION_NOCLOBBER, OPTION_NOEXEC, OPTION_NOGLOB,
	OPTION_NOLOG, OPTION_NOTIFY, OPTION_NOUNSET, OPTION_PIPEFAIL, OPTION_STDIN,
	OPTION_VERBOSE, OPTION_VI, OPTION_XTRACE, OPTIONS
};

extern bool options[OPTIONS];

/* Reads the options of sh(1) or set(1p); returns the index of the first operand, or -1. */
int options_read(int count, char **arguments, bool at_start, const char **command_operand);
void options_letters(char *to);
extern bool option_login;
void options_print(bool as_commands);
