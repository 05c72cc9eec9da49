/* pgrep: ids of processes whose name matches a pattern; pkill sends them a signal instead. */
#include <err.h>
#include <regex.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command.h"
#include "names.h"
#include "processes.h"

static bool whole, exact, inverted, names;
static pid_t parent;
static uid_t user = (uid_t)-1;

static bool
selected(const struct process *p, const regex_t *regex)
{
	const char *text = whole ? p->command : p->name;
	regmatch_t m[1];
	bool match = regexec(regex, text, 1, m, 0) == 0;

	if (match && exact)
		match = m[0].rm_so == 0 && m[0].rm_eo == (regoff_t)strlen(text);
	if (parent != 0 && p->parent != parent)
		match = false;
	if (user != (uid_t)-1 && p->uid != user)
		match = false;
	return match != inverted && p->pid != getpid();
}

/* A first argument such as -9 or -HUP, which getopt would take apart. */
static int
take_signal(int *argc, char ***argv)
{
	int signal = *argc > 1 && (*argv)[1][0] == '-' ? signal_number((*argv)[1] + 1) : -1;

	if (signal <= 0)
		return SIGTERM;
	(*argv)[1] = (*argv)[0];
	++*argv;
	--*argc;
	return signal;
}

int
main(int argc, char *argv[])
{
	bool killing = strcmp(program_name, "pkill") == 0, any = false, good = true;
	int signal, option;
	struct process *list;
	char message[64];
	regex_t regex;
	long count;

	command_begin(argc, argv, killing ? "pkill [-SIGNAL] [-fvx] [-P PARENT] [-u USER] [PATTERN]"
					  : "pgrep [-flvx] [-P PARENT] [-u USER] [PATTERN]");
	signal = killing ? take_signal(&argc, &argv) : 0;
	while ((option = getopt(argc, argv, "flP:u:vx")) != -1)
		switch (option) {
		case 'f':
			whole = true;
			break;
		case 'l':
			names = true;
			break;
		case 'P':
			parent = (pid_t)command_number(optarg, 1, 2);
			break;
		case 'u':
			if (!user_id(optarg, &user))
				errx(2, "invalid user: '%s'", optarg);
			break;
		case 'v':
			inverted = true;
			break;
		case 'x':
			exact = true;
			break;
		default:
			command_usage(2);
		}
	if (argc - optind > 1 || (optind == argc && parent == 0 && user == (uid_t)-1))
		command_usage(2);
	option = regcomp(&regex, optind < argc ? argv[optind] : "", REG_EXTENDED);
	if (option != 0) {
		regerror(option, &regex, message, sizeof message);
		errx(2, "%s", message);
	}
	count = process_list(&list);
	if (count == -1)
		err(3, "/proc");
	for (long i = 0; i < count; i++) {
		if (!selected(&list[i], &regex))
			continue;
		any = true;
		if (!killing)
			printf(names ? "%d %s\n" : "%d\n", list[i].pid, list[i].name);
		else if (kill(list[i].pid, signal) == -1) {
			warn("%d", list[i].pid);
			good = false;
		}
	}
	return command_end(!good ? 3 : any ? 0 : 1);
}
