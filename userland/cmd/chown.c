/* chown: changes owners of files: USER, USER:GROUP or :GROUP. */
#include <dirent.h>
#include <err.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "command.h"
#include "names.h"
#include "path.h"

static uid_t uid = (uid_t)-1;
static gid_t gid = (gid_t)-1;
static bool recursive, linksThemselves;

static bool
change(const char *path)
{
	char name[PATH_MAX];
	struct dirent *entry;
	struct stat st;
	bool good = true;
	DIR *dir;

	if ((linksThemselves ? lchown(path, uid, gid) : chown(path, uid, gid)) == -1) {
		warn("changing ownership of '%s'", path);
		return false;
	}
	if (!recursive || lstat(path, &st) == -1 || !S_ISDIR(st.st_mode))
		return true;
	dir = opendir(path);
	if (dir == NULL) {
		warn("%s", path);
		return false;
	}
	while ((entry = readdir(dir)) != NULL)
		if (!path_is_dots(entry->d_name))
			good &= path_join(name, path, entry->d_name) && change(name);
	closedir(dir);
	return good;
}

static void
parse(char *owner)
{
	char *colon = strchr(owner, ':');

	if (colon != NULL)
		*colon++ = '\0';
	if (*owner != '\0' && !user_id(owner, &uid))
		errx(1, "invalid user: '%s'", owner);
	if (colon != NULL && *colon != '\0' && !group_id(colon, &gid))
		errx(1, "invalid group: '%s'", colon);
}

int
main(int argc, char *argv[])
{
	bool good = true;
	int option;

	command_begin(argc, argv, "chown [-hR] [USER][:GROUP] FILE...");
	while ((option = getopt(argc, argv, "hR")) != -1)
		switch (option) {
		case 'h':
			linksThemselves = true;
			break;
		case 'R':
			recursive = linksThemselves = true;
			break;
		default:
			command_usage(1);
		}
	if (argc - optind < 2)
		command_usage(1);
	parse(argv[optind++]);
	for (; optind < argc; optind++)
		good &= change(argv[optind]);
	return good ? 0 : 1;
}
