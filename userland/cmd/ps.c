/* ps: the processes; -e all of them, else those of this session; -f and -l tell more. */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command.h"
#include "names.h"
#include "processes.h"

static bool full, detailed;

static void
print_time(const struct process *p)
{
	unsigned long seconds = (p->userTicks + p->systemTicks) / 100;

	printf(" %02lu:%02lu:%02lu", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

/* "console", "tty1" or "pts/0": the major number says which kind. */
static const char *
terminal(const struct process *p)
{
	static char text[16];
	unsigned major = (unsigned)(p->terminal >> 8 & 0xfff), minor = (unsigned)(p->terminal & 0xff);

	if (p->terminal == 0)
		return "?";
	if (major == 5 && minor == 1)
		return "console";
	snprintf(text, sizeof text, major == 136 ? "pts/%u" : "tty%u", minor);
	return text;
}

static void
print_header(void)
{
	if (detailed)
		puts("S   UID   PID  PPID  NI   SZ(K)  RSS(K) TTY         TIME CMD");
	else if (full)
		puts("UID        PID  PPID  PGID   SID S TTY         TIME CMD");
	else
		puts("  PID TTY         TIME CMD");
}

static void
print(const struct process *p)
{
	if (detailed)
		printf("%c %5u %5d %5d %3d %7lu %7lu %-7s", p->state, p->uid, p->pid, p->parent, p->nice,
		    p->virtualBytes / 1024, p->residentPages * 4, terminal(p));
	else if (full)
		printf("%-8s %5d %5d %5d %5d %c %-7s", user_name(p->uid), p->pid, p->parent, p->group, p->session,
		    p->state, terminal(p));
	else
		printf("%5d %-7s", p->pid, terminal(p));
	print_time(p);
	printf(" %s\n", full || detailed ? p->command : p->name);
}

int
main(int argc, char *argv[])
{
	struct process *list;
	bool all = false;
	pid_t only = 0, session = getsid(0);
	long count;
	int option;

	command_begin(argc, argv, "ps [-Aaefl] [-p PID]");
	while ((option = getopt(argc, argv, "Aaeflp:")) != -1)
		switch (option) {
		case 'A':
		case 'a':
		case 'e':
			all = true;
			break;
		case 'f':
			full = true;
			break;
		case 'l':
			detailed = true;
			break;
		case 'p':
			only = (pid_t)command_number(optarg, 1, 1);
			break;
		default:
			command_usage(1);
		}
	if (optind < argc) /* ps aux and the like */
		all = full = true;
	count = process_list(&list);
	if (count == -1)
		err(1, "/proc");
	print_header();
	for (long i = 0; i < count; i++)
		if (only != 0 ? list[i].pid == only : all || list[i].session == session)
			print(&list[i]);
	free(list);
	return command_end(0);
}
