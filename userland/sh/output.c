#include "output.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "failure.h"
#include "memory.h"
#include "quote.h"
#include "trap.h"

static char buffer[2048];
static size_t held;
static int write_errno;

bool
write_all(int fd, const char *bytes, size_t length)
{
	while (length > 0) {
		ssize_t written = write(fd, bytes, length);

		if (written < 0 && errno == EINTR && !trap_pending())
			continue;
		if (written < 0)
			return false;
		bytes += written;
		length -= (size_t)written;
	}
	return true;
}

void
output_flush(void)
{
	size_t length = held;

	held = 0;
	if (length && !write_all(1, buffer, length))
		write_errno = errno;
}

void
output_discard(void)
{
	held = 0;
	write_errno = 0;
}

bool
output_finish(const char *who)
{
	output_flush();
	if (write_errno == 0)
		return true;
	complain("%s: write error: %s", who, strerror(write_errno));
	write_errno = 0;
	return false;
}

void
output_byte(int c)
{
	if (held == sizeof buffer)
		output_flush();
	buffer[held++] = (char)c;
}

void
output_bytes(const char *bytes, size_t length)
{
	while (length-- > 0)
		output_byte(*bytes++);
}

void
output_string(const char *string)
{
	output_bytes(string, strlen(string));
}

void
output_print(const char *format, ...)
{
	char line[512];
	va_list values;
	int length;

	va_start(values, format);
	length = vsnprintf(line, sizeof line, format, values);
	va_end(values);
	if (length >= (int)sizeof line)
		length = sizeof line - 1;
	output_bytes(line, (size_t)length);
}

void
output_quoted(const char *string)
{
	struct mark mark = arena_mark(&scratch);

	output_string(quote(&scratch, string));
	arena_release(&scratch, mark);
}

void
output_error(const char *format, ...)
{
	char line[1200];
	va_list values;
	int length;

	va_start(values, format);
	length = vsnprintf(line, sizeof line, format, values);
	va_end(values);
	if (length >= (int)sizeof line)
		length = sizeof line - 1;
	write_all(2, line, (size_t)length);
}
