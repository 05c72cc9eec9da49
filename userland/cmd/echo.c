/* echo: its arguments, with a space between. -n without a newline; -e with escapes, -E without. */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "command.h"
#include "escape.h"

/* An argument of letters n, e and E only is options; anything else is text. */
static bool
options(const char *argument, bool *newline, bool *escapes)
{
	if (argument[0] != '-' || argument[1] == '\0' || argument[strspn(argument + 1, "neE") + 1] != '\0')
		return false;
	while (*++argument != '\0')
		if (*argument == 'n')
			*newline = false;
		else
			*escapes = *argument == 'e';
	return true;
}

int
main(int argc, char *argv[])
{
	bool newline = true, escapes = false;
	int i = 1;

	while (i < argc && options(argv[i], &newline, &escapes))
		i++;
	for (int first = i; i < argc; i++) {
		if (i > first)
			putchar(' ');
		if (!escapes)
			fputs(argv[i], stdout);
		else if (!print_escaped(argv[i], true))
			return command_end(0);
	}
	if (newline)
		putchar('\n');
	return command_end(0);
}
