/* Jobs: the processes of a pipeline, waited for, stopped and moved about together. 2.11. */
#pragma once

#include <stdbool.h>
#include <sys/types.h>

#include "tree.h"

enum process_state { PROCESS_RUNNING, PROCESS_STOPPED, PROCESS_DONE };

struct process {
	pid_t pid;
	enum process_state state;
	int status;		/* as wait(2) gives it */
};

struct job {
	int number;		/* of %1; 0 while it has none */
	pid_t group;		/* its process group when it is controlled */
	bool controlled;	/* has a process group of its own */
	bool background;
	bool changed;		/* its state has not been reported */
	bool inherited;		/* belongs to the shell this one is a subshell of */
	char *text;
	struct process *processes;
	int count;
	struct job *older;
};

struct job *job_new(const struct node *, bool background);
/* Forks a member: 0 in the child, which is then a subshell. */
pid_t job_fork(struct job *);
/* Gives a background job its number, and sets $!. */
void job_launched(struct job *);
/* Waits for a foreground job to end or stop. */
int job_wait(struct job *);
/* Waits for a background job to end; 128 + n when trapped signal n comes first. */
int job_await(struct job *, bool *interrupted);
/* Sends it on, in the foreground or not. */
int job_resume(struct job *, bool foreground);
enum process_state job_state(const struct job *);
int job_status(const struct job *);
void job_forget(struct job *);
/* A process that is none of the script's; 0 in the child. */
pid_t jobs_fork_helper(void);

/* jobtable.c */
struct job *jobs_newest(void);
/* %1, %+, %-, %name or %?text; complains and gives NULL when there is none or many. */
struct job *job_named(const char *name, const char *who);
struct job *job_of_process(pid_t);
char job_rank(const struct job *);
void job_promote(struct job *);
void job_add(struct job *);
void job_take_number(struct job *);
void jobs_inherit(void);
void jobs_drop_inherited(void);
bool job_reported(struct job *);
void job_describe(const struct job *, const char *style, void (*print)(const char *));

/* Collects what children have become; with `block`, waits for one. False when there is none. */
bool jobs_reap(bool block);
/* Before a prompt: tells what has become of background jobs. */
void jobs_notify(void);
bool jobs_any_stopped(void);
/* Turns job control on or off. */
void jobs_monitor(bool on);
void jobs_leave_terminal(void);
void jobs_vacate(int fd);
