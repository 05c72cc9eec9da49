/* kill: sends a signal to processes, or lists the signals. */
#include <ctype.h>
#include <err.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "command.h"

/* The name of a signal, or of the one a status above 128 tells of. */
static void
list(int count, char *words[])
{
	if (count == 0) {
		for (int i = 1; i < SIGSYS; i++)
			printf("%s ", signal_name(i));
		printf("%s\n", signal_name(SIGSYS));
	}
	for (int i = 0; i < count; i++) {
		int number = isdigit((unsigned char)words[i][0]) ? atoi(words[i]) : signal_number(words[i]);

		if (number > 128)
			number -= 128;
		if (signal_name(number) == NULL)
			errx(1, "%s: no such signal", words[i]);
		if (isdigit((unsigned char)words[i][0]))
			puts(signal_name(number));
		else
			printf("%d\n", number);
	}
}

static int
signal_of(const char *name)
{
	int number = signal_number(name);

	if (strcmp(name, "0") == 0)
		return 0;
	if (number < 0)
		errx(1, "%s: no such signal", name);
	return number;
}

int
main(int argc, char *argv[])
{
	int signal = SIGTERM, i = 1;
	bool good = true;
	char *end;

	command_begin(argc, argv, "kill [-s SIGNAL | -SIGNAL] PID... | kill -l [SIGNAL...]");
	if (argc > 1 && strcmp(argv[1], "-l") == 0) {
		list(argc - 2, argv + 2);
		return command_end(0);
	}
	if (argc > 2 && (strcmp(argv[1], "-s") == 0 || strcmp(argv[1], "-n") == 0)) {
		signal = signal_of(argv[2]);
		i = 3;
	} else if (argc > 1 && argv[1][0] == '-' && strcmp(argv[1], "--") != 0) {
		signal = signal_of(argv[1] + 1);
		i = 2;
	}
	if (i < argc && strcmp(argv[i], "--") == 0)
		i++;
	if (i == argc)
		command_usage(1);
	for (; i < argc; i++) {
		long pid = strtol(argv[i], &end, 10);

		if (end == argv[i] || *end != '\0')
			warnx("%s: not a process id", argv[i]);
		else if (kill((pid_t)pid, signal) == 0)
			continue;
		else
			warn("%s", argv[i]);
		good = false;
	}
	return good ? 0 : 1;
}
