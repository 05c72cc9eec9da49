/* mount: attaches a file system, or says which are attached. */
#include <err.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <unistd.h>

#include "command.h"

static int
list(void)
{
	char line[1024];
	FILE *file = fopen("/proc/mounts", "r");

	if (file == NULL)
		err(1, "/proc/mounts");
	while (fgets(line, sizeof line, file) != NULL) {
		char *rest = line, *source = strsep(&rest, " "), *target = strsep(&rest, " ");
		char *type = strsep(&rest, " "), *options = strsep(&rest, " \n");

		if (options != NULL)
			printf("%s on %s type %s (%s)\n", source, target, type, options);
	}
	fclose(file);
	return command_end(0);
}

static const struct {
	const char *name;
	unsigned long flag;
	bool on;
} known[] = {
	{ "ro", MS_RDONLY, true }, { "rw", MS_RDONLY, false }, { "nosuid", MS_NOSUID, true }, { "suid", MS_NOSUID, false },
	{ "nodev", MS_NODEV, true }, { "dev", MS_NODEV, false }, { "noexec", MS_NOEXEC, true }, { "exec", MS_NOEXEC, false },
	{ "remount", MS_REMOUNT, true }, { "bind", MS_BIND, true }, { "defaults", 0, true },
};

/* Options the kernel's flags know; the others go to the file system as they are. */
static unsigned long
parse_options(char *text, unsigned long flags, char *data, size_t size)
{
	char *option;

	while ((option = strsep(&text, ",")) != NULL) {
		size_t i = 0, count = sizeof known / sizeof *known;

		while (i < count && strcmp(option, known[i].name) != 0)
			i++;
		if (i < count)
			flags = known[i].on ? flags | known[i].flag : flags & ~known[i].flag;
		else {
			if (*data != '\0')
				strlcat(data, ",", size);
			strlcat(data, option, size);
		}
	}
	return flags;
}

int
main(int argc, char *argv[])
{
	const char *type = "none";
	char data[512] = "";
	unsigned long flags = 0;
	int option;

	command_begin(argc, argv, "mount [-r] [-t TYPE] [-o OPTION,...] [SOURCE DIRECTORY]");
	while ((option = getopt(argc, argv, "o:rt:")) != -1)
		switch (option) {
		case 'o':
			flags = parse_options(optarg, flags, data, sizeof data);
			break;
		case 'r':
			flags |= MS_RDONLY;
			break;
		case 't':
			type = optarg;
			break;
		default:
			command_usage(1);
		}
	if (argc == 1)
		return list();
	if (argc - optind != 2)
		command_usage(1);
	if (mount(argv[optind], argv[optind + 1], type, flags, data) == -1)
		err(1, "mounting %s on %s", argv[optind], argv[optind + 1]);
	return 0;
}
