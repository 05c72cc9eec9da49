/* reboot, poweroff, halt: stop the machine, each as its name says. */
#include <err.h>
#include <string.h>
#include <sys/reboot.h>
#include <unistd.h>

#include "command.h"

int
main(int argc, char *argv[])
{
	unsigned how = RB_AUTOBOOT;

	command_begin(argc, argv, "reboot | poweroff | halt");
	if (argc > 2 || (argc == 2 && strcmp(argv[1], "-f") != 0))
		command_usage(1);
	if (strcmp(program_name, "poweroff") == 0)
		how = RB_POWER_OFF;
	if (strcmp(program_name, "halt") == 0)
		how = RB_HALT_SYSTEM;
	sync();
	if (reboot(how) == -1)
		err(1, "reboot");
	return 0;
}
