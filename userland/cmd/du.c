/* du: what files take up on disk, in KiB; -s only the sum, -a every file, -h for people. */
#include <dirent.h>
#include <err.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "command.h"
#include "names.h"
#include "path.h"

static bool all, summary, human, grandTotal, oneDevice;
static int status;

/* Files with several names are counted once. */
static struct name {
	dev_t device;
	ino_t inode;
	struct name *next;
} *counted;

static bool
first_time(const struct stat *st)
{
	struct name *n;

	if (st->st_nlink < 2 || S_ISDIR(st->st_mode))
		return true;
	for (n = counted; n != NULL; n = n->next)
		if (n->inode == st->st_ino && n->device == st->st_dev)
			return false;
	n = malloc(sizeof *n);
	if (n == NULL)
		err(1, NULL);
	*n = (struct name){ st->st_dev, st->st_ino, counted };
	counted = n;
	return true;
}

static void
print(unsigned long blocks, const char *path)
{
	if (human)
		printf("%s\t%s\n", human_size(blocks * 512), path);
	else
		printf("%lu\t%s\n", (blocks + 1) / 2, path);
}

static unsigned long
measure(const char *path, bool operand, dev_t device)
{
	char name[PATH_MAX];
	struct dirent *entry;
	struct stat st;
	unsigned long blocks;
	DIR *dir;

	if (lstat(path, &st) == -1) {
		warn("cannot access '%s'", path);
		status = 1;
		return 0;
	}
	if (!first_time(&st) || (oneDevice && !operand && st.st_dev != device))
		return 0;
	blocks = (unsigned long)st.st_blocks;
	if (S_ISDIR(st.st_mode)) {
		dir = opendir(path);
		if (dir == NULL) {
			warn("cannot read directory '%s'", path);
			status = 1;
		} else {
			while ((entry = readdir(dir)) != NULL)
				if (!path_is_dots(entry->d_name) && path_join(name, path, entry->d_name))
					blocks += measure(name, false, st.st_dev);
			closedir(dir);
		}
	}
	if (operand || (!summary && (all || S_ISDIR(st.st_mode))))
		print(blocks, path);
	return blocks;
}

int
main(int argc, char *argv[])
{
	unsigned long total = 0;
	int option;

	command_begin(argc, argv, "du [-achksx] [FILE...]");
	while ((option = getopt(argc, argv, "achksx")) != -1)
		switch (option) {
		case 'a':
			all = true;
			break;
		case 'c':
			grandTotal = true;
			break;
		case 'h':
			human = true;
			break;
		case 'k':
			break;
		case 's':
			summary = true;
			break;
		case 'x':
			oneDevice = true;
			break;
		default:
			command_usage(1);
		}
	if (optind == argc)
		total = measure(".", true, 0);
	for (; optind < argc; optind++)
		total += measure(argv[optind], true, 0);
	if (grandTotal)
		print(total, "total");
	return command_end(status);
}
