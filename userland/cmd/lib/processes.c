#include "processes.h"

#include <ctype.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static ssize_t
slurp(pid_t pid, const char *file, char *to, size_t size)
{
	char path[64];
	ssize_t length;
	int fd;

	snprintf(path, sizeof path, "/proc/%d/%s", pid, file);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd == -1)
		return -1;
	length = read(fd, to, size - 1);
	close(fd);
	if (length >= 0)
		to[length] = '\0';
	return length;
}

/* The name may hold anything, spaces and parentheses too: it ends at the last ')'. */
static bool
parse_stat(char *text, struct process *p)
{
	char *open = strchr(text, '('), *close = strrchr(text, ')'), *at;
	long field[24];

	if (open == NULL || close == NULL || close[1] == '\0')
		return false;
	*close = '\0';
	strlcpy(p->name, open + 1, sizeof p->name);
	p->state = close[2];
	at = close + 3;
	for (int i = 4; i < 28 && *at != '\0'; i++)
		field[i - 4] = strtol(at, &at, 10);
	p->parent = (pid_t)field[0];
	p->group = (pid_t)field[1];
	p->session = (pid_t)field[2];
	p->terminal = (unsigned long)field[3];
	p->userTicks = (unsigned long)field[10];
	p->systemTicks = (unsigned long)field[11];
	p->nice = (int)field[15];
	p->threads = (int)field[16];
	p->startTicks = (unsigned long)field[18];
	p->virtualBytes = (unsigned long)field[19];
	p->residentPages = (unsigned long)field[20];
	return true;
}

/* The arguments are separated by NULs. */
static void
parse_command(struct process *p)
{
	ssize_t length = slurp(p->pid, "cmdline", p->command, sizeof p->command);

	if (length <= 0) {
		snprintf(p->command, sizeof p->command, "[%s]", p->name);
		return;
	}
	while (length > 0 && p->command[length - 1] == '\0')
		length--;
	for (ssize_t i = 0; i < length; i++)
		if (p->command[i] == '\0' || p->command[i] == '\n')
			p->command[i] = ' ';
}

bool
process_read(pid_t pid, struct process *to)
{
	char text[1024] = "", path[32];
	struct stat st;

	memset(to, 0, sizeof *to);
	to->pid = pid;
	snprintf(path, sizeof path, "/proc/%d", pid);
	if (slurp(pid, "stat", text, sizeof text) <= 0 || stat(path, &st) == -1 || !parse_stat(text, to))
		return false;
	to->uid = st.st_uid;
	parse_command(to);
	return true;
}

static int
by_pid(const void *left, const void *right)
{
	return ((const struct process *)left)->pid - ((const struct process *)right)->pid;
}

long
process_list(struct process **list)
{
	DIR *dir = opendir("/proc");
	struct dirent *entry;
	size_t count = 0, room = 0;

	*list = NULL;
	if (dir == NULL)
		return -1;
	while ((entry = readdir(dir)) != NULL) {
		if (!isdigit((unsigned char)entry->d_name[0]))
			continue;
		if (count == room) {
			struct process *grown = reallocarray(*list, room = room * 2 + 32, sizeof *grown);

			if (grown == NULL)
				break;
			*list = grown;
		}
		count += process_read((pid_t)atol(entry->d_name), *list + count);
	}
	closedir(dir);
	qsort(*list, count, sizeof **list, by_pid);
	return (long)count;
}
