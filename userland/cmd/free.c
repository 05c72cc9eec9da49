/* free: how much memory there is and how much of it is not in use; -h for people, -b -k -m -g in that unit. */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command.h"
#include "names.h"

static int unit = 'k';

/* A line of /proc/meminfo, in bytes. */
static unsigned long
field(const char *text, const char *name)
{
	const char *line = strstr(text, name);

	return line == NULL ? 0 : strtoul(line + strlen(name), NULL, 10) * 1024;
}

static void
print(unsigned long bytes)
{
	static const char units[] = "bkmg";

	if (unit == 'h')
		printf(" %11s", human_size(bytes));
	else
		printf(" %11lu", bytes >> 10 * (strchr(units, unit) - units));
}

int
main(int argc, char *argv[])
{
	char text[4096];
	unsigned long total, left, buffers, cached, shared, available;
	FILE *file;
	int option;

	command_begin(argc, argv, "free [-bkmgh]");
	while ((option = getopt(argc, argv, "bkmgh")) != -1) {
		if (option == '?')
			command_usage(1);
		unit = option;
	}
	file = fopen("/proc/meminfo", "r");
	if (file == NULL)
		err(1, "/proc/meminfo");
	text[fread(text, 1, sizeof text - 1, file)] = '\0';
	fclose(file);
	total = field(text, "MemTotal:");
	left = field(text, "MemFree:");
	buffers = field(text, "Buffers:");
	cached = field(text, "\nCached:") + field(text, "SReclaimable:");
	shared = field(text, "Shmem:");
	available = field(text, "MemAvailable:");
	puts("               total        used        free      shared  buff/cache   available");
	fputs("Mem:    ", stdout);
	print(total);
	print(total - left - buffers - cached);
	print(left);
	print(shared);
	print(buffers + cached);
	print(available);
	fputs("\nSwap:   ", stdout);
	print(field(text, "SwapTotal:"));
	print(field(text, "SwapTotal:") - field(text, "SwapFree:"));
	print(field(text, "SwapFree:"));
	putchar('\n');
	return command_end(0);
}
