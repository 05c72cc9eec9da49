/* df: how full file systems are; those of the named files, or all; -h for people, -i inodes. */
#include <err.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <unistd.h>

#include "command.h"
#include "names.h"

static bool human, inodes;

static void
print_header(void)
{
	if (inodes)
		puts("Filesystem            Inodes      IUsed      IFree IUse% Mounted on");
	else
		printf("Filesystem       %9s       Used  Available Use%% Mounted on\n", human ? "     Size" : "1K-blocks");
}

static const char *
amount(unsigned long blocks, const struct statfs *fs)
{
	static char texts[3][24];
	static int next;
	char *text = texts[next++ % 3];

	if (human)
		strlcpy(text, human_size(blocks * (unsigned long)fs->f_bsize), 24);
	else
		snprintf(text, 24, "%lu", blocks * (unsigned long)fs->f_bsize / 1024);
	return text;
}

/* Rounded up: a file system is full only at 100. */
static void
print_percent(unsigned long used, unsigned long available)
{
	if (used + available == 0)
		printf("    -");
	else
		printf(" %3lu%%", (used * 100 + used + available - 1) / (used + available));
}

static void
print(const char *source, const char *target, const struct statfs *fs)
{
	unsigned long used = fs->f_blocks - fs->f_bfree;

	printf("%-16s ", source);
	if (inodes) {
		printf("%10lu %10lu %10lu", fs->f_files, fs->f_files - fs->f_ffree, fs->f_ffree);
		print_percent(fs->f_files - fs->f_ffree, fs->f_ffree);
	} else {
		printf("%9s %10s %10s", amount(fs->f_blocks, fs), amount(used, fs), amount(fs->f_bavail, fs));
		print_percent(used, fs->f_bavail);
	}
	printf(" %s\n", target);
}

/* The file system a path is on is the mount whose directory is on the same device, the last one winning. */
static bool
print_mounts(const char *path)
{
	char line[1024], source[256] = "-", target[PATH_MAX] = "-";
	FILE *file = fopen("/proc/mounts", "r");
	struct stat wanted, st;
	struct statfs fs;

	if (path != NULL && stat(path, &wanted) == -1) {
		warn("%s", path);
		return false;
	}
	if (file == NULL && path == NULL)
		err(1, "/proc/mounts");
	while (file != NULL && fgets(line, sizeof line, file) != NULL) {
		char *rest = line, *from = strsep(&rest, " "), *to = strsep(&rest, " ");

		if (to == NULL || stat(to, &st) == -1)
			continue;
		if (path == NULL) {
			if (statfs(to, &fs) == 0 && fs.f_blocks > 0)
				print(from, to, &fs);
		} else if (st.st_dev == wanted.st_dev) {
			strlcpy(source, from, sizeof source);
			strlcpy(target, to, sizeof target);
		}
	}
	if (file != NULL)
		fclose(file);
	if (path != NULL && statfs(path, &fs) == 0)
		print(source, target, &fs);
	return true;
}

int
main(int argc, char *argv[])
{
	bool good = true;
	int option;

	command_begin(argc, argv, "df [-hik] [FILE...]");
	while ((option = getopt(argc, argv, "hikP")) != -1) {
		if (option == '?')
			command_usage(1);
		human |= option == 'h';
		inodes |= option == 'i';
	}
	print_header();
	if (optind == argc)
		good = print_mounts(NULL);
	for (; optind < argc; optind++)
		good &= print_mounts(argv[optind]);
	return command_end(good ? 0 : 1);
}
