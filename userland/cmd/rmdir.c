/* rmdir: removes empty directories; with -p the parents that become so. */
#include <err.h>
#include <string.h>
#include <unistd.h>

#include "command.h"

static bool
remove_directory(const char *path)
{
	if (rmdir(path) == 0)
		return true;
	warn("failed to remove '%s'", path);
	return false;
}

/* Takes the last component and its slashes off; false when there is none left. */
static bool
shorten(char *path)
{
	size_t length = strlen(path);

	while (length > 0 && path[length - 1] == '/')
		length--;
	while (length > 0 && path[length - 1] != '/')
		length--;
	while (length > 0 && path[length - 1] == '/')
		length--;
	path[length] = '\0';
	return length > 0;
}

int
main(int argc, char *argv[])
{
	bool parents = false, good = true;
	int option;

	command_begin(argc, argv, "rmdir [-p] DIRECTORY...");
	while ((option = getopt(argc, argv, "p")) != -1) {
		if (option != 'p')
			command_usage(1);
		parents = true;
	}
	if (optind == argc)
		command_usage(1);
	for (int i = optind; i < argc; i++) {
		bool removed = remove_directory(argv[i]);

		while (removed && parents && shorten(argv[i]))
			removed = remove_directory(argv[i]);
		good &= removed;
	}
	return good ? 0 : 1;
}
