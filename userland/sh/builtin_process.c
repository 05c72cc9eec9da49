/* cd pwd umask ulimit trap: what a process carries with it. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "builtin.h"
#include "chars.h"
#include "failure.h"
#include "memory.h"
#include "output.h"
#include "shell.h"
#include "signames.h"
#include "trap.h"
#include "vars.h"
#include "workdir.h"

int
builtin_pwd(int count, char **arguments)
{
	struct option_reader reader = { 0 };
	bool physical = false;
	const char *path;
	int letter;

	while ((letter = option_next(&reader, count, arguments, "LP")) != -1) {
		if (letter == '?')
			return 2;
		physical = letter == 'P';
	}
	path = physical ? workdir_physical() : workdir_logical();
	if (path == NULL) {
		complain("pwd: %s", strerror(errno));
		return 1;
	}
	output_string(path);
	output_byte('\n');
	return 0;
}

/* A path along CDPATH, NULL when none of it has the directory. */
static char *
along_cdpath(const char *directory, bool *named)
{
	const char *path = vars_value("CDPATH");
	struct stat status;

	if (path == NULL || directory[0] == '/' || strcmp(directory, ".") == 0 || strcmp(directory, "..") == 0
	    || strncmp(directory, "./", 2) == 0 || strncmp(directory, "../", 3) == 0)
		return NULL;
	for (;;) {
		size_t length = strcspn(path, ":");
		char *entry = arena_copy(&scratch, path, length);
		char *candidate = length ? arena_join(&scratch, entry, entry[length - 1] == '/' ? "" : "/", directory, NULL)
		    : arena_string(&scratch, directory);

		if (stat(candidate, &status) == 0 && S_ISDIR(status.st_mode)) {
			*named = length > 0;
			return candidate;
		}
		if (path[length] == '\0')
			return NULL;
		path += length + 1;
	}
}

int
builtin_cd(int count, char **arguments)
{
	struct option_reader reader = { 0 };
	bool physical = false, told = false;
	const char *directory, *found;
	int letter;

	while ((letter = option_next(&reader, count, arguments, "LPe")) != -1) {
		if (letter == '?')
			return 2;
		if (letter != 'e')
			physical = letter == 'P';
	}
	directory = reader.index < count ? arguments[reader.index] : vars_value("HOME");
	if (directory == NULL)
		fail(2, "cd: HOME not set");
	if (strcmp(directory, "-") == 0) {
		directory = vars_value("OLDPWD");
		if (directory == NULL)
			fail(2, "cd: OLDPWD not set");
		told = true;
	}
	found = along_cdpath(directory, &told);
	if (!workdir_change(found ? found : directory, physical)) {
		complain("cd: can't cd to %s: %s", directory, strerror(errno));
		return 2;
	}
	if (told)
		output_print("%s\n", workdir_logical());
	return 0;
}

static void
print_symbolic(mode_t mask)
{
	static const char who[] = "ugo", what[] = "rwx";
	int w, bit;

	for (w = 0; w < 3; w++) {
		output_print("%s%c=", w ? "," : "", who[w]);
		for (bit = 0; bit < 3; bit++)
			if (!(mask >> (6 - 3 * w) & (4 >> bit)))
				output_byte(what[bit]);
	}
	output_byte('\n');
}

/* chmod(1)'s symbolic modes, on what is allowed; false when the text is none. */
static bool
apply_symbolic(const char *text, mode_t *allowed)
{
	static const char classes[] = "ugo";

	for (;;) {
		mode_t who = 0, bits = 0, before = *allowed;
		char operator;

		for (; *text && strchr("ugoa", *text); text++)
			who |= *text == 'a' ? 0777 : *text == 'u' ? 0700 : *text == 'g' ? 070 : 07;
		if (who == 0)
			who = 0777;
		if (*text == '\0' || strchr("+-=", *text) == NULL)
			return false;
		do {
			operator = *text++;
			for (bits = 0; *text && strchr("rwxXstugo", *text); text++) {
				const char *copied = strchr(classes, *text);

				if (copied != NULL)
					bits |= (before >> (6 - 3 * (copied - classes)) & 7) * 0111;
				else
					bits |= *text == 'r' ? 0444 : *text == 'w' ? 0222 : *text == 'x' || *text == 'X' ? 0111 : 0;
			}
			if (operator == '=')
				*allowed = (*allowed & ~who) | (bits & who);
			else
				*allowed = operator == '+' ? *allowed | (bits & who) : *allowed & ~(bits & who);
		} while (*text && strchr("+-=", *text));
		if (*text == '\0')
			return true;
		if (*text++ != ',')
			return false;
	}
}

