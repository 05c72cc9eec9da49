/* People, groups, sizes and durations in the words people use. */
#pragma once

#include <stdbool.h>
#include <sys/types.h>
#include <time.h>

/* The name, or the number when nobody has it; the text lives until the next call. */
const char *user_name(uid_t uid);
const char *group_name(gid_t gid);

/* A name or a number; false when there is no such name. */
bool user_id(const char *name, uid_t *uid);
bool group_id(const char *name, gid_t *gid);

/* 532, 1.5K, 23M: at most five characters. The text lives until the next call but three. */
const char *human_size(unsigned long bytes);

/* "2", "0.5", "3m", "1h", "2d"; false when it is none of those. */
bool parse_duration(const char *text, struct timespec *to);

/* "12", "4k", "1M", "2G": multiples of 1024; b is 512. */
bool parse_size(const char *text, long *size);
