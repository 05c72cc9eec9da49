/* mkfifo: makes pipes with a name. */
#include <err.h>
#include <sys/stat.h>
#include <unistd.h>

#include "command.h"
#include "mode.h"

int
main(int argc, char *argv[])
{
	const char *modeText = NULL;
	mode_t mode = 0666, mask = umask(0);
	bool good = true;
	int option;

	command_begin(argc, argv, "mkfifo [-m MODE] NAME...");
	while ((option = getopt(argc, argv, "m:")) != -1) {
		if (option != 'm')
			command_usage(1);
		modeText = optarg;
	}
	if (optind == argc)
		command_usage(1);
	if (modeText == NULL)
		umask(mask);
	else if (!mode_apply(modeText, &mode, mask, false))
		errx(1, "invalid mode: %s", modeText);
	for (; optind < argc; optind++)
		if (mkfifo(argv[optind], mode) == -1) {
			warn("cannot create fifo '%s'", argv[optind]);
			good = false;
		}
	return good ? 0 : 1;
}
