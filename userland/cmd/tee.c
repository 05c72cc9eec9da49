/* tee: standard input to standard output and to files; -a at their ends, -i whatever ^C says. */
#include <err.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "command.h"

static bool
write_all(int fd, const char *from, size_t length)
{
	while (length > 0) {
		ssize_t wrote = write(fd, from, length);

		if (wrote == -1)
			return false;
		from += wrote;
		length -= (size_t)wrote;
	}
	return true;
}

int
main(int argc, char *argv[])
{
	static char buffer[16384];
	int option, how = O_TRUNC, *fds, files;
	bool good = true;
	ssize_t got;

	command_begin(argc, argv, "tee [-ai] [FILE...]");
	while ((option = getopt(argc, argv, "ai")) != -1)
		switch (option) {
		case 'a':
			how = O_APPEND;
			break;
		case 'i':
			signal(SIGINT, SIG_IGN);
			break;
		default:
			command_usage(1);
		}
	files = argc - optind;
	fds = calloc((size_t)files + 1, sizeof *fds);
	if (fds == NULL)
		err(1, NULL);
	fds[files] = STDOUT_FILENO;
	for (int i = 0; i < files; i++) {
		fds[i] = open(argv[optind + i], O_WRONLY | O_CREAT | how, 0666);
		if (fds[i] == -1) {
			warn("%s", argv[optind + i]);
			good = false;
		}
	}
	while ((got = read(STDIN_FILENO, buffer, sizeof buffer)) > 0)
		for (int i = 0; i <= files; i++)
			if (fds[i] != -1 && !write_all(fds[i], buffer, (size_t)got)) {
				warn("%s", i < files ? argv[optind + i] : "standard output");
				fds[i] = -1; /* the others still get theirs */
				good = false;
			}
	return good && got == 0 ? 0 : 1;
}
