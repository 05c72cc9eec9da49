/* env: runs a command in a changed environment, or prints that; printenv only prints it, or the named variables. */
#include <err.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command.h"

static void
print_all(char end)
{
	for (char **entry = environ; *entry != NULL; entry++)
		printf("%s%c", *entry, end);
}

static int
print_some(char *names[])
{
	int status = 0;

	for (; *names != NULL; names++) {
		const char *value = getenv(*names);

		if (value == NULL)
			status = 1;
		else
			puts(value);
	}
	return status;
}

static int
printenv(int argc, char *argv[])
{
	command_begin(argc, argv, "printenv [NAME...]");
	if (argc > 1)
		return command_end(print_some(argv + 1));
	print_all('\n');
	return command_end(0);
}

int
main(int argc, char *argv[])
{
	char end = '\n';
	int option;

	if (strcmp(program_name, "printenv") == 0)
		return printenv(argc, argv);
	command_begin(argc, argv, "env [-i0] [-u NAME]... [NAME=VALUE]... [COMMAND [ARGUMENT...]]");
	while ((option = getopt(argc, argv, "0iu:")) != -1)
		switch (option) {
		case '0':
			end = '\0';
			break;
		case 'i':
			clearenv();
			break;
		case 'u':
			unsetenv(optarg);
			break;
		default:
			command_usage(125);
		}
	if (optind < argc && strcmp(argv[optind], "-") == 0) {
		clearenv();
		optind++;
	}
	for (; optind < argc && strchr(argv[optind], '=') != NULL; optind++)
		putenv(argv[optind]);
	if (optind == argc) {
		print_all(end);
		return command_end(0);
	}
	execvp(argv[optind], argv + optind);
	err(errno == ENOENT ? 127 : 126, "%s", argv[optind]);
}
