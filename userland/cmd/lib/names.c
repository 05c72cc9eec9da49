#include "names.h"

#include <ctype.h>
#include <grp.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The last answers are kept: a listing asks for the same few over and over. */
const char *
user_name(uid_t uid)
{
	static char text[64];
	static uid_t last;
	struct passwd *entry;

	if (*text != '\0' && last == uid)
		return text;
	entry = getpwuid(uid);
	if (entry != NULL)
		strlcpy(text, entry->pw_name, sizeof text);
	else
		snprintf(text, sizeof text, "%u", uid);
	last = uid;
	return text;
}

const char *
group_name(gid_t gid)
{
	static char text[64];
	static gid_t last;
	struct group *entry;

	if (*text != '\0' && last == gid)
		return text;
	entry = getgrgid(gid);
	if (entry != NULL)
		strlcpy(text, entry->gr_name, sizeof text);
	else
		snprintf(text, sizeof text, "%u", gid);
	last = gid;
	return text;
}

static bool
number(const char *text, unsigned *id)
{
	char *end;
	unsigned long value = strtoul(text, &end, 10);

	*id = (unsigned)value;
	return isdigit((unsigned char)*text) && *end == '\0' && value < 0xffffffffUL;
}

bool
user_id(const char *name, uid_t *uid)
{
	struct passwd *entry = getpwnam(name);

	if (entry == NULL)
		return number(name, uid);
	*uid = entry->pw_uid;
	return true;
}

bool
group_id(const char *name, gid_t *gid)
{
	struct group *entry = getgrnam(name);

	if (entry == NULL)
		return number(name, gid);
	*gid = entry->gr_gid;
	return true;
}

/* Rounded up, as df and ls do: a file is never shown smaller than it is. */
const char *
human_size(unsigned long bytes)
{
	static char texts[4][16];
	static int next;
	char *text = texts[next++ % 4];
	unsigned long unit = 1;
	int power = 0;

	for (; bytes / unit >= 1024; unit *= 1024)
		power++;
	if (power == 0)
		snprintf(text, 16, "%lu", bytes);
	else if ((bytes * 10 + unit - 1) / unit < 100)
		snprintf(text, 16, "%lu.%lu%c", (bytes * 10 + unit - 1) / unit / 10, (bytes * 10 + unit - 1) / unit % 10,
		    " KMGTPE"[power]);
	else
		snprintf(text, 16, "%lu%c", (bytes + unit - 1) / unit, " KMGTPE"[power]);
	return text;
}

/* In integers, so that 0.1 is exactly a hundred million nanoseconds. */
bool
parse_duration(const char *text, struct timespec *to)
{
	char *end;
	long whole = strtol(text, &end, 10), nanos = 0, unit = 1;

	if (*text == '-' || (end == text && *text != '.') || isspace((unsigned char)*text))
		return false;
	if (*end == '.')
		for (long place = 100000000; isdigit((unsigned char)*++end); place /= 10)
			nanos += (*end - '0') * place;
	switch (*end) {
	case 'd':
		unit *= 24;
		__attribute__((fallthrough));
	case 'h':
		unit *= 60;
		__attribute__((fallthrough));
	case 'm':
		unit *= 60;
		__attribute__((fallthrough));
	case 's':
		end++;
	}
	to->tv_sec = whole * unit + nanos * unit / 1000000000;
	to->tv_nsec = nanos * unit % 1000000000;
	return *end == '\0';
}

bool
parse_size(const char *text, long *size)
{
	static const struct {
		const char *suffix;
		long unit;
	} units[] = { { "", 1 }, { "c", 1 }, { "b", 512 }, { "k", 1024 }, { "K", 1024 }, { "M", 1 << 20 },
		{ "G", 1 << 30 }, { "kB", 1000 }, { "MB", 1000000 }, { "GB", 1000000000 } };
	char *end;
	long value = strtol(text, &end, 10);

	if (end == text || value < 0)
		return false;
	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		if (strcmp(end, units[i].suffix) == 0)
			return !__builtin_mul_overflow(value, units[i].unit, size);
	return false;
}
