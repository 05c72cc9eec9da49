/* umount: detaches file systems; -l when they are no longer in use. */
#include <err.h>
#include <sys/mount.h>
#include <unistd.h>

#include "command.h"

int
main(int argc, char *argv[])
{
	int option, flags = 0;
	bool good = true;

	command_begin(argc, argv, "umount [-fl] DIRECTORY...");
	while ((option = getopt(argc, argv, "fl")) != -1)
		switch (option) {
		case 'f':
			flags |= MNT_FORCE;
			break;
		case 'l':
			flags |= MNT_DETACH;
			break;
		default:
			command_usage(1);
		}
	if (optind == argc)
		command_usage(1);
	for (; optind < argc; optind++)
		if (umount2(argv[optind], flags) == -1) {
			warn("%s", argv[optind]);
			good = false;
		}
	return good ? 0 : 1;
}
