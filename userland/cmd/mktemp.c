/* mktemp: makes a file of a new name, or with -d a directory, and prints it. */
#include <err.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "command.h"

int
main(int argc, char *argv[])
{
	const char *folder = getenv("TMPDIR");
	bool directory = false;
	char *name;
	int option, fd;

	command_begin(argc, argv, "mktemp [-d] [TEMPLATE]");
	while ((option = getopt(argc, argv, "d")) != -1) {
		if (option != 'd')
			command_usage(1);
		directory = true;
	}
	if (optind < argc)
		name = strdup(argv[optind]);
	else if (asprintf(&name, "%s/tmp.XXXXXX", folder != NULL ? folder : "/tmp") == -1)
		err(1, NULL);
	fd = mkstemp(name);
	if (fd == -1)
		err(1, "%s", name);
	close(fd);
	/* The name is taken by now; a moment of it being a file does no harm to who does not know it. */
	if (directory && (unlink(name) == -1 || mkdir(name, 0700) == -1))
		err(1, "%s", name);
	puts(name);
	return command_end(0);
}
