/* break colon continue dot eval exec exit return: 2.15. */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/times.h>
#include <unistd.h>

#include "builtin.h"
#include "exec.h"
#include "failure.h"
#include "input.h"
#include "jobs.h"
#include "lookup.h"
#include "memory.h"
#include "output.h"
#include "redirect.h"
#include "shell.h"
#include "trap.h"
#include "vars.h"

int
builtin_colon(int count, char **arguments)
{
	(void)count;
	(void)arguments;
	return 0;
}

int
builtin_false(int count, char **arguments)
{
	(void)count;
	(void)arguments;
	return 1;
}

/* Operands after "--". */
static char *
first_operand(int count, char **arguments)
{
	int i = 1;

	if (count > 1 && strcmp(arguments[1], "--") == 0)
		i++;
	return i < count ? arguments[i] : NULL;
}

static int
leave_loops(int count, char **arguments, enum skip skip)
{
	const char *operand = first_operand(count, arguments);
	long levels = operand ? operand_number(arguments[0], operand) : 1;

	if (levels < 1)
		fail(2, "%s: illegal number: %s", arguments[0], operand);
	if (levels > shell.loop_depth)
		levels = shell.loop_depth;
	if (levels > 0) {
		shell.skip = skip;
		shell.skip_levels = (int)levels;
	}
	return 0;
}

int
builtin_break(int count, char **arguments)
{
	return leave_loops(count, arguments, SKIP_BREAK);
}

int
builtin_continue(int count, char **arguments)
{
	return leave_loops(count, arguments, SKIP_CONTINUE);
}

/* The status an operand asks for; with none the last one, in a trap that before the trap. */
static int
asked_status(int count, char **arguments)
{
	const char *operand = first_operand(count, arguments);

	if (operand != NULL)
		return (int)operand_number(arguments[0], operand);
	return shell.status;
}

int
builtin_return(int count, char **arguments)
{
	int status = asked_status(count, arguments);

	shell.skip = SKIP_RETURN;
	return status;
}

int
builtin_exit(int count, char **arguments)
{
	int status;

	if (shell.interactive && !shell.is_subshell && jobs_any_stopped()) {
		static bool warned;

		if (!warned) {
			warned = true;
			complain("You have stopped jobs.");
			return 1;
		}
	}
	if (first_operand(count, arguments) == NULL && trap_status() >= 0)
		status = trap_status();
	else
		status = asked_status(count, arguments);
	leave(status);
}

int
builtin_eval(int count, char **arguments)
{
	struct text commands = text_in(&scratch);
	int i = count > 1 && strcmp(arguments[1], "--") == 0 ? 2 : 1;

	for (; i < count; i++) {
		text_append(&commands, arguments[i]);
		if (i + 1 < count)
			text_add(&commands, ' ');
	}
	return run_string(text_string(&commands));
}

static int
open_script(const char *name)
{
	const char *path = name;
	int fd;

	if (strchr(name, '/') == NULL) {
		path = lookup_along(vars_value("PATH") ? vars_value("PATH") : "", name, false);
		if (path == NULL)
			fail(2, ".: %s: not found", name);
	}
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		fail(2, ".: cannot open %s", path);
	return descriptor_hide(fd);
}

int
builtin_dot(int count, char **arguments)
{
	const char *name = first_operand(count, arguments);
	struct cleanup source;
	int status, loop_depth = shell.loop_depth;

	if (name == NULL)
		fail(2, ".: no file given");
	input_push_file(open_script(name));
	cleanup_push(&source, input_pop, NULL);
	shell.return_depth++;
	shell.loop_depth = 0;
	status = run_input(false);
	shell.loop_depth = loop_depth;
	shell.return_depth--;
	cleanup_pop();
	if (shell.skip == SKIP_RETURN)
		shell.skip = SKIP_NOTHING;
	return status;
}

int
builtin_exec(int count, char **arguments)
{
	char **command = arguments + 1;

	if (count > 1 && strcmp(*command, "--") == 0)
		command++;
	if (*command == NULL)
		return 0;
	/* What replaces the shell gets the signals the shell was started with. */
	options[OPTION_MONITOR] = false;
	jobs_leave_terminal();
	shell.is_subshell = true;
	trap_signals_settle();
	become(command, false);
}

static void
print_time(clock_t ticks, char end)
{
	long rate = sysconf(_SC_CLK_TCK), seconds = ticks / rate;

	output_print("%ldm%ld.%02lds%c", seconds / 60, seconds % 60, ticks % rate * 100 / rate, end);
}

int
builtin_times(int count, char **arguments)
{
	struct tms times_used;

	(void)count;
	(void)arguments;
	times(&times_used);
	print_time(times_used.tms_utime, ' ');
	print_time(times_used.tms_stime, '\n');
	print_time(times_used.tms_cutime, ' ');
	print_time(times_used.tms_cstime, '\n');
	return 0;
}
