/* Complaints that begin with the program's name: err(3). */
#pragma once

#include <stdarg.h>

extern const char *program_name;

_Noreturn void err(int status, const char *format, ...) __attribute__((format(printf, 2, 3)));
_Noreturn void errx(int status, const char *format, ...) __attribute__((format(printf, 2, 3)));
void warn(const char *format, ...) __attribute__((format(printf, 1, 2)));
void warnx(const char *format, ...) __attribute__((format(printf, 1, 2)));
void vwarn(const char *format, va_list ap);
void vwarnx(const char *format, va_list ap);
