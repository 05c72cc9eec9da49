/* Terminals: termios(3), tcgetpgrp(3). */
#include <errno.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

int
tcgetattr(int fd, struct termios *to)
{
	return ioctl(fd, TCGETS, to);
}

int
tcsetattr(int fd, int when, const struct termios *from)
{
	if (when < TCSANOW || when > TCSAFLUSH) {
		errno = EINVAL;
		return -1;
	}
	return ioctl(fd, TCSETS + (unsigned long)when, from);
}

int
tcdrain(int fd)
{
	return ioctl(fd, TCSBRK, 1L);
}

int
tcflush(int fd, int queue)
{
	return ioctl(fd, TCFLSH, (long)queue);
}

int
tcflow(int fd, int action)
{
	return ioctl(fd, TCXONC, (long)action);
}

pid_t
tcgetpgrp(int fd)
{
	pid_t group;

	return ioctl(fd, TIOCGPGRP, &group) == -1 ? -1 : group;
}

int
tcsetpgrp(int fd, pid_t group)
{
	return ioctl(fd, TIOCSPGRP, &group);
}

pid_t
tcgetsid(int fd)
{
	pid_t session;

	return ioctl(fd, TIOCGSID, &session) == -1 ? -1 : session;
}

void
cfmakeraw(struct termios *t)
{
	t->c_iflag &= ~(unsigned)(IGNBRK | BRKINT | PARMRK | ISTRIP | INLCR | IGNCR | ICRNL | IXON);
	t->c_oflag &= ~(unsigned)OPOST;
	t->c_lflag &= ~(unsigned)(ECHO | ECHONL | ICANON | ISIG | IEXTEN);
	t->c_cflag = (t->c_cflag & ~(unsigned)(CSIZE | PARENB)) | CS8;
	t->c_cc[VMIN] = 1;
	t->c_cc[VTIME] = 0;
}

speed_t
cfgetospeed(const struct termios *t)
{
	return t->c_cflag & CBAUD;
}

int
isatty(int fd)
{
	struct termios t;

	return tcgetattr(fd, &t) == 0;
}

char *
ttyname(int fd)
{
	static char path[256];
	char link[32];
	ssize_t length;

	if (!isatty(fd))
		return NULL;
	snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
	length = readlink(link, path, sizeof path - 1);
	if (length == -1)
		return NULL;
	path[length] = '\0';
	return path;
}
