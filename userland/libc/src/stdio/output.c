/* Writing: putc(3), fputs(3), fwrite(3). */
#include "file.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

/* A terminal is written by the line, anything else by the buffer, unless setvbuf said so. */
static void
decide(FILE *stream)
{
	if (!stream->decided)
		stream->mode = isatty(stream->fd) ? _IOLBF : _IOFBF;
	stream->decided = 1;
}

/* Everything goes into the buffer; the mode says how much of it may stay. */
static int
put(FILE *stream, const char *from, size_t length)
{
	const char *all = from;
	size_t total = length;

	if (!stream->writable) {
		errno = EBADF;
		stream->failed = 1;
		return EOF;
	}
	decide(stream);
	if (stream->filled > stream->next)
		fflush(stream);
	while (length > 0) {
		size_t part = BUFSIZ - stream->pending;

		if (part > length)
			part = length;
		memcpy(stream->space + UNREAD + stream->pending, from, part);
		stream->pending += part;
		from += part;
		length -= part;
		if (stream->pending == BUFSIZ && __flush(stream) == EOF)
			return EOF;
	}
	if (stream->mode == _IONBF || (stream->mode == _IOLBF && memchr(all, '\n', total) != NULL))
		return __flush(stream);
	return 0;
}

size_t
fwrite(const void *restrict from, size_t size, size_t count, FILE *restrict stream)
{
	return put(stream, from, size * count) == EOF ? 0 : count;
}

int
fputc(int c, FILE *stream)
{
	char byte = (char)c;

	/* Most characters only go into a buffer that has room for them. */
	if (stream->decided && stream->mode == _IOFBF && stream->writable && stream->filled == stream->next
	    && stream->pending + 1 < BUFSIZ) {
		stream->space[UNREAD + stream->pending++] = byte;
		return (unsigned char)c;
	}
	return put(stream, &byte, 1) == EOF ? EOF : (unsigned char)c;
}

int
putc(int c, FILE *stream)
{
	return fputc(c, stream);
}

int
putchar(int c)
{
	return fputc(c, stdout);
}

int
fputs(const char *restrict string, FILE *restrict stream)
{
	return put(stream, string, strlen(string));
}

int
puts(const char *string)
{
	return fputs(string, stdout) == EOF ? EOF : fputc('\n', stdout);
}
