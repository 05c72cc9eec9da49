/*
 * Messages of sendmsg(2) and recvmsg(2) between local sockets: pieces, lengths and flags,
 * and the descriptors that go along (unix(7)).
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"

enum { MOST = 8 };

static int ends[2];

/* What a receive gave. */
static struct {
	ssize_t length;
	int flags, count, fds[MOST];
	size_t control;
	char text[64];
} got;

static ssize_t
pass(const char *text, const int *fds, int count)
{
	size_t length = strlen(text);
	struct iovec pieces[] = { { (char *)text, length / 2 }, { (char *)text + length / 2, length - length / 2 } };
	_Alignas(8) char control[CMSG_SPACE(MOST * sizeof(int))] = { 0 };
	struct msghdr message = { .msg_iov = pieces, .msg_iovlen = 2 };
	struct cmsghdr *header = (struct cmsghdr *)control;

	if (count > 0) {
		header->cmsg_len = CMSG_LEN(count * sizeof(int));
		header->cmsg_level = SOL_SOCKET;
		header->cmsg_type = SCM_RIGHTS;
		memcpy(CMSG_DATA(header), fds, (size_t)count * sizeof(int));
		message.msg_control = control;
		message.msg_controllen = CMSG_SPACE(count * sizeof(int));
	}
	return sendmsg(ends[0], &message, MSG_NOSIGNAL);
}

static void
take(size_t length, int flags, size_t room)
{
	_Alignas(8) char control[CMSG_SPACE(MOST * sizeof(int))] = { 0 };
	struct iovec pieces[2] = { { got.text, length < 3 ? length : 3 }, { got.text + 3, length < 3 ? 0 : length - 3 } };
	struct msghdr message = { .msg_iov = pieces, .msg_iovlen = 2, .msg_control = control, .msg_controllen = room };
	struct cmsghdr *header = (struct cmsghdr *)control;

	memset(&got, 0, sizeof got);
	got.length = recvmsg(ends[1], &message, flags);
	got.flags = message.msg_flags;
	got.control = message.msg_controllen;
	if (got.length >= 0 && header->cmsg_len > 0) {
		got.count = (int)((header->cmsg_len - CMSG_LEN(0)) / sizeof(int));
		memcpy(got.fds, CMSG_DATA(header), (size_t)got.count * sizeof(int));
	}
}

static bool
is(ssize_t length, const char *text, int count)
{
	return got.length == length && got.count == count && strncmp(got.text, text, sizeof got.text) == 0;
}

/* Whether that is the writing end whose reading end is given, and of no other use now. */
static bool
leads(int fd, int reading)
{
	char byte = 0;
	bool good = write(fd, "!", 1) == 1 && read(reading, &byte, 1) == 1 && byte == '!';

	return close(fd) == 0 && good;
}

static void
pair(int type)
{
	socketpair(AF_UNIX, type, 0, ends);
}

static void
done(void)
{
	close(ends[0]);
	close(ends[1]);
}

static void
stream(int pipe[2])
{
	pair(SOCK_STREAM);
	pass("later", &pipe[1], 1);
	take(0, 0, CMSG_SPACE(4));
	check(is(0, "", 1) && leads(got.fds[0], pipe[0]), "a receive of no bytes has the descriptor");
	take(5, 0, CMSG_SPACE(4));
	check(is(5, "later", 0), "and leaves the bytes");
	pass("hello", &pipe[1], 1);
	pass("world!", (int[]){ pipe[1], pipe[1] }, 2);
	pass("tail", NULL, 0);
	take(2, MSG_PEEK, CMSG_SPACE(4));
	check(is(2, "he", 1) && leads(got.fds[0], pipe[0]), "a peek has the descriptor too");
	take(2, 0, CMSG_SPACE(4));
	check(is(2, "he", 1) && leads(got.fds[0], pipe[0]), "it comes with the first byte");
	take(60, MSG_CMSG_CLOEXEC, CMSG_LEN(4));
	check(is(9, "lloworld!", 1) && (got.flags & MSG_CTRUNC), "no more than there is room for");
	check(fcntl(got.fds[0], F_GETFD) == FD_CLOEXEC && leads(got.fds[0], pipe[0]), "closed on exec if so asked");
	take(60, MSG_DONTWAIT, CMSG_SPACE(4));
	check(is(4, "tail", 0) && got.control == 0, "what follows is another message's");
	take(60, MSG_DONTWAIT, CMSG_SPACE(4));
	check(got.length == -1, "nothing is left");
	done();
}

static void
datagrams(int type, const char *what, int pipe[2])
{
	pair(type);
	pass("first", &pipe[1], 1);
	pass("second", NULL, 0);
	send(ends[0], "", 0, 0);
	take(2, MSG_TRUNC, CMSG_SPACE(4));
	check(got.length == 5 && (got.flags & MSG_TRUNC) && leads(got.fds[0], pipe[0]), what);
	take(60, 0, 0);
	check(is(6, "second", 0) && got.flags == 0, "and the next from its start");
	take(60, MSG_DONTWAIT, 0);
	check(is(0, "", 0), "and one of no bytes");
	done();
}

/* The reading end sees the end of file when the last writing end is gone, wherever that was. */
static bool
ended(int reading)
{
	char byte;

	return read(reading, &byte, 1) == 0;
}

static void
ends_of_descriptors(void)
{
	int pipe1[2], pipe2[2], both[2];

	pair(SOCK_STREAM);
	pipe(pipe1);
	pass("x", &pipe1[1], 1);
	close(pipe1[1]);
	read(ends[1], got.text, 1);
	check(ended(pipe1[0]), "a plain read lets descriptors go");
	pipe(pipe2);
	pass("y", &pipe2[1], 1);
	close(pipe2[1]);
	done();
	check(ended(pipe2[0]), "so does a socket that is closed");
	pair(SOCK_STREAM);
	check(pass("z", (int[]){ 77 }, 1) == -1 && errno == EBADF, "what is no descriptor cannot go");
	memcpy(both, ends, sizeof both);
	check(pass("self", both, 2) == 4, "a socket may go through itself");
	done();
}

static void
between_processes(void)
{
	int inner[2];

	pair(SOCK_STREAM);
	if (fork() == 0) {
		pipe(inner);
		pass("inner", &inner[0], 1);
		write(inner[1], "from a child that is gone", 25);
		_exit(0);
	}
	wait(NULL);
	take(60, 0, CMSG_SPACE(4));
	check(is(5, "inner", 1) && read(got.fds[0], got.text, 60) == 25, "a descriptor outlives who sent it");
	done();
}

int
main(void)
{
	int pipe1[2];

	if (pipe(pipe1) == -1)
		return 1;
	stream(pipe1);
	datagrams(SOCK_DGRAM, "a datagram is cut, and its length told", pipe1);
	datagrams(SOCK_SEQPACKET, "so is a packet", pipe1);
	ends_of_descriptors();
	between_processes();
	return check_result("messagetest");
}
