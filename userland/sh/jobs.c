#include "jobs.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "failure.h"
#include "memory.h"
#include "output.h"
#include "redirect.h"
#include "shell.h"
#include "signames.h"
#include "trap.h"

static bool controlling;	/* new jobs get process groups of their own */
static int terminal = -1;	/* the controlling terminal, when it is the shell's to give */
static pid_t own_group, first_group;
static struct termios own_modes;

struct job *
job_new(const struct node *node, bool background)
{
	struct job *job = must_take(sizeof *job);
	struct mark mark = arena_mark(&scratch);

	memset(job, 0, sizeof *job);
	job->controlled = controlling;
	job->background = background;
	/* The text is asked for only of jobs that can be listed. */
	job->text = must_copy(background || controlling ? node_source(&scratch, node) : "");
	arena_release(&scratch, mark);
	job_add(job);
	return job;
}

static pid_t
fork_undisturbed(void)
{
	bool disturbed = shell.interactive || trap_any();
	sigset_t before;
	pid_t pid;

	output_flush();
	if (disturbed)
		trap_block(&before);
	pid = fork();
	if (pid == 0)
		shell.is_subshell = true;
	/* The child unblocks only once its traps are gone. */
	if (pid == 0)
		trap_enter_subshell(false);
	if (disturbed)
		trap_unblock(&before);
	return pid;
}

pid_t
jobs_fork_helper(void)
{
	pid_t pid = fork_undisturbed();

	if (pid < 0)
		fail(2, "cannot fork: %s", strerror(errno));
	return pid;
}

static void
read_nothing(void)
{
	int fd = open("/dev/null", O_RDONLY);

	if (fd > 0) {
		dup2(fd, 0);
		close(fd);
	}
}

/* Puts a member into the job's group; done by both sides of the fork, as either may be first. */
static void
join_group(struct job *job, pid_t pid)
{
	if (job->group == 0)
		job->group = pid;
	setpgid(pid, job->group);
}

/* Asking from the background would stop the asker, were that signal not blocked. */
static void
give_terminal(pid_t group)
{
	sigset_t before;

	trap_block(&before);
	tcsetpgrp(terminal, group);
	trap_unblock(&before);
}

static void
become_member(struct job *job)
{
	bool first = job->count == 0;

	cleanups_forget();
	redirect_forget();
	if (job->controlled)
		join_group(job, getpid());
	if (job->controlled && terminal >= 0 && !job->background)
		give_terminal(job->group);
	controlling = false;
	trap_signals_settle();
	if (job->background && !job->controlled) {
		trap_enter_subshell(true);
		if (first)
			read_nothing();
	}
	job_forget(job);
	jobs_inherit();
}

pid_t
job_fork(struct job *job)
{
	pid_t pid = fork_undisturbed();

	if (pid == 0) {
		become_member(job);
		return 0;
	}
	if (pid < 0) {
		complain("cannot fork: %s", strerror(errno));
		if (job->count == 0)
			job_forget(job);
		raise_failure(2);
	}
	if (job->controlled)
		join_group(job, pid);
	if (job->controlled && terminal >= 0 && !job->background)
		give_terminal(job->group);
	job->processes = must_resize(job->processes, ((size_t)job->count + 1) * sizeof *job->processes);
	job->processes[job->count++] = (struct process){ pid, PROCESS_RUNNING, 0 };
	return pid;
}

void
job_launched(struct job *job)
{
	job_take_number(job);
	shell.background = job->processes[job->count - 1].pid;
	if (shell.interactive && !shell.is_subshell)
		output_error("[%d] %d\n", job->number, shell.background);
}

/* A job runs while any process does, and is stopped while any is. */
enum process_state
job_state(const struct job *job)
{
	enum process_state state = PROCESS_DONE;
	int i;

	for (i = 0; i < job->count; i++)
		if (job->processes[i].state < state)
			state = job->processes[i].state;
	return state;
}

static int
exit_status(int status)
{
	if (WIFEXITED(status))
		return WEXITSTATUS(status);
	return 128 + (WIFSTOPPED(status) ? WSTOPSIG(status) : WTERMSIG(status));
}

int
job_status(const struct job *job)
{
	int i, last = job->count - 1;

	if (job_state(job) == PROCESS_STOPPED)
		for (i = last; i >= 0; i--)
			if (job->processes[i].state == PROCESS_STOPPED)
				return exit_status(job->processes[i].status);
	for (i = last; options[OPTION_PIPEFAIL] && i >= 0; i--)
		if (exit_status(job->processes[i].status))
			return exit_status(job->processes[i].status);
	return exit_status(job->processes[last].status);
}

static void
record(pid_t pid, int status)
{
	struct job *job = job_of_process(pid);
	int i;

	if (job == NULL)
		return;
	for (i = 0; i < job->count; i++)
		if (job->processes[i].pid == pid) {
			job->processes[i].status = status;
			job->processes[i].state = WIFSTOPPED(status) ? PROCESS_STOPPED : PROCESS_DONE;
		}
	if (job_state(job) != PROCESS_RUNNING)
		job->changed = true;
}

/* Children that somebody else has reaped will never be heard of again. */
static void
give_up_lost(void)
{
	struct job *job;
	int i;

	for (job = jobs_newest(); job != NULL; job = job->older)
		for (i = 0; i < job->count && !job->inherited; i++)
			if (job->processes[i].state == PROCESS_RUNNING) {
				job->processes[i].state = PROCESS_DONE;
				job->processes[i].status = 127 << 8;
			}
}

