/* top: the busiest processes, once every few seconds; -b plainly, -n how often. */
#include <err.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/sysinfo.h>
#include <unistd.h>

#include "command.h"
#include "names.h"
#include "processes.h"

static struct process *before;
static long beforeCount;

/* Ticks used since the last look. */
static unsigned long
recent(const struct process *p)
{
	unsigned long used = p->userTicks + p->systemTicks;

	for (long i = 0; i < beforeCount; i++)
		if (before[i].pid == p->pid && before[i].startTicks == p->startTicks)
			return used - before[i].userTicks - before[i].systemTicks;
	return used;
}

static int
by_use(const void *left, const void *right)
{
	const struct process *l = left, *r = right;
	unsigned long lUsed = recent(l), rUsed = recent(r);

	return lUsed != rUsed ? (lUsed < rUsed ? 1 : -1) : l->pid - r->pid;
}

static void
print_summary(long tasks, bool plain)
{
	struct sysinfo s;

	if (!plain)
		fputs("\033[H\033[2J", stdout);
	if (sysinfo(&s) == 0)
		printf("up %ld s, %ld processes, load %lu.%02lu, memory %s of %s free\n", s.uptime, tasks, s.loads[0] >> 16,
		    (s.loads[0] & 0xffff) * 100 >> 16, human_size(s.freeram * s.mem_unit), human_size(s.totalram * s.mem_unit));
	puts("  PID USER     NI S  TICKS     RSS     TIME CMD");
}

static int
rows(bool plain)
{
	struct winsize size;

	if (plain || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == -1 || size.ws_row < 5)
		return plain ? 1 << 20 : 20;
	return size.ws_row - 3;
}

static void
look(bool plain)
{
	struct process *list;
	long count = process_list(&list), most = rows(plain);

	if (count == -1)
		err(1, "/proc");
	print_summary(count, plain);
	qsort(list, (size_t)count, sizeof *list, by_use);
	for (long i = 0; i < count && i < most; i++) {
		const struct process *p = &list[i];
		unsigned long ticks = p->userTicks + p->systemTicks;

		printf("%5d %-8s %2d %c %6lu %7s %5lu.%02lu %.40s\n", p->pid, user_name(p->uid), p->nice, p->state, recent(p),
		    human_size(p->residentPages * 4096), ticks / 100, ticks % 100, p->command);
	}
	fflush(stdout);
	free(before);
	before = list;
	beforeCount = count;
}

/* Whether q was typed before the time was over. */
static bool
stop(int millis)
{
	struct pollfd in = { STDIN_FILENO, POLLIN, 0 };
	char key;

	return poll(&in, 1, millis) == 1 && (read(STDIN_FILENO, &key, 1) != 1 || key == 'q');
}

int
main(int argc, char *argv[])
{
	long rounds = -1, seconds = 3;
	bool plain = !isatty(STDOUT_FILENO);
	int option;

	command_begin(argc, argv, "top [-b] [-d SECONDS] [-n ROUNDS]");
	while ((option = getopt(argc, argv, "bd:n:")) != -1)
		switch (option) {
		case 'b':
			plain = true;
			break;
		case 'd':
			seconds = command_number(optarg, 1, 1);
			break;
		case 'n':
			rounds = command_number(optarg, 1, 1);
			break;
		default:
			command_usage(1);
		}
	for (look(plain); --rounds != 0; look(plain))
		if (plain)
			sleep((unsigned)seconds);
		else if (stop((int)seconds * 1000))
			break;
	return command_end(0);
}
