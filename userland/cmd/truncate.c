/* truncate: makes files exactly so long, or with + and - longer and shorter by that much. */
#include <err.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "command.h"
#include "names.h"

int
main(int argc, char *argv[])
{
	const char *text = NULL;
	bool create = true, good = true;
	int option;
	char sign;
	long size;

	command_begin(argc, argv, "truncate [-c] -s [+|-]SIZE FILE...");
	while ((option = getopt(argc, argv, "cs:")) != -1)
		switch (option) {
		case 'c':
			create = false;
			break;
		case 's':
			text = optarg;
			break;
		default:
			command_usage(1);
		}
	if (text == NULL || optind == argc)
		command_usage(1);
	sign = *text == '+' || *text == '-' ? *text++ : '\0';
	if (!parse_size(text, &size))
		errx(1, "invalid size '%s'", text);
	for (; optind < argc; optind++) {
		int fd = open(argv[optind], O_WRONLY | (create ? O_CREAT : 0), 0666);
		struct stat st = { 0 };
		long wanted;

		if (fd == -1 && !create)
			continue;
		wanted = fd == -1 || fstat(fd, &st) == -1 || sign == '\0' ? size : sign == '+' ? st.st_size + size : st.st_size - size;
		if (fd == -1 || ftruncate(fd, wanted < 0 ? 0 : wanted) == -1) {
			warn("%s", argv[optind]);
			good = false;
		}
		if (fd != -1)
			close(fd);
	}
	return good ? 0 : 1;
}
