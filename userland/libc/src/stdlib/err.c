/* err(3): complaints on standard error, after what standard output still holds. */
#include <err.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* One write per message, so that messages of several processes do not mix. */
static void
complain(const char *format, va_list ap, const char *reason)
{
	char text[1024];
	size_t used;

	fflush(stdout);
	used = (size_t)snprintf(text, sizeof text, "%s: ", program_name);
	used += (size_t)vsnprintf(text + used, sizeof text - used, format, ap);
	if (used >= sizeof text)
		used = sizeof text - 1;
	used += (size_t)snprintf(text + used, sizeof text - used, "%s%s\n", reason != NULL ? ": " : "",
	    reason != NULL ? reason : "");
	write(STDERR_FILENO, text, used < sizeof text ? used : sizeof text - 1);
}

void
vwarn(const char *format, va_list ap)
{
	complain(format, ap, strerror(errno));
}

void
vwarnx(const char *format, va_list ap)
{
	complain(format, ap, NULL);
}

void
warn(const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	vwarn(format, ap);
	va_end(ap);
}

void
warnx(const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	vwarnx(format, ap);
	va_end(ap);
}

_Noreturn void
err(int status, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	vwarn(format, ap);
	va_end(ap);
	exit(status);
}

_Noreturn void
errx(int status, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	vwarnx(format, ap);
	va_end(ap);
	exit(status);
}
