#include "redirect.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "chars.h"
#include "expand.h"
#include "failure.h"
#include "input.h"
#include "jobs.h"
#include "output.h"
#include "shell.h"
#include "trap.h"

#define HIDDEN 10		/* the lowest descriptor the shell uses itself */
#define PIPE_FITS 4096		/* what a pipe takes without a reader: PIPE_BUF */
#define WAS_CLOSED (-1)

struct saved {
	int fd, copy;
	struct saved *next;
};

static struct redirected *innermost;

int
descriptor_hide(int fd)
{
	int hidden = fcntl(fd, F_DUPFD_CLOEXEC, HIDDEN);

	close(fd);
	return hidden;
}

void
redirect_begin(struct redirected *redirected)
{
	redirected->saved = NULL;
	redirected->outer = innermost;
	innermost = redirected;
}

void
redirect_forget(void)
{
	innermost = NULL;
}

void
redirect_undo(void *undone)
{
	struct redirected *redirected = undone;

	output_flush();
	while (redirected->saved != NULL) {
		struct saved *saved = redirected->saved;

		redirected->saved = saved->next;
		if (saved->copy == WAS_CLOSED) {
			close(saved->fd);
		} else {
			dup2(saved->copy, saved->fd);
			close(saved->copy);
		}
		free(saved);
	}
	innermost = redirected->outer;
}

/* Moves the shell's own descriptors off one that the script wants. */
static void
vacate(int fd)
{
	struct redirected *redirected;
	struct saved *saved;

	if (fd < HIDDEN)
		return;
	input_vacate(fd);
	jobs_vacate(fd);
	for (redirected = innermost; redirected != NULL; redirected = redirected->outer)
		for (saved = redirected->saved; saved != NULL; saved = saved->next)
			if (saved->copy == fd)
				saved->copy = fcntl(fd, F_DUPFD_CLOEXEC, HIDDEN);
}

static void
save(struct redirected *redirected, int fd)
{
	struct saved *saved;

	for (saved = redirected->saved; saved != NULL; saved = saved->next)
		if (saved->fd == fd)
			return;
	saved = malloc(sizeof *saved);
	if (saved == NULL)
		fail(2, "out of memory");
	*saved = (struct saved){ fd, fcntl(fd, F_DUPFD_CLOEXEC, HIDDEN), redirected->saved };
	redirected->saved = saved;
}

static bool
complain_open(const char *verb, const char *path)
{
	complain("cannot %s %s: %s", verb, path, strerror(errno));
	return false;
}

/* With noclobber only what is no regular file may be opened when it exists: 2.7.2. */
static int
open_without_clobbering(const char *path)
{
	struct stat status;
	int fd;

	if (stat(path, &status) < 0)
		return open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	if (S_ISREG(status.st_mode)) {
		errno = EEXIST;
		return -1;
	}
	fd = open(path, O_WRONLY | O_CLOEXEC);
	if (fd >= 0 && fstat(fd, &status) == 0 && S_ISREG(status.st_mode)) {
		close(fd);
		errno = EEXIST;
		return -1;
	}
	return fd;
}

static int
open_once(const struct redirect *redirect, const char *path)
{
	switch (redirect->kind) {
	case REDIRECT_INPUT:
		return open(path, O_RDONLY | O_CLOEXEC);
	case REDIRECT_READ_WRITE:
		return open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
	case REDIRECT_APPEND:
		return open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
	case REDIRECT_OUTPUT:
		if (options[OPTION_NOCLOBBER])
			return open_without_clobbering(path);
		/* FALLTHROUGH */
	default:
		return open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	}
}

/* Opening a FIFO may block: a trapped signal does not end that, an interrupt does. */
static int
open_target(const struct redirect *redirect, const char *path)
{
	int fd;

	do
		fd = open_once(redirect, path);
	while (fd < 0 && errno == EINTR && !trap_interrupted());
	return fd;
}

/* The reading end of a pipe that holds the text; a long one is written by a process of its own. */
static int
open_document(const char *text)
{
	size_t length = strlen(text);
	int ends[2];

	if (pipe(ends) < 0)
		return -1;
	if (length <= PIPE_FITS) {
		write_all(ends[1], text, length);
	} else if (jobs_fork_helper() == 0) {
		close(ends[0]);
		write_all(ends[1], text, length);
		_exit(0);
	}
	close(ends[1]);
	return ends[0];
}

static bool
put(int from, int fd, struct redirected *undo)
{
	vacate(fd);
	if (undo != NULL)
		save(undo, fd);
	if (from == fd) {
		fcntl(fd, F_SETFD, 0);
		return true;
	}
	if (dup2(from, fd) < 0) {
		complain("%d: %s", fd, strerror(errno));
		close(from);
		return false;
	}
	close(from);
	return true;
}

static bool
duplicate(const struct redirect *redirect, struct redirected *undo)
{
	const char *from = expand_single(redirect->target);
	char *end;
	long number;

	if (strcmp(from, "-") == 0) {
		vacate(redirect->fd);
		if (undo != NULL)
			save(undo, redirect->fd);
		close(redirect->fd);
		return true;
	}
	number = strtol(from, &end, 10);
	if (!is_digit(from[0]) || *end != '\0' || number > 1 << 20) {
		complain("%s: bad file descriptor number", from);
		return false;
	}
	if (fcntl((int)number, F_GETFD) < 0) {
		complain("%s: %s", from, strerror(errno));
		return false;
	}
	vacate(redirect->fd);
	if (undo != NULL)
		save(undo, redirect->fd);
	if ((int)number != redirect->fd && dup2((int)number, redirect->fd) < 0) {
		complain("%d: %s", redirect->fd, strerror(errno));
		return false;
	}
	return true;
}

static bool
apply_one(const struct redirect *redirect, struct redirected *undo)
{
	const char *path;
	int fd;

	switch (redirect->kind) {
	case REDIRECT_DUPLICATE_INPUT:
	case REDIRECT_DUPLICATE_OUTPUT:
		return duplicate(redirect, undo);
	case REDIRECT_HERE:
		fd = open_document(redirect->body ? expand_single(redirect->body) : "");
		if (fd < 0)
			return complain_open("make", "here-document");
		return put(fd, redirect->fd, undo);
	case REDIRECT_INPUT:
	case REDIRECT_OUTPUT:
	case REDIRECT_CLOBBER:
	case REDIRECT_APPEND:
	case REDIRECT_READ_WRITE:
		path = expand_single(redirect->target);
		fd = open_target(redirect, path);
		if (fd < 0)
			return complain_open(redirect->kind == REDIRECT_INPUT ? "open" : "create", path);
		return put(fd, redirect->fd, undo);
	}
	return true;
}

bool
redirect_apply(const struct redirect *redirect, struct redirected *undo)
{
	output_flush();
	for (; redirect != NULL; redirect = redirect->next)
		if (!apply_one(redirect, undo))
			return false;
	return true;
}
