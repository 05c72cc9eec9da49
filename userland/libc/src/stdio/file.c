/* Opening, buffering and closing streams: fopen(3), setvbuf(3), fflush(3), fseek(3). */
#include "file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char spaces[3][UNREAD + BUFSIZ];
static struct file standardError = { .fd = 2, .space = spaces[2], .writable = 1, .mode = _IONBF, .decided = 1 };
static struct file output = { .fd = 1, .space = spaces[1], .writable = 1, .another = &standardError };
static struct file input = { .fd = 0, .space = spaces[0], .readable = 1, .another = &output };

FILE *const stdin = &input, *const stdout = &output, *const stderr = &standardError;
static FILE *openFiles = &input;

/* "r", "w+", "ae", … as flags of open(2); -1 when it is none. */
static int
flags_of(const char *mode)
{
	int access = strchr(mode, '+') != NULL ? O_RDWR : *mode == 'r' ? O_RDONLY : O_WRONLY;
	int more = strchr(mode, 'e') != NULL ? O_CLOEXEC : 0;

	switch (*mode) {
	case 'r':
		return access | more;
	case 'w':
		return access | more | O_CREAT | O_TRUNC;
	case 'a':
		return access | more | O_CREAT | O_APPEND;
	}
	errno = EINVAL;
	return -1;
}

static void
attach(FILE *stream, int fd, int flags)
{
	stream->fd = fd;
	stream->readable = (flags & O_ACCMODE) != O_WRONLY;
	stream->writable = (flags & O_ACCMODE) != O_RDONLY;
	stream->ended = stream->failed = stream->decided = 0;
	stream->next = stream->filled = stream->pending = 0;
}

FILE *
fdopen(int fd, const char *mode)
{
	int flags = flags_of(mode);
	FILE *stream = flags == -1 ? NULL : calloc(1, sizeof *stream + UNREAD + BUFSIZ);

	if (stream == NULL)
		return NULL;
	stream->space = (char *)(stream + 1);
	attach(stream, fd, flags);
	stream->allocated = 1;
	stream->another = openFiles;
	openFiles = stream;
	return stream;
}

FILE *
fopen(const char *restrict path, const char *restrict mode)
{
	int flags = flags_of(mode), fd = flags == -1 ? -1 : open(path, flags, 0666);
	FILE *stream;

	if (fd == -1)
		return NULL;
	stream = fdopen(fd, mode);
	if (stream == NULL)
		close(fd);
	return stream;
}

FILE *
freopen(const char *restrict path, const char *restrict mode, FILE *restrict stream)
{
	int flags = flags_of(mode), fd;

	fflush(stream);
	fd = flags == -1 ? -1 : open(path, flags, 0666);
	if (fd == -1)
		return NULL;
	if (fd != stream->fd) {
		dup2(fd, stream->fd);
		close(fd);
	}
	attach(stream, stream->fd, flags);
	return stream;
}

static void
forget(FILE *stream)
{
	FILE **link = &openFiles;

	while (*link != stream)
		link = &(*link)->another;
	*link = stream->another;
}

int
fclose(FILE *stream)
{
	int failed = fflush(stream);

	failed |= close(stream->fd);
	if (stream->allocated) {
		forget(stream);
		free(stream);
	}
	return failed != 0 ? EOF : 0;
}

int
setvbuf(FILE *restrict stream, char *restrict buffer, int mode, size_t size)
{
	(void)buffer; /* a stream's own buffer serves every mode */
	(void)size;
	stream->mode = mode;
	stream->decided = 1;
	return 0;
}

void
setbuf(FILE *restrict stream, char *restrict buffer)
{
	setvbuf(stream, buffer, buffer == NULL ? _IONBF : _IOFBF, BUFSIZ);
}

void
setlinebuf(FILE *stream)
{
	setvbuf(stream, NULL, _IOLBF, 0);
}

int
__flush(FILE *stream)
{
	size_t done = 0;

	while (done < stream->pending) {
		ssize_t wrote = write(stream->fd, stream->space + UNREAD + done, stream->pending - done);

		if (wrote == -1 && errno == EINTR)
			continue;
		if (wrote == -1) {
			stream->failed = 1;
			stream->pending = 0;
			return EOF;
		}
		done += (size_t)wrote;
	}
	stream->pending = 0;
	return 0;
}

void
__flush_all(void)
{
	for (FILE *stream = openFiles; stream != NULL; stream = stream->another)
		__flush(stream);
}

/* Input read ahead is given back to the descriptor, so that a child may read on. */
int
fflush(FILE *stream)
{
	if (stream == NULL) {
		__flush_all();
		return 0;
	}
	if (stream->filled > stream->next)
		if (lseek(stream->fd, (off_t)stream->next - (off_t)stream->filled, SEEK_CUR) == -1)
			return 0;
	stream->next = stream->filled = 0;
	return __flush(stream);
}

int
fseeko(FILE *stream, off_t offset, int whence)
{
	if (whence == SEEK_CUR)
		offset -= (off_t)(stream->filled - stream->next);
	if (__flush(stream) == EOF || lseek(stream->fd, offset, whence) == -1)
		return -1;
	stream->next = stream->filled = 0;
	stream->ended = 0;
	return 0;
}

int
fseek(FILE *stream, long offset, int whence)
{
	return fseeko(stream, offset, whence);
}

off_t
ftello(FILE *stream)
{
	off_t at = lseek(stream->fd, 0, SEEK_CUR);

	return at == -1 ? -1 : at - (off_t)(stream->filled - stream->next) + (off_t)stream->pending;
}

long
ftell(FILE *stream)
{
	return ftello(stream);
}

void
rewind(FILE *stream)
{
	fseeko(stream, 0, SEEK_SET);
	stream->failed = 0;
}

int
fileno(FILE *stream)
{
	return stream->fd;
}

int
feof(FILE *stream)
{
	return stream->ended;
}

int
ferror(FILE *stream)
{
	return stream->failed;
}

void
clearerr(FILE *stream)
{
	stream->ended = stream->failed = 0;
}
