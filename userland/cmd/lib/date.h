/* Dates as touch(1) and date(1) take them, in UTC. */
#pragma once

#include <stdbool.h>
#include <time.h>

/* "2024-02-29", "2024-02-29 12:30:05", "2024-02-29T12:30Z" or "@1709208000". */
bool date_parse(const char *text, struct timespec *to);

/* [[CC]YY]MMDDhhmm[.ss] */
bool date_parse_stamp(const char *text, struct timespec *to);
