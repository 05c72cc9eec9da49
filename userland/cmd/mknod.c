/* mknod: makes device files and pipes: b and c with two numbers, p without. */
#include <err.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "command.h"

int
main(int argc, char *argv[])
{
	mode_t type;

	command_begin(argc, argv, "mknod NAME b|c|p [MAJOR MINOR]");
	if (argc < 3 || strlen(argv[2]) != 1)
		command_usage(1);
	switch (argv[2][0]) {
	case 'b':
		type = S_IFBLK;
		break;
	case 'c':
	case 'u':
		type = S_IFCHR;
		break;
	case 'p':
		type = S_IFIFO;
		break;
	default:
		command_usage(1);
	}
	if (argc != (type == S_IFIFO ? 3 : 5))
		command_usage(1);
	if (mknod(argv[1], type | 0666, type == S_IFIFO ? 0 :
	    makedev((unsigned)command_number(argv[3], 0, 1), (unsigned)command_number(argv[4], 0, 1))) == -1)
		err(1, "%s", argv[1]);
	return 0;
}
