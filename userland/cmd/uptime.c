/* uptime: how long the machine has been running, and how busy it is. */
#include <err.h>
#include <stdio.h>
#include <sys/sysinfo.h>
#include <time.h>

#include "command.h"

int
main(int argc, char *argv[])
{
	struct sysinfo s;
	char now[16];
	time_t t = time(NULL);
	long days, hours, minutes;

	command_begin(argc, argv, "uptime");
	if (sysinfo(&s) == -1)
		err(1, "sysinfo");
	strftime(now, sizeof now, "%T", gmtime(&t));
	days = s.uptime / 86400;
	hours = s.uptime / 3600 % 24;
	minutes = s.uptime / 60 % 60;
	printf(" %s up ", now);
	if (days > 0)
		printf("%ld day%s, ", days, days == 1 ? "" : "s");
	printf("%2ld:%02ld,  load average: ", hours, minutes);
	for (int i = 0; i < 3; i++)
		printf("%lu.%02lu%s", s.loads[i] >> 16, (s.loads[i] & 0xffff) * 100 >> 16, i < 2 ? ", " : "\n");
	return command_end(0);
}
