/* The group database, /etc/group: group(5). */
#pragma once

#include <sys/types.h>

struct group {
	char *gr_name;
	char *gr_passwd;
	gid_t gr_gid;
};

struct group *getgrnam(const char *name);
struct group *getgrgid(gid_t gid);
