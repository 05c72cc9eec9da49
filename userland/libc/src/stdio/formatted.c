/* The variadic faces of printf, and perror(3). */
#include <errno.h>
#include <stdio.h>
#include <string.h>

int
printf(const char *restrict format, ...)
{
	va_list ap;
	int answer;

	va_start(ap, format);
	answer = vfprintf(stdout, format, ap);
	va_end(ap);
	return answer;
}

int
fprintf(FILE *restrict stream, const char *restrict format, ...)
{
	va_list ap;
	int answer;

	va_start(ap, format);
	answer = vfprintf(stream, format, ap);
	va_end(ap);
	return answer;
}

int
dprintf(int fd, const char *restrict format, ...)
{
	va_list ap;
	int answer;

	va_start(ap, format);
	answer = vdprintf(fd, format, ap);
	va_end(ap);
	return answer;
}

int
snprintf(char *restrict to, size_t size, const char *restrict format, ...)
{
	va_list ap;
	int answer;

	va_start(ap, format);
	answer = vsnprintf(to, size, format, ap);
	va_end(ap);
	return answer;
}

int
sprintf(char *restrict to, const char *restrict format, ...)
{
	va_list ap;
	int answer;

	va_start(ap, format);
	answer = vsnprintf(to, 0x7fffffff, format, ap);
	va_end(ap);
	return answer;
}

int
asprintf(char **restrict to, const char *restrict format, ...)
{
	va_list ap;
	int answer;

	va_start(ap, format);
	answer = vasprintf(to, format, ap);
	va_end(ap);
	return answer;
}

void
perror(const char *what)
{
	const char *reason = strerror(errno);

	if (what != NULL && *what != '\0')
		fprintf(stderr, "%s: %s\n", what, reason);
	else
		fprintf(stderr, "%s\n", reason);
}
