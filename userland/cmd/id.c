/* id: who one is; -u, -g, -G only that, -n as a name, -r the real one. */
#include <err.h>
#include <pwd.h>
#include <stdio.h>
#include <unistd.h>

#include "command.h"
#include "names.h"

static bool names;

static void
print_user(uid_t uid)
{
	if (names)
		puts(user_name(uid));
	else
		printf("%u\n", uid);
}

static void
print_group(gid_t gid, const char *end)
{
	if (names)
		printf("%s%s", group_name(gid), end);
	else
		printf("%u%s", gid, end);
}

static int
groups_of(gid_t own, gid_t groups[], int size)
{
	int count = getgroups(size - 1, groups + 1);

	groups[0] = own;
	for (int i = 1; i <= count; i++)
		if (groups[i] == own) { /* the first of them is often the own one again */
			for (int k = i; k < count; k++)
				groups[k] = groups[k + 1];
			count--;
			i--;
		}
	return count < 0 ? 1 : count + 1;
}

static void
print_all(uid_t uid, gid_t gid, const gid_t groups[], int count)
{
	printf("uid=%u(%s) gid=%u(%s)", uid, user_name(uid), gid, group_name(gid));
	for (int i = 0; i < count; i++)
		printf("%s%u(%s)", i == 0 ? " groups=" : ",", groups[i], group_name(groups[i]));
	putchar('\n');
}

int
main(int argc, char *argv[])
{
	gid_t groups[65], gid;
	bool real = false;
	int option, what = 'a', count;
	uid_t uid;

	command_begin(argc, argv, "id [-u | -g | -G] [-nr] [USER]");
	while ((option = getopt(argc, argv, "gGnru")) != -1)
		switch (option) {
		case 'g':
		case 'G':
		case 'u':
			what = option;
			break;
		case 'n':
			names = true;
			break;
		case 'r':
			real = true;
			break;
		default:
			command_usage(1);
		}
	uid = real ? getuid() : geteuid();
	gid = real ? getgid() : getegid();
	count = groups_of(gid, groups, 65);
	if (optind < argc) {
		struct passwd *entry = getpwnam(argv[optind]);

		if (entry == NULL)
			errx(1, "%s: no such user", argv[optind]);
		uid = entry->pw_uid;
		groups[0] = gid = entry->pw_gid;
		count = 1;
	}
	if (what == 'u')
		print_user(uid);
	else if (what == 'g')
		print_group(gid, "\n");
	else if (what == 'a')
		print_all(uid, gid, groups, count);
	for (int i = 0; what == 'G' && i < count; i++)
		print_group(groups[i], i + 1 < count ? " " : "\n");
	return command_end(0);
}
