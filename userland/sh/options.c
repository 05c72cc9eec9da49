/* The options of sh(1p) and set(1p). */
#include <string.h>

#include "failure.h"
#include "jobs.h"
#include "output.h"
#include "shell.h"

bool options[OPTIONS];
bool option_login;

static const struct {
	const char *name;
	char letter;		/* '\0': only by name */
} descriptions[OPTIONS] = {
	[OPTION_ALLEXPORT] = { "allexport", 'a' },
	[OPTION_ERREXIT] = { "errexit", 'e' },
	[OPTION_EMACS] = { "emacs", '\0' },
	[OPTION_HASHALL] = { "hashall", 'h' },
	[OPTION_IGNOREEOF] = { "ignoreeof", '\0' },
	[OPTION_INTERACTIVE] = { "interactive", 'i' },
	[OPTION_MONITOR] = { "monitor", 'm' },
	[OPTION_NOCLOBBER] = { "noclobber", 'C' },
	[OPTION_NOEXEC] = { "noexec", 'n' },
	[OPTION_NOGLOB] = { "noglob", 'f' },
	[OPTION_NOLOG] = { "nolog", '\0' },
	[OPTION_NOTIFY] = { "notify", 'b' },
	[OPTION_NOUNSET] = { "nounset", 'u' },
	[OPTION_PIPEFAIL] = { "pipefail", '\0' },
	[OPTION_STDIN] = { "stdin", 's' },
	[OPTION_VERBOSE] = { "verbose", 'v' },
	[OPTION_VI] = { "vi", '\0' },
	[OPTION_XTRACE] = { "xtrace", 'x' },
};

static void
assign(enum option option, bool on)
{
	options[option] = on;
	if (option == OPTION_MONITOR)
		jobs_monitor(on);
}

static bool
assign_letter(char letter, bool on, bool at_start)
{
	int option;

	for (option = 0; option < OPTIONS; option++)
		if (descriptions[option].letter == letter && letter != '\0') {
			if (!at_start && (option == OPTION_INTERACTIVE || option == OPTION_STDIN))
				return false;
			assign((enum option)option, on);
			return true;
		}
	return false;
}

static bool
assign_name(const char *name, bool on)
{
	int option;

	for (option = 0; option < OPTIONS; option++)
		if (strcmp(descriptions[option].name, name) == 0) {
			assign((enum option)option, on);
			return true;
		}
	complain("set: Illegal option %co %s", on ? '-' : '+', name);
	return false;
}

void
options_letters(char *to)
{
	int option;

	for (option = 0; option < OPTIONS; option++)
		if (options[option] && descriptions[option].letter)
			*to++ = descriptions[option].letter;
	*to = '\0';
}

void
options_print(bool as_commands)
{
	int option;

	if (!as_commands)
		output_string("Current option settings\n");
	for (option = 0; option < OPTIONS; option++) {
		if (as_commands)
			output_print("set %co %s\n", options[option] ? '-' : '+', descriptions[option].name);
		else
			output_print("%-15s %s\n", descriptions[option].name, options[option] ? "on" : "off");
	}
}

/* One argument of letters; *index moves on when an `o` takes the next argument. */
static bool
read_letters(int count, char **arguments, int *index, bool at_start, bool *wants_command)
{
	const char *letter = arguments[*index];
	bool on = *letter == '-';

	while (*++letter) {
		if (*letter == 'o') {
			if (*index + 1 >= count)
				options_print(!on);
			else if (!assign_name(arguments[++*index], on))
				return false;
		} else if (at_start && *letter == 'c') {
			*wants_command = true;
		} else if (at_start && *letter == 'l') {
			option_login = on;
		} else if (!assign_letter(*letter, on, at_start)) {
			complain("%sIllegal option %c%c", at_start ? "" : "set: ", on ? '-' : '+', *letter);
			return false;
		}
	}
	return true;
}

int
options_read(int count, char **arguments, bool at_start, const char **command)
{
	bool wants_command = false;
	int i;

	for (i = 1; i < count; i++) {
		const char *argument = arguments[i];

		if ((*argument != '-' && *argument != '+') || (*argument == '+' && argument[1] == '\0'))
			break;
		if (strcmp(argument, "--") == 0 || strcmp(argument, "-") == 0) {
			if (argument[1] == '\0' && !at_start)
				options[OPTION_XTRACE] = options[OPTION_VERBOSE] = false;
			i++;
			break;
		}
		if (!read_letters(count, arguments, &i, at_start, &wants_command))
			return -1;
	}
	if (wants_command) {
		if (i >= count) {
			complain("-c requires an argument");
			return -1;
		}
		*command = arguments[i++];
	}
	return i;
}
