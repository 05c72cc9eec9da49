/* The table of jobs, newest first, and how a job is named and described. */
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "chars.h"
#include "failure.h"
#include "jobs.h"
#include "memory.h"
#include "output.h"
#include "shell.h"
#include "signames.h"

#define REMEMBERED 256		/* finished jobs whose status a script may still ask for */

static struct job *jobs;

struct job *
jobs_newest(void)
{
	return jobs;
}

static struct job **
place_of(const struct job *job)
{
	struct job **place = &jobs;

	while (*place != job)
		place = &(*place)->older;
	return place;
}

void
job_add(struct job *job)
{
	job->older = jobs;
	jobs = job;
}

void
job_forget(struct job *job)
{
	*place_of(job) = job->older;
	free(job->text);
	free(job->processes);
	free(job);
}

void
job_promote(struct job *job)
{
	*place_of(job) = job->older;
	job_add(job);
}

/* A script that never waits must not fill the memory with what it never asks for. */
static void
drop_oldest_finished(void)
{
	struct job *job, *oldest = NULL;
	int finished = 0;

	for (job = jobs; job != NULL; job = job->older)
		if (job->background && job_state(job) == PROCESS_DONE) {
			finished++;
			oldest = job;
		}
	if (finished > REMEMBERED)
		job_forget(oldest);
}

void
job_take_number(struct job *job)
{
	const struct job *other;
	int highest = 0;

	if (job->number > 0)
		return;
	jobs_drop_inherited();
	drop_oldest_finished();
	for (other = jobs; other != NULL; other = other->older)
		if (other->number > highest)
			highest = other->number;
	job->number = highest + 1;
}

void
jobs_inherit(void)
{
	struct job *job;

	for (job = jobs; job != NULL; job = job->older)
		job->inherited = true;
}

void
jobs_drop_inherited(void)
{
	struct job *job, *older;

	for (job = jobs; job != NULL; job = older) {
		older = job->older;
		if (job->inherited)
			job_forget(job);
	}
}

struct job *
job_of_process(pid_t pid)
{
	struct job *job;
	int i;

	for (job = jobs; job != NULL; job = job->older)
		for (i = 0; i < job->count && !job->inherited; i++)
			if (job->processes[i].pid == pid)
				return job;
	return NULL;
}

bool
jobs_any_stopped(void)
{
	const struct job *job;

	for (job = jobs; job != NULL; job = job->older)
		if (!job->inherited && job_state(job) == PROCESS_STOPPED)
			return true;
	return false;
}

/* %+ is the newest stopped job, or else the newest; %- is the next after it. */
static struct job *
ranked(int rank)
{
	struct job *job;
	int pass;

	for (pass = 0; pass < 2; pass++)
		for (job = jobs; job != NULL; job = job->older)
			if (job->number > 0 && (job_state(job) == PROCESS_STOPPED) == (pass == 0) && rank-- == 0)
				return job;
	return NULL;
}

char
job_rank(const struct job *job)
{
	return job == ranked(0) ? '+' : job == ranked(1) ? '-' : ' ';
}

static bool
fits(const struct job *job, const char *name)
{
	if (is_digit(*name))
		return job->number == atoi(name);
	if (*name == '?')
		return strstr(job->text, name + 1) != NULL;
	return strncmp(job->text, name, strlen(name)) == 0;
}

static struct job *
job_fitting(const char *name, bool *ambiguous)
{
	struct job *job, *found = NULL;

	for (job = jobs; job != NULL; job = job->older)
		if (job->number > 0 && fits(job, name)) {
			*ambiguous = found != NULL;
			found = job;
		}
	return found;
}

struct job *
job_named(const char *name, const char *who)
{
	const char *rest = *name == '%' ? name + 1 : name;
	struct job *job;
	bool ambiguous = false;

	if (*rest == '\0' || strcmp(rest, "%") == 0 || strcmp(rest, "+") == 0)
		job = ranked(0);
	else if (strcmp(rest, "-") == 0)
		job = ranked(1) ? ranked(1) : ranked(0);
	else
		job = job_fitting(rest, &ambiguous);
	if (ambiguous)
		complain("%s: %s: ambiguous", who, name);
	else if (job == NULL)
		complain("%s: %s: no such job", who, *name ? name : "current");
	return ambiguous ? NULL : job;
}

static void
add_state(struct text *to, const struct job *job)
{
	int status = job->processes[job->count - 1].status;

	switch (job_state(job)) {
	case PROCESS_RUNNING:
		text_append(to, "Running");
		return;
	case PROCESS_STOPPED:
		text_append(to, signal_story(job_status(job) - 128));
		return;
	case PROCESS_DONE:
		break;
	}
	if (WIFSIGNALED(status)) {
		text_append(to, signal_story(WTERMSIG(status)));
		if (WCOREDUMP(status))
			text_append(to, " (core dumped)");
		return;
	}
	text_append(to, "Done");
	if (WEXITSTATUS(status)) {
		text_add(to, '(');
		text_number(to, WEXITSTATUS(status));
		text_add(to, ')');
	}
}

/* One line of jobs(1p): style "l" adds process ids, "p" is the group's id alone. */
void
job_describe(const struct job *job, const char *style, void (*print)(const char *))
{
	struct mark mark = arena_mark(&scratch);
	struct text line = text_in(&scratch);
	size_t column;

	if (*style == 'p') {
		text_number(&line, job->processes[0].pid);
	} else {
		text_add(&line, '[');
		text_number(&line, job->number);
		text_append(&line, "] ");
		text_add(&line, job_rank(job));
		text_add(&line, ' ');
		if (*style == 'l') {
			text_number(&line, job->processes[0].pid);
			text_add(&line, ' ');
		}
		column = line.length + 20;
		add_state(&line, job);
		do
			text_add(&line, ' ');
		while (line.length < column);
		text_append(&line, job->text);
	}
	text_add(&line, '\n');
	print(text_string(&line));
	arena_release(&scratch, mark);
}

/* After its state has been told: a finished job is gone.  True when it was. */
bool
job_reported(struct job *job)
{
	job->changed = false;
	if (job_state(job) != PROCESS_DONE)
		return false;
	job_forget(job);
	return true;
}
