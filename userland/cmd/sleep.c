/* sleep: does nothing for a while: seconds, or with m, h or d behind minutes, hours, days. */
#include <err.h>
#include <errno.h>
#include <time.h>

#include "command.h"
#include "names.h"

int
main(int argc, char *argv[])
{
	struct timespec left;

	command_begin(argc, argv, "sleep SECONDS[smhd]...");
	if (argc < 2)
		command_usage(1);
	for (int i = 1; i < argc; i++) {
		if (!parse_duration(argv[i], &left))
			errx(1, "invalid time interval '%s'", argv[i]);
		while (nanosleep(&left, &left) == -1)
			if (errno != EINTR)
				err(1, "nanosleep");
	}
	return 0;
}
