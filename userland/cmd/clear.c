/* clear: an empty screen, with the cursor in its corner (ECMA-48). */
#include <stdio.h>

#include "command.h"

int
main(int argc, char *argv[])
{
	command_begin(argc, argv, "clear");
	fputs("\033[H\033[2J\033[3J", stdout);
	return command_end(0);
}
