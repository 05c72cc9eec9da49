/* cp: copies files; with -r whole trees, with -p their attributes, with -P links as links. */
#include <err.h>
#include <limits.h>
#include <unistd.h>

#include "command.h"
#include "path.h"

int
main(int argc, char *argv[])
{
	char target[PATH_MAX];
	bool good = true, follow = false;
	int option, flags = 0;

	command_begin(argc, argv, "cp [-afiLPpRrv] SOURCE... TARGET");
	while ((option = getopt(argc, argv, "adfiLPpRrTv")) != -1)
		switch (option) {
		case 'a':
			flags |= COPY_TREES | COPY_ATTRIBUTES | COPY_LINKS;
			break;
		case 'd':
		case 'P':
			flags |= COPY_LINKS;
			break;
		case 'f':
			flags |= COPY_FORCE;
			break;
		case 'i':
			flags |= COPY_ASK;
			break;
		case 'L':
			follow = true;
			break;
		case 'p':
			flags |= COPY_ATTRIBUTES;
			break;
		case 'R':
		case 'r':
			flags |= COPY_TREES | COPY_LINKS;
			break;
		case 'v':
			flags |= COPY_VERBOSE;
			break;
		default:
			command_usage(1);
		}
	if (follow)
		flags &= ~COPY_LINKS;
	if (argc - optind < 2)
		command_usage(1);
	if (argc - optind > 2 && !path_is_directory(argv[argc - 1]))
		errx(1, "%s: Not a directory", argv[argc - 1]);
	for (int i = optind; i < argc - 1; i++)
		good &= path_target(target, argv[argc - 1], argv[i]) && copy_path(argv[i], target, flags);
	return command_end(good ? 0 : 1);
}
