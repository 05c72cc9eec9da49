/* touch: sets times of files, making those that are missing. */
#include <ctype.h>
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "command.h"
#include "date.h"

static bool
touch(const char *path, const struct timespec times[2], bool create)
{
	int fd;

	if (utimensat(AT_FDCWD, path, times, 0) == 0)
		return true;
	if (errno != ENOENT || !create) {
		if (errno == ENOENT && !create)
			return true;
		warn("%s", path);
		return false;
	}
	fd = open(path, O_WRONLY | O_CREAT | O_NOCTTY, 0666);
	if (fd == -1 || futimens(fd, times) == -1) {
		warn("%s", path);
		return false;
	}
	close(fd);
	return true;
}

static void
from_file(const char *path, struct timespec times[2])
{
	struct stat st;

	if (stat(path, &st) == -1)
		err(1, "%s", path);
	times[0] = st.st_atim;
	times[1] = st.st_mtim;
}

int
main(int argc, char *argv[])
{
	struct timespec times[2] = { { 0, UTIME_NOW }, { 0, UTIME_NOW } };
	bool create = true, access = false, modification = false, good = true;
	int option;

	command_begin(argc, argv, "touch [-acm] [-r FILE | -t [[CC]YY]MMDDhhmm[.ss] | -d DATE] FILE...");
	while ((option = getopt(argc, argv, "acd:mr:t:")) != -1)
		switch (option) {
		case 'a':
			access = true;
			break;
		case 'c':
			create = false;
			break;
		case 'd':
			if (!date_parse(optarg, &times[0]))
				errx(1, "invalid date '%s'", optarg);
			times[1] = times[0];
			break;
		case 'm':
			modification = true;
			break;
		case 'r':
			from_file(optarg, times);
			break;
		case 't':
			if (!date_parse_stamp(optarg, &times[0]))
				errx(1, "invalid date '%s'", optarg);
			times[1] = times[0];
			break;
		default:
			command_usage(1);
		}
	if (optind == argc)
		command_usage(1);
	if (access && !modification)
		times[1].tv_nsec = UTIME_OMIT;
	if (modification && !access)
		times[0].tv_nsec = UTIME_OMIT;
	for (int i = optind; i < argc; i++)
		good &= touch(argv[i], times, create);
	return good ? 0 : 1;
}
