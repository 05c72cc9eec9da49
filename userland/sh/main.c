/* sh(1p): starts the shell, and reads commands until there are no more. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#include "exec.h"
#include "failure.h"
#include "function.h"
#include "input.h"
#include "jobs.h"
#include "memory.h"
#include "output.h"
#include "parameters.h"
#include "parser.h"
#include "redirect.h"
#include "shell.h"
#include "trap.h"
#include "vars.h"
#include "workdir.h"

extern char **environ;

static void
start_variables(void)
{
	vars_start(environ);
	vars_declare("IFS", " \t\n", 0);
	vars_declare("OPTIND", "1", 0);
	vars_declare("PS4", vars_value("PS4") ? vars_value("PS4") : "+ ", 0);
	if (vars_value("PS1") == NULL)
		vars_declare("PS1", geteuid() == 0 ? "# " : "$ ", 0);
	if (vars_value("PS2") == NULL)
		vars_declare("PS2", "> ", 0);
	vars_set_number("PPID", shell.parent);
	workdir_start();
}

static int
open_script(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	int reason = errno;

	if (fd < 0) {
		complain("cannot open %s: %s", path, strerror(reason));
		leave(reason == ENOENT ? 127 : 126);
	}
	return descriptor_hide(fd);
}

static void
set_interactive(const char *command, bool has_script)
{
	bool asked = options[OPTION_INTERACTIVE];

	if (!asked && command == NULL && !has_script && isatty(0) && isatty(2))
		asked = true;
	shell.interactive = options[OPTION_INTERACTIVE] = asked;
	trap_signals_settle();
	if (!asked)
		return;
	options[OPTION_EMACS] = true;
	options[OPTION_MONITOR] = true;
	jobs_monitor(true);
}

/* A start-up file, when it can be read; what fails in it does not stop the shell. */
static void
run_file(const char *path)
{
	struct handler handler;
	struct cleanup source;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return;
	handler_push(&handler);
	if (setjmp(handler.at))
		return;
	input_push_file(descriptor_hide(fd));
	cleanup_push(&source, input_pop, NULL);
	run_input(false);
	cleanup_pop();
	handler_pop(&handler);
	shell.skip = SKIP_NOTHING;
}

static void
run_startup_files(void)
{
	struct text path = text_in(&scratch);
	const char *home = vars_value("HOME");

	if (option_login) {
		run_file("/etc/profile");
		if (home != NULL)
			run_file(arena_join(&scratch, home, "/.profile", NULL));
	}
	if (shell.interactive && vars_value("ENV") != NULL && getuid() == geteuid() && getgid() == getegid()) {
		expand_prompt(&path, vars_value("ENV"));
		run_file(text_string(&path));
	}
}

/* At the end of what is typed: true when the shell should leave. */
static bool
ends_session(void)
{
	static int refused;

	input_discard();
	if (options[OPTION_IGNOREEOF] && refused < 50) {
		refused++;
		output_error("Use \"exit\" to leave shell.\n");
		return false;
	}
	if (jobs_any_stopped() && refused == 0) {
		refused = 50;
		output_error("You have stopped jobs.\n");
		return false;
	}
	return true;
}

static void
run_typed(struct unit *unit)
{
	struct cleanup cleanup;

	cleanup_push(&cleanup, unit_drop, unit);
	if (unit->root != NULL)
		shell.status = execute(unit->root, false);
	cleanup_pop();
	/* A break or a return that had nothing to leave. */
	shell.skip = SKIP_NOTHING;
}

/* A failure in a command brings the shell back to its prompt. */
static void
run_interactively(void)
{
	struct mark mark = arena_mark(&scratch);
	struct handler handler;
	struct unit *unit;

	for (;;) {
		arena_release(&scratch, mark);
		handler_push(&handler);
		if (setjmp(handler.at)) {
			input_discard();
			output_discard();
			continue;
		}
		if (trap_pending())
			trap_run();
		jobs_notify();
		unit = parser_command();
		if (unit != NULL)
			run_typed(unit);
		else if (ends_session())
			break;
		handler_pop(&handler);
	}
	handler_pop(&handler);
}

static _Noreturn void
run(void)
{
	int status;

	if (shell.interactive && input_is_terminal()) {
		run_interactively();
		status = shell.status;
		output_error("\n");
	} else {
		status = run_input(true);
	}
	leave(status);
}

int
main(int count, char **arguments)
{
	const char *command = NULL;
	int first;

	signal(SIGCHLD, SIG_DFL);
	stack_measure();
	shell.name = count > 0 ? arguments[0] : "sh";
	shell.pid = getpid();
	shell.parent = getppid();
	option_login = shell.name[0] == '-';
	start_variables();
	first = options_read(count, arguments, true, &command);
	if (first < 0)
		return 2;
	if (command != NULL && first < count)
		shell.name = arguments[first++];
	else if (command == NULL && first < count && !options[OPTION_STDIN])
		shell.name = arguments[first];
	set_interactive(command, command == NULL && first < count && !options[OPTION_STDIN]);
	if (command == NULL && first < count && !options[OPTION_STDIN]) {
		input_push_file(open_script(arguments[first++]));
	} else if (command == NULL) {
		options[OPTION_STDIN] = true;
		input_push_file(0);
	}
	parameters_set(arguments + first, count - first);
	run_startup_files();
	if (command != NULL)
		input_push_string(command, strlen(command), 1);
	run();
}