bool
jobs_reap(bool block)
{
	int status;
	pid_t pid;

	for (;;) {
		pid = waitpid(-1, &status, (controlling ? WUNTRACED : 0) | (block ? 0 : WNOHANG));
		if (pid < 0 && errno == EINTR && !(block && trap_interrupted()))
			continue;
		if (pid < 0 && errno == ECHILD)
			give_up_lost();
		if (pid <= 0)
			return pid == 0;
		record(pid, status);
		if (block)
			return true;
	}
}

static void
take_terminal_back(const struct job *job)
{
	bool orderly = job_state(job) == PROCESS_DONE && WIFEXITED(job->processes[job->count - 1].status);

	if (terminal < 0 || !job->controlled)
		return;
	tcsetpgrp(terminal, own_group);
	if (shell.interactive && !orderly)
		tcsetattr(terminal, TCSADRAIN, &own_modes);
	else if (shell.interactive)
		tcgetattr(terminal, &own_modes);
}

static void
tell_on_error(const char *line)
{
	output_error("%s", line);
}

static void
report_stopped(struct job *job)
{
	job->background = true;
	job_take_number(job);
	job_promote(job);
	job->changed = false;
	output_error("\n");
	job_describe(job, "", tell_on_error);
}

/* A death that was not asked for is told; an interrupt ends what the shell was doing too. */
static void
report_death(int status, bool controlled)
{
	int signal = WTERMSIG(status);

	if (!WIFSIGNALED(status))
		return;
	if (signal == SIGINT) {
		bool passes_on = controlled && shell.interactive && !shell.is_subshell;

		if (passes_on)
			kill(getpid(), SIGINT);
		if (shell.interactive && (!passes_on || trap_action(SIGINT) != NULL))
			output_error("\n");
	} else if (signal != SIGPIPE) {
		output_error("%s%s\n", signal_story(signal), WCOREDUMP(status) ? " (core dumped)" : "");
	}
}

int
job_wait(struct job *job)
{
	int status, last;
	bool controlled = job->controlled, passed_on = false;

	while (job_state(job) == PROCESS_RUNNING) {
		/* Typed before the job had the terminal: it was meant for the job. */
		if (controlled && !passed_on && trap_interrupted()) {
			passed_on = true;
			kill(-job->group, SIGINT);
		}
		jobs_reap(true);
	}
	take_terminal_back(job);
	status = job_status(job);
	if (job_state(job) == PROCESS_STOPPED) {
		report_stopped(job);
		return status;
	}
	last = job->processes[job->count - 1].status;
	job_forget(job);
	report_death(last, controlled);
	return status;
}

/* Signals are let in only while the shell sleeps, so that none can slip by in between. */
int
job_await(struct job *job, bool *interrupted)
{
	sigset_t before;

	*interrupted = false;
	trap_watch_children(true);
	trap_block(&before);
	for (;;) {
		jobs_reap(false);
		if (job_state(job) == PROCESS_DONE)
			break;
		if (trap_pending_signal()) {
			*interrupted = true;
			break;
		}
		sigsuspend(&before);
	}
	trap_unblock(&before);
	trap_watch_children(false);
	return *interrupted ? 128 + trap_pending_signal() : job_status(job);
}

int
job_resume(struct job *job, bool foreground)
{
	int i;

	job->background = !foreground;
	job->changed = false;
	for (i = 0; i < job->count; i++)
		if (job->processes[i].state == PROCESS_STOPPED)
			job->processes[i].state = PROCESS_RUNNING;
	if (foreground && terminal >= 0)
		tcsetpgrp(terminal, job->group);
	kill(-job->group, SIGCONT);
	return foreground ? job_wait(job) : 0;
}

void
jobs_notify(void)
{
	struct job *job, *older;

	jobs_reap(false);
	for (job = jobs_newest(); job != NULL; job = older) {
		older = job->older;
		if (!job->changed || job->number == 0)
			continue;
		job_describe(job, "", tell_on_error);
		job_reported(job);
	}
}

static int
open_terminal(void)
{
	int fd = open("/dev/tty", O_RDWR | O_CLOEXEC);

	if (fd < 0 && isatty(2))
		fd = dup(2);
	return fd < 0 ? -1 : descriptor_hide(fd);
}

/* An interactive shell waits until it is in the foreground, then leads a group of its own. */
static void
claim_terminal(void)
{
	pid_t foreground;

	while ((foreground = tcgetpgrp(terminal)) >= 0 && foreground != getpgrp())
		kill(0, SIGTTIN);
	first_group = getpgrp();
	own_group = getpid();
	trap_signals_settle();
	if (first_group != own_group)
		setpgid(0, own_group);
	tcsetpgrp(terminal, own_group);
	tcgetattr(terminal, &own_modes);
}

void
jobs_monitor(bool on)
{
	if (on == controlling)
		return;
	controlling = on;
	if (!on) {
		jobs_leave_terminal();
		trap_signals_settle();
		return;
	}
	own_group = getpgrp();
	terminal = open_terminal();
	if (terminal >= 0 && shell.interactive) {
		claim_terminal();
	} else if (terminal >= 0 && tcgetpgrp(terminal) != own_group) {
		close(terminal);
		terminal = -1;
	}
	if (terminal < 0 && shell.interactive) {
		complain("can't access tty; job control turned off");
		controlling = options[OPTION_MONITOR] = false;
	}
	trap_signals_settle();
}

void
jobs_leave_terminal(void)
{
	if (terminal < 0 || shell.is_subshell)
		return;
	if (first_group != 0 && first_group != own_group) {
		tcsetpgrp(terminal, first_group);
		setpgid(0, first_group);
	}
	close(terminal);
	terminal = -1;
}

void
jobs_vacate(int fd)
{
	if (fd == terminal && fd >= 0)
		terminal = descriptor_hide(fd);
}
