/* Reading: getc(3), fgets(3), getline(3), fread(3). */
#include "file.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* At least one byte in the buffer, or EOF. A terminal shows what was written before it is read from. */
static int
fill(FILE *stream)
{
	ssize_t got;

	if (!stream->readable) {
		errno = EBADF;
		stream->failed = 1;
		return EOF;
	}
	if (stream == stdin)
		__flush(stdout);
	__flush(stream);
	got = read(stream->fd, stream->space + UNREAD, BUFSIZ);
	if (got <= 0) {
		stream->ended |= got == 0;
		stream->failed |= got == -1;
		return EOF;
	}
	stream->next = UNREAD;
	stream->filled = UNREAD + (size_t)got;
	return 0;
}

int
fgetc(FILE *stream)
{
	if (stream->next == stream->filled && fill(stream) == EOF)
		return EOF;
	return (unsigned char)stream->space[stream->next++];
}

int
getc(FILE *stream)
{
	return fgetc(stream);
}

int
getchar(void)
{
	return fgetc(stdin);
}

int
ungetc(int c, FILE *stream)
{
	if (c == EOF)
		return EOF;
	if (stream->next == stream->filled)
		stream->next = stream->filled = UNREAD;
	if (stream->next == 0)
		return EOF;
	stream->space[--stream->next] = (char)c;
	stream->ended = 0;
	return c;
}

/* How much of the buffer belongs to the line: up to the delimiter, at most limit. */
static size_t
reach(FILE *stream, int delimiter, size_t limit)
{
	const char *from = stream->space + stream->next;
	size_t length = stream->filled - stream->next;
	const char *end;

	if (length > limit)
		length = limit;
	end = memchr(from, delimiter, length);
	return end == NULL ? length : (size_t)(end - from) + 1;
}

char *
fgets(char *restrict line, int size, FILE *restrict stream)
{
	size_t used = 0, room = (size_t)size - 1;

	while (used < room && (used == 0 || line[used - 1] != '\n')) {
		size_t length;

		if (stream->next == stream->filled && fill(stream) == EOF)
			break;
		length = reach(stream, '\n', room - used);
		memcpy(line + used, stream->space + stream->next, length);
		stream->next += length;
		used += length;
	}
	line[used] = '\0';
	return used == 0 && room > 0 ? NULL : line;
}

static int
grow(char **line, size_t *size, size_t needed)
{
	size_t wanted = *size < 128 ? 128 : *size;
	char *grown;

	if (*line != NULL && *size >= needed)
		return 0;
	while (wanted < needed)
		wanted *= 2;
	grown = realloc(*line, wanted);
	if (grown == NULL)
		return -1;
	*line = grown;
	*size = wanted;
	return 0;
}

ssize_t
getdelim(char **restrict line, size_t *restrict size, int delimiter, FILE *restrict stream)
{
	size_t used = 0;

	if (*line == NULL)
		*size = 0;
	while (used == 0 || (unsigned char)(*line)[used - 1] != delimiter) {
		size_t length;

		if (stream->next == stream->filled && fill(stream) == EOF)
			break;
		length = reach(stream, delimiter, BUFSIZ);
		if (grow(line, size, used + length + 1) == -1)
			return -1;
		memcpy(*line + used, stream->space + stream->next, length);
		stream->next += length;
		used += length;
	}
	if (used == 0)
		return -1;
	(*line)[used] = '\0';
	return (ssize_t)used;
}

ssize_t
getline(char **restrict line, size_t *restrict size, FILE *restrict stream)
{
	return getdelim(line, size, '\n', stream);
}

size_t
fread(void *restrict to, size_t size, size_t count, FILE *restrict stream)
{
	size_t wanted = size * count, used = 0;

	while (used < wanted) {
		size_t length;

		if (stream->next == stream->filled && fill(stream) == EOF)
			break;
		length = stream->filled - stream->next;
		if (length > wanted - used)
			length = wanted - used;
		memcpy((char *)to + used, stream->space + stream->next, length);
		stream->next += length;
		used += length;
	}
	return size == 0 ? 0 : used / size;
}
