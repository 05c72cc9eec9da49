/* The processes as /proc tells of them: proc(5). */
#pragma once

#include <stdbool.h>
#include <sys/types.h>

struct process {
	pid_t pid, parent, group, session;
	char state;
	int nice, threads;
	unsigned long terminal;
	uid_t uid;
	unsigned long userTicks, systemTicks, startTicks;
	unsigned long virtualBytes, residentPages;
	char name[32];       /* the program's, at most 15 characters */
	char command[256];   /* with its arguments; [name] when it has none */
};

/* Reads one; false when it is gone. */
bool process_read(pid_t pid, struct process *to);

/* All of them, by id; the count, or -1 when there is no /proc. The caller frees. */
long process_list(struct process **list);
