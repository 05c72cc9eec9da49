/* Sockets: socket(2) and its kin. */
#include <sys/socket.h>

#include "../machine/system.h"

int
socket(int domain, int type, int protocol)
{
	return (int)call3(SYS_socket, domain, type, protocol);
}

int
socketpair(int domain, int type, int protocol, int fds[2])
{
	return (int)call4(SYS_socketpair, domain, type, protocol, fds);
}

int
bind(int fd, const struct sockaddr *address, socklen_t length)
{
	return (int)call3(SYS_bind, fd, address, length);
}

int
listen(int fd, int backlog)
{
	return (int)call2(SYS_listen, fd, backlog);
}

int
accept(int fd, struct sockaddr *address, socklen_t *length)
{
	return (int)call3(SYS_accept, fd, address, length);
}

int
connect(int fd, const struct sockaddr *address, socklen_t length)
{
	return (int)call3(SYS_connect, fd, address, length);
}

int
shutdown(int fd, int how)
{
	return (int)call2(SYS_shutdown, fd, how);
}

int
getsockopt(int fd, int level, int option, void *value, socklen_t *length)
{
	return (int)call5(SYS_getsockopt, fd, level, option, value, length);
}

int
setsockopt(int fd, int level, int option, const void *value, socklen_t length)
{
	return (int)call5(SYS_setsockopt, fd, level, option, value, length);
}

ssize_t
send(int fd, const void *from, size_t length, int flags)
{
	return call6(SYS_sendto, fd, from, length, flags, 0, 0);
}

ssize_t
recv(int fd, void *to, size_t length, int flags)
{
	return call6(SYS_recvfrom, fd, to, length, flags, 0, 0);
}

ssize_t
sendmsg(int fd, const struct msghdr *message, int flags)
{
	return call3(SYS_sendmsg, fd, message, flags);
}

ssize_t
recvmsg(int fd, struct msghdr *message, int flags)
{
	return call3(SYS_recvmsg, fd, message, flags);
}
