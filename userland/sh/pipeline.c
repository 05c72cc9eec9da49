/* What runs in processes of its own: pipelines, subshells, background lists, substitutions. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "exec.h"
#include "failure.h"
#include "jobs.h"
#include "redirect.h"
#include "shell.h"
#include "trap.h"

static _Noreturn void
run_in_child(const struct node *node)
{
	leave(execute(node, true));
}

static void
open_pipe(int ends[2])
{
	int low;

	if (pipe(ends) < 0)
		fail(2, "cannot make a pipe: %s", strerror(errno));
	/* Keep clear of standard descriptors that are closed. */
	for (low = 0; low < 2; low++)
		if (ends[low] < 3)
			ends[low] = descriptor_hide(ends[low]);
}

static void
move_descriptor(int from, int to)
{
	if (from < 0)
		return;
	dup2(from, to);
	close(from);
}

/* Each command in its own subshell, and in the job's process group: 2.9.2. */
int
run_pipeline(const struct node *pipeline, bool background)
{
	const struct node *command;
	struct job *job = job_new(pipeline, background);
	int input = -1, ends[2];

	for (command = pipeline->body; command != NULL; command = command->next) {
		ends[0] = ends[1] = -1;
		if (command->next != NULL)
			open_pipe(ends);
		if (job_fork(job) == 0) {
			if (ends[0] >= 0)
				close(ends[0]);
			move_descriptor(input, 0);
			move_descriptor(ends[1], 1);
			run_in_child(command);
		}
		if (input >= 0)
			close(input);
		if (ends[1] >= 0)
			close(ends[1]);
		input = ends[0];
	}
	if (!background)
		return job_wait(job);
	job_launched(job);
	return 0;
}

int
run_background(const struct node *node)
{
	struct job *job;

	if (node->kind == NODE_PIPELINE && node->redirects == NULL)
		return run_pipeline(node, true);
	job = job_new(node, true);
	if (job_fork(job) == 0)
		run_in_child(node);
	job_launched(job);
	return 0;
}

static _Noreturn void
run_subshell_body(const struct node *node)
{
	if (!redirect_apply(node->redirects, NULL))
		leave(1);
	run_in_child(node->body);
}

int
run_subshell(const struct node *node)
{
	struct job *job;

	shell.line = node->line;
	job = job_new(node, false);
	if (job_fork(job) == 0)
		run_subshell_body(node);
	return job_wait(job);
}

static void
read_substitution(struct text *output, int fd)
{
	char block[1024];
	ssize_t count, i;

	while ((count = read(fd, block, sizeof block)) != 0) {
		if (count < 0 && errno == EINTR && !trap_interrupted())
			continue;
		if (count < 0)
			break;
		for (i = 0; i < count; i++)
			if (block[i] != '\0')
				text_add(output, block[i]);
	}
	while (output->length > 0 && output->bytes[output->length - 1] == '\n')
		output->length--;
}

int substitutions;

void
expand_command(struct expansion *to, const struct part *part)
{
	struct text output = text_in(&scratch);
	struct job *job;
	int ends[2];

	substitutions++;
	if (part->command == NULL) {
		shell.status = 0;
		return;
	}
	open_pipe(ends);
	job = job_new(part->command, false);
	job->controlled = false;
	if (job_fork(job) == 0) {
		close(ends[0]);
		move_descriptor(ends[1], 1);
		run_in_child(part->command);
	}
	close(ends[1]);
	read_substitution(&output, ends[0]);
	close(ends[0]);
	shell.status = job_wait(job);
	if (part->quoted && output.length == 0)
		expansion_mark(to, EMPTY_QUOTES);
	expansion_add(to, text_string(&output), part->quoted ? FROM_QUOTES : FROM_EXPANSION);
}
