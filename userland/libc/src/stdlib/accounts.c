/* /etc/passwd and /etc/group, read line by line: passwd(5), group(5). */
#include <grp.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The first line whose field of that number equals key, cut at its colons. */
static int
look_up(const char *path, int number, const char *key, char *line, size_t size, char *fields[], int count)
{
	FILE *file = fopen(path, "re");
	int found = 0;

	if (file == NULL)
		return 0;
	while (!found && fgets(line, (int)size, file) != NULL) {
		char *rest = line;
		int n = 0;

		line[strcspn(line, "\n")] = '\0';
		while (n < count && (fields[n] = strsep(&rest, ":")) != NULL)
			n++;
		found = n == count && strcmp(fields[number], key) == 0;
	}
	fclose(file);
	return found;
}

static struct passwd *
user(int number, const char *key)
{
	static char line[1024];
	static struct passwd entry;
	char *f[7];

	if (!look_up("/etc/passwd", number, key, line, sizeof line, f, 7))
		return NULL;
	entry = (struct passwd){ f[0], f[1], (uid_t)atol(f[2]), (gid_t)atol(f[3]), f[4], f[5], f[6] };
	return &entry;
}

static struct group *
group(int number, const char *key)
{
	static char line[1024];
	static struct group entry;
	char *f[3];

	if (!look_up("/etc/group", number, key, line, sizeof line, f, 3))
		return NULL;
	entry = (struct group){ f[0], f[1], (gid_t)atol(f[2]) };
	return &entry;
}

struct passwd *
getpwnam(const char *name)
{
	return user(0, name);
}

struct passwd *
getpwuid(uid_t uid)
{
	char key[16];

	snprintf(key, sizeof key, "%u", uid);
	return user(2, key);
}

struct group *
getgrnam(const char *name)
{
	return group(0, name);
}

struct group *
getgrgid(gid_t gid)
{
	char key[16];

	snprintf(key, sizeof key, "%u", gid);
	return group(2, key);
}
