/* date: the time, in UTC, as the format says; -d another one, -r a file's, -s sets the clock. */
#include <err.h>
#include <stdio.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "command.h"
#include "date.h"

static void
print(const char *format, const struct timespec *when)
{
	char piece[8] = "%", text[1024];
	struct tm tm;

	gmtime_r(&when->tv_sec, &tm);
	for (; *format != '\0'; format++) {
		if (*format != '%' || format[1] == '\0') {
			putchar(*format);
			continue;
		}
		piece[1] = *++format;
		piece[2] = '\0';
		if (*format == 'N')
			printf("%09ld", when->tv_nsec);
		else {
			strftime(text, sizeof text, piece, &tm);
			fputs(text, stdout);
		}
	}
	putchar('\n');
}

static void
from_file(const char *path, struct timespec *when)
{
	struct stat st;

	if (stat(path, &st) == -1)
		err(1, "%s", path);
	*when = st.st_mtim;
}

int
main(int argc, char *argv[])
{
	const char *format = "%a %b %e %H:%M:%S %Z %Y";
	struct timespec when;
	bool set = false;
	int option;

	command_begin(argc, argv, "date [-Ru] [-d DATE | -r FILE | -s DATE] [+FORMAT]");
	clock_gettime(CLOCK_REALTIME, &when);
	while ((option = getopt(argc, argv, "d:Rr:s:u")) != -1)
		switch (option) {
		case 'd':
		case 's':
			if (!date_parse(optarg, &when))
				errx(1, "invalid date '%s'", optarg);
			set |= option == 's';
			break;
		case 'R':
			format = "%a, %d %b %Y %H:%M:%S %z";
			break;
		case 'r':
			from_file(optarg, &when);
			break;
		case 'u':
			break;
		default:
			command_usage(1);
		}
	if (optind < argc && argv[optind][0] == '+')
		format = argv[optind++] + 1;
	if (optind < argc)
		command_usage(1);
	if (set && clock_settime(CLOCK_REALTIME, &when) == -1)
		err(1, "cannot set the clock");
	print(format, &when);
	return command_end(0);
}
