/* uname: the name of the system. */
#include <err.h>
#include <stdio.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "command.h"

int
main(int argc, char *argv[])
{
	struct utsname u;
	bool flag[128] = { false }, first = true;
	int option;

	command_begin(argc, argv, "uname [-amnrsv]");
	while ((option = getopt(argc, argv, "amnrsv")) != -1) {
		if (option == '?')
			command_usage(1);
		flag[option] = true;
	}
	if (uname(&u) == -1)
		err(1, "uname");

	const struct {
		char letter;
		const char *text;
	} parts[] = { { 's', u.sysname }, { 'n', u.nodename }, { 'r', u.release }, { 'v', u.version },
		{ 'm', u.machine } };

	flag['s'] |= argc == 1;
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (flag['a'] || flag[(int)parts[i].letter]) {
			printf("%s%s", first ? "" : " ", parts[i].text);
			first = false;
		}
	putchar('\n');
	return command_end(0);
}
