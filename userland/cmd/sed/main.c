/* sed: edits a stream line by line, as a script says. */
#include <err.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command.h"
#include "input.h"
#include "sed.h"

static void
add(char **script, const char *text)
{
	char *former = *script;

	if (asprintf(script, "%s%s\n", former != NULL ? former : "", text) == -1)
		err(1, NULL);
	free(former);
}

static void
add_file(char **script, const char *name)
{
	FILE *file = input_open(name);
	char *line = NULL;
	size_t size = 0;
	bool ended;

	if (file == NULL)
		exit(1);
	while (input_line(&line, &size, file, &ended) != -1)
		add(script, line);
	free(line);
	input_close(file);
}

int
main(int argc, char *argv[])
{
	struct options options = { 0 };
	struct script script = { 0 };
	bool extended = false, given = false;
	char *text = NULL;
	int option;

	command_begin(argc, argv, "sed [-Ensi] [-e SCRIPT]... [-f FILE]... [SCRIPT] [FILE...]");
	while ((option = getopt(argc, argv, "Ee:f:inrs")) != -1)
		switch (option) {
		case 'E':
		case 'r':
			extended = true;
			break;
		case 'e':
			add(&text, optarg);
			given = true;
			break;
		case 'f':
			add_file(&text, optarg);
			given = true;
			break;
		case 'i':
			options.inPlace = true;
			break;
		case 'n':
			options.quiet = true;
			break;
		case 's':
			options.separate = true;
			break;
		default:
			command_usage(1);
		}
	if (!given) {
		if (optind == argc)
			command_usage(1);
		add(&text, argv[optind++]);
	}
	if (text != NULL)
		parse_script(&script, text, extended);
	finish_script(&script);
	return command_end(run_script(&script, &options, argv + optind, argc - optind));
}