int
builtin_umask(int count, char **arguments)
{
	struct option_reader reader = { 0 };
	mode_t mask = umask(0), allowed;
	bool symbolic = false;
	char *end;
	int letter;

	umask(mask);
	while ((letter = option_next(&reader, count, arguments, "S")) != -1) {
		if (letter == '?')
			return 2;
		symbolic = true;
	}
	if (reader.index >= count) {
		if (symbolic)
			print_symbolic(mask);
		else
			output_print("%04o\n", (unsigned)mask);
		return 0;
	}
	if (is_digit(arguments[reader.index][0])) {
		mask = (mode_t)strtol(arguments[reader.index], &end, 8);
		if (*end != '\0' || mask > 0777)
			fail(2, "umask: illegal mode: %s", arguments[reader.index]);
	} else {
		allowed = ~mask & 0777;
		if (!apply_symbolic(arguments[reader.index], &allowed))
			fail(2, "umask: illegal mode: %s", arguments[reader.index]);
		mask = ~allowed & 0777;
	}
	umask(mask);
	return 0;
}

static const struct {
	char letter;
	int resource;
	unsigned unit;
	const char *name;
} limits[] = {
	{ 't', RLIMIT_CPU, 1, "time(seconds)" },
	{ 'f', RLIMIT_FSIZE, 512, "file(blocks)" },
	{ 'd', RLIMIT_DATA, 1024, "data(kbytes)" },
	{ 's', RLIMIT_STACK, 1024, "stack(kbytes)" },
	{ 'c', RLIMIT_CORE, 512, "coredump(blocks)" },
	{ 'v', RLIMIT_AS, 1024, "vmemory(kbytes)" },
	{ 'n', RLIMIT_NOFILE, 1, "nofiles" },
	{ 'u', RLIMIT_NPROC, 1, "process" },
};

#define LIMITS (sizeof limits / sizeof limits[0])

static void
print_limit(size_t which, bool hard)
{
	struct rlimit limit;
	rlim_t value;

	getrlimit(limits[which].resource, &limit);
	value = hard ? limit.rlim_max : limit.rlim_cur;
	if (value == RLIM_INFINITY)
		output_string("unlimited\n");
	else
		output_print("%lu\n", (unsigned long)value / limits[which].unit);
}

static int
set_limit(size_t which, const char *operand, bool soft, bool hard)
{
	struct rlimit limit;
	rlim_t value = RLIM_INFINITY;

	if (strcmp(operand, "unlimited") != 0)
		value = (rlim_t)operand_number("ulimit", operand) * limits[which].unit;
	getrlimit(limits[which].resource, &limit);
	if (soft)
		limit.rlim_cur = value;
	if (hard)
		limit.rlim_max = value;
	if (setrlimit(limits[which].resource, &limit) < 0) {
		complain("ulimit: %s", strerror(errno));
		return 1;
	}
	return 0;
}

int
builtin_ulimit(int count, char **arguments)
{
	struct option_reader reader = { 0 };
	bool soft = false, hard = false, all = false;
	size_t which = 1, i;
	int letter;

	while ((letter = option_next(&reader, count, arguments, "HSatfdscvnu")) != -1) {
		if (letter == '?')
			return 2;
		soft |= letter == 'S';
		hard |= letter == 'H';
		all |= letter == 'a';
		for (i = 0; i < LIMITS; i++)
			if (limits[i].letter == letter)
				which = i;
	}
	if (all) {
		for (i = 0; i < LIMITS; i++) {
			output_print("%-20s ", limits[i].name);
			print_limit(i, hard && !soft);
		}
		return 0;
	}
	if (reader.index < count)
		return set_limit(which, arguments[reader.index], soft || !hard, hard || !soft);
	print_limit(which, hard && !soft);
	return 0;
}

static int
named_signal(const char *name)
{
	int signal = signal_number(name);

	if (signal < 0)
		complain("trap: %s: bad trap", name);
	return signal;
}

static int
print_traps(int count, char **names)
{
	int signal;

	if (count == 0)
		trap_print_all();
	for (; count > 0; count--, names++) {
		signal = named_signal(*names);
		if (signal < 0)
			return 1;
		if (trap_action(signal) != NULL)
			trap_print(signal);
		else
			output_print("trap -- - %s\n", signal_name(signal));
	}
	return 0;
}

int
builtin_trap(int count, char **arguments)
{
	struct option_reader reader = { 0 };
	const char *action = NULL;
	int i, letter, signal, status = 0;

	while ((letter = option_next(&reader, count, arguments, "p")) != -1) {
		if (letter == '?')
			raise_failure(2);
		for (i = reader.index; i < count && strcmp(arguments[i], "--") == 0; i++)
			continue;
		return print_traps(count - i, arguments + i);
	}
	i = reader.index;
	if (i >= count)
		return print_traps(0, NULL);
	/* A number first, or a lone operand, means the default for all of them. */
	if (!is_digit(arguments[i][0]) && i + 1 < count)
		action = arguments[i++];
	if (action != NULL && strcmp(action, "-") == 0)
		action = NULL;
	for (; i < count; i++) {
		signal = named_signal(arguments[i]);
		if (signal >= 0)
			trap_set(signal, action);
		else
			status = 1;
	}
	return status;
}
