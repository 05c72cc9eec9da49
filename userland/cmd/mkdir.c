/* mkdir: makes directories; -p with their parents, -m with that mode. */
#include <err.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "command.h"
#include "mode.h"
#include "path.h"

static bool
make_parents(char *path)
{
	for (char *slash = strchr(path + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
		if (slash[1] == '/' || slash[1] == '\0')
			continue;
		*slash = '\0';
		if (mkdir(path, 0777) == -1 && errno != EEXIST && !path_is_directory(path)) {
			warn("cannot create directory '%s'", path);
			return false;
		}
		*slash = '/';
	}
	return true;
}

int
main(int argc, char *argv[])
{
	bool parents = false, verbose = false, good = true;
	const char *modeText = NULL;
	mode_t mask = umask(0), mode = 0777;
	int option;

	umask(mask);
	command_begin(argc, argv, "mkdir [-pv] [-m MODE] DIRECTORY...");
	while ((option = getopt(argc, argv, "m:pv")) != -1)
		switch (option) {
		case 'm':
			modeText = optarg;
			break;
		case 'p':
			parents = true;
			break;
		case 'v':
			verbose = true;
			break;
		default:
			command_usage(1);
		}
	if (optind == argc)
		command_usage(1);
	if (modeText != NULL && !mode_apply(modeText, &mode, mask, true))
		errx(1, "invalid mode: %s", modeText);
	for (int i = optind; i < argc; i++) {
		if (parents && !make_parents(argv[i])) {
			good = false;
			continue;
		}
		if (mkdir(argv[i], 0777) == -1) {
			if (parents && errno == EEXIST && path_is_directory(argv[i]))
				continue;
			warn("cannot create directory '%s'", argv[i]);
			good = false;
			continue;
		}
		if (modeText != NULL)
			chmod(argv[i], mode);
		if (verbose)
			printf("created directory '%s'\n", argv[i]);
	}
	return command_end(good ? 0 : 1);
}
