/* bg fg jobs kill wait: the control of jobs. */
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "builtin.h"
#include "chars.h"
#include "failure.h"
#include "jobs.h"
#include "output.h"
#include "shell.h"
#include "signames.h"
#include "trap.h"

/* The table is in another order: newest first. */
static void
list_by_number(const char *style)
{
	struct job *job, *lowest;
	int number = 0;

	do {
		lowest = NULL;
		for (job = jobs_newest(); job != NULL; job = job->older)
			if (job->number > number && (lowest == NULL || job->number < lowest->number))
				lowest = job;
		if (lowest != NULL) {
			job_describe(lowest, style, output_string);
			number = lowest->number;
		}
	} while (lowest != NULL);
}

int
builtin_jobs(int count, char **arguments)
{
	struct option_reader reader = { 0 };
	const char *style = "";
	struct job *job, *older;
	int letter;

	while ((letter = option_next(&reader, count, arguments, "lp")) != -1) {
		if (letter == '?')
			return 2;
		style = letter == 'l' ? "l" : "p";
	}
	jobs_reap(false);
	if (reader.index < count) {
		for (; reader.index < count; reader.index++) {
			job = job_named(arguments[reader.index], "jobs");
			if (job == NULL)
				return 1;
			job_describe(job, style, output_string);
		}
		return 0;
	}
	list_by_number(style);
	for (job = jobs_newest(); job != NULL; job = older) {
		older = job->older;
		if (job->number > 0 && !job->inherited && *style != 'p')
			job_reported(job);
	}
	return 0;
}

static int
resume(const char *name, const char *who, bool foreground)
{
	struct job *job;

	jobs_reap(false);
	job = job_named(name, who);
	if (job == NULL)
		return 1;
	if (!job->controlled || job->inherited) {
		complain("%s: job %d was not started under job control", who, job->number);
		return 1;
	}
	if (job_state(job) == PROCESS_DONE) {
		complain("%s: job has terminated", who);
		return 1;
	}
	job_promote(job);
	if (foreground)
		output_print("%s\n", job->text);
	else
		output_print("[%d] %s\n", job->number, job->text);
	output_flush();
	return job_resume(job, foreground);
}

static int
resume_all(int count, char **arguments, bool foreground)
{
	int i, status = 0;

	if (!options[OPTION_MONITOR]) {
		complain("%s: no job control", arguments[0]);
		return 2;
	}
	if (count == 1)
		return resume("", arguments[0], foreground);
	for (i = 1; i < count; i++)
		status = resume(arguments[i], arguments[0], foreground);
	return status;
}

int
builtin_fg(int count, char **arguments)
{
	return resume_all(count, arguments, true);
}

int
builtin_bg(int count, char **arguments)
{
	return resume_all(count, arguments, false);
}

static struct job *
job_to_await(const char *operand)
{
	if (*operand == '%')
		return job_named(operand, "wait");
	return job_of_process((pid_t)operand_number("wait", operand));
}

static int
await(struct job *job, bool *interrupted)
{
	int status = job_await(job, interrupted);

	if (!*interrupted)
		job_forget(job);
	return status;
}

static int
await_all(void)
{
	bool interrupted = false;
	struct job *job;
	int status;

	for (;;) {
		for (job = jobs_newest(); job != NULL; job = job->older)
			if (job->background && !job->inherited && job_state(job) != PROCESS_STOPPED)
				break;
		if (job == NULL)
			return 0;
		status = await(job, &interrupted);
		if (interrupted)
			return status;
	}
}

int
builtin_wait(int count, char **arguments)
{
	int i, status = 0;
	bool interrupted = false;

	i = count > 1 && strcmp(arguments[1], "--") == 0 ? 2 : 1;
	if (i >= count)
		return await_all();
	for (; i < count && !interrupted; i++) {
		struct job *job = job_to_await(arguments[i]);

		status = job && !job->inherited ? await(job, &interrupted) : 127;
	}
	return status;
}

static int
list_signals(int count, char **operands)
{
	int signal;

	if (count == 0) {
		for (signal = 1; signal < 32; signal++)
			output_print("%s%c", signal_name(signal), signal % 8 ? ' ' : '\n');
		output_byte('\n');
		return 0;
	}
	for (; count > 0; count--, operands++) {
		signal = signal_number(*operands);
		/* A number may also be the status of who died of it. */
		if (is_digit(**operands))
			signal = atoi(*operands) & 0x7f;
		if (signal < 0 || signal >= SIGNALS) {
			complain("kill: %s: bad signal", *operands);
			return 1;
		}
		if (is_digit(**operands))
			output_print("%s\n", signal_name(signal));
		else
			output_print("%d\n", signal);
	}
	return 0;
}

static int
kill_job(struct job *job, int signal)
{
	int i, result = 0;

	if (job->controlled) {
		result = kill(-job->group, signal);
		if (result == 0 && (signal == SIGTERM || signal == SIGHUP) && job_state(job) == PROCESS_STOPPED)
			kill(-job->group, SIGCONT);
		return result;
	}
	for (i = 0; i < job->count; i++)
		if (job->processes[i].state != PROCESS_DONE)
			result |= kill(job->processes[i].pid, signal);
	return result;
}

static int
kill_one(const char *target, int signal)
{
	struct job *job;
	char *end;
	long pid;
	int result;

	if (*target == '%') {
		job = job_named(target, "kill");
		if (job == NULL)
			return 1;
		result = kill_job(job, signal);
	} else {
		pid = strtol(target, &end, 10);
		if (*target == '\0' || *end != '\0') {
			complain("kill: %s: bad process id", target);
			return 1;
		}
		result = kill((pid_t)pid, signal);
	}
	if (result < 0)
		complain("kill: %s: %s", target, strerror(errno));
	return result < 0;
}

int
builtin_kill(int count, char **arguments)
{
	int signal = SIGTERM, i = 1, status = 0;
	const char *name = NULL;

	if (i < count && strcmp(arguments[i], "-l") == 0)
		return list_signals(count - 2, arguments + 2);
	if (i < count && arguments[i][0] == '-' && arguments[i][1] && strcmp(arguments[i], "--") != 0) {
		name = arguments[i][1] == 's' && arguments[i][2] == '\0' ? arguments[++i] : arguments[i] + 1;
		i++;
	}
	if (name != NULL) {
		signal = signal_number(name);
		if (signal < 0) {
			complain("kill: %s: bad signal", name);
			return 2;
		}
	}
	if (i < count && strcmp(arguments[i], "--") == 0)
		i++;
	if (i >= count) {
		complain("kill: usage: kill [-s signal | -signal] process... or kill -l [status]");
		return 2;
	}
	for (; i < count; i++)
		status |= kill_one(arguments[i], signal);
	return status;
}
