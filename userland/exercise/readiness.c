/*
 * readiness [SEED [OPERATIONS [SCRIPTS]]]: what a random script of operations on pipes, FIFOs, counters, timers, sockets,
 * devices and interest lists sees, a line an operation. It also builds on the host, and must print the same there:
 *
 *     cc -O1 readiness.c -o /tmp/readiness && cd $(mktemp -d) && /tmp/readiness 1 300 60
 *
 * Nothing depends on how long something takes or on the order of two tasks: there is one task, and nothing blocks.
 */
#include "kinds.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <time.h>

/* What is not in every libc, by number. */
enum {
	N_SELECT = NR(72, 270),
	EPOLLIN = 1, EPOLLPRI = 2, EPOLLOUT = 4, EPOLLRDNORM = 0x40, EPOLLRDBAND = 0x80, EPOLLWRNORM = 0x100,
	EPOLLWRBAND = 0x200, EPOLLRDHUP = 0x2000,
	EPOLL_CTL_ADD = 1, EPOLL_CTL_DEL = 2, EPOLL_CTL_MOD = 3,
	COUNTER_SEMAPHORE = 1, TIMER_ABSOLUTE = 1, MONOTONIC = 1, SPLICE_NOWAIT = 2,
	SET_PIPE_SIZE = 1031, GET_PIPE_SIZE = 1032, UNREAD = 0x541B,
};
#define EPOLLEXCLUSIVE (1u << 28)
#define EPOLLONESHOT (1u << 30)
#define EPOLLET (1u << 31)

#ifdef __riscv
#define PACKED
#else
#define PACKED __attribute__((packed))
#endif

struct event {
	uint32_t events;
	uint64_t data;
} PACKED;

struct local_name {
	sa_family_t family;
	char path[108];
};

struct setting {
	struct timespec interval, value;
};

enum kind { NONE, PIPE_IN, PIPE_OUT, FIFO, COUNTER, TIMER, STREAM, DATAGRAM, SEQUENCED, LISTENER, LIST, DEVICE };
static const char *const names[] = {"none", "pipe-in", "pipe-out", "fifo", "counter", "timer", "stream", "dgram", "seqpacket", "listener", "epoll", "device"};

enum { SLOTS = 24, FIRST = 20 };
static enum kind kinds[SLOTS];
static int step_number;
static uint64_t state;
static char buffer[70000];
static volatile int sigpipes;

static unsigned
next_random(unsigned bound)
{
	state = state * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(state >> 33) % bound;
}

static void
count(int signal)
{
	(void)signal;
	sigpipes++;
}

static int
fd(int slot)
{
	return FIRST + slot;
}

/* A slot of a kind, or any that is used, or -1. */
static int
used(enum kind wanted)
{
	int start = (int)next_random(SLOTS);
	for (int i = 0; i < SLOTS; i++) {
		int slot = (start + i) % SLOTS;
		if (kinds[slot] != NONE && (wanted == NONE || kinds[slot] == wanted)) {
			return slot;
		}
	}
	return -1;
}

static int
unused(void)
{
	for (int slot = 0; slot < SLOTS; slot++) {
		if (kinds[slot] == NONE) {
			return slot;
		}
	}
	return -1;
}

static int
put(int given, enum kind kind)
{
	int slot = unused();
	if (slot < 0 || given < 0) {
		close(given);
		return -1;
	}
	if (syscall(N_DUP3, given, fd(slot), 0) < 0)
		exit(1);
	close(given);
	kinds[slot] = kind;
	return slot;
}

static void
say(const char *what, int a, int b, long result)
{
	int error = errno;
	printf("%d %s %d %d = ", step_number, what, a, b);
	if (result < 0) {
		printf("-%d", error);
	} else {
		printf("%ld", result);
	}
	if (sigpipes) {
		printf(" sigpipe %d", sigpipes);
		sigpipes = 0;
	}
	putchar('\n');
}

/* ---- making and closing */

static int
address(struct local_name *name, int number)
{
	memset(name, 0, sizeof *name);
	name->family = AF_UNIX;
	return (int)(sizeof(sa_family_t) + 1 + (size_t)sprintf(name->path + 1, "readiness-%d-%d", getpid(), number));
}

static void
make_pair(int type, enum kind kind)
{
	int ends[2];
	long result = socketpair(AF_UNIX, type | SOCK_NONBLOCK, 0, ends);
	int one = put(ends[0], kind), other = put(ends[1], kind);
	say(names[kind], one, other, result);
}

static void
make(void)
{
	if (unused() < 0 || unused() > SLOTS - 3) {
		return;
	}
	int ends[2];
	struct local_name name;
	switch (next_random(12)) {
		case 0: case 1: {
			long result = syscall(N_PIPE2, ends, O_NOWAIT | (next_random(6) == 0 ? 040000 : 0));
			int in = put(ends[0], PIPE_IN), out = put(ends[1], PIPE_OUT);
			say("pipe", in, out, result);
			return;
		}
		case 2: {
			static const int modes[] = {O_RDONLY, O_WRONLY, O_RDWR};
			mkfifo("readiness.fifo", 0600);
			int mode = modes[next_random(3)];
			int opened = open("readiness.fifo", mode | O_NOWAIT);
			int error = errno;
			int slot = opened < 0 ? -1 : put(opened, FIFO);
			errno = error;
			say("fifo", mode, slot, opened < 0 ? -1 : 0);
			return;
		}
		case 3: case 4: {
			int flags = O_NOWAIT | (next_random(3) == 0 ? COUNTER_SEMAPHORE : 0);
			say("counter", put((int)syscall(N_EVENTFD, next_random(3), flags), COUNTER), flags & COUNTER_SEMAPHORE, 0);
			return;
		}
		case 5:
			say("timer", put((int)syscall(N_TIMER_MAKE, MONOTONIC, O_NOWAIT), TIMER), 0, 0);
			return;
		case 6:
			make_pair(SOCK_STREAM, STREAM);
			return;
		case 7:
			make_pair(SOCK_DGRAM, DATAGRAM);
			return;
		case 8:
			make_pair(SOCK_SEQPACKET, SEQUENCED);
			return;
		case 9: {
			int slot = put(socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0), LISTENER);
			if (slot >= 0) {
				bind(fd(slot), (struct sockaddr *)&name, (socklen_t)address(&name, slot));
				say("listener", slot, 0, listen(fd(slot), 2));
			}
			return;
		}
		case 10: {
			static const char *const devices[] = {"/dev/null", "/dev/zero", "/dev/random", "/proc/self/status", "/proc/uptime", "/proc/self/mounts", "/"};
			int which = (int)next_random(7);
			say("device", put(open(devices[which], O_RDONLY), DEVICE), which, 0);
			return;
		}
		default:
			say("epoll", put((int)syscall(N_EPOLL_CREATE, 0), LIST), 0, 0);
	}
}

static void
end(void)
{
	int slot = used(NONE);
	if (slot >= 0 && next_random(3) == 0) {
		say("close", slot, kinds[slot], close(fd(slot)));
		kinds[slot] = NONE;
	}
}

static void
duplicate(void)
{
	int slot = used(NONE), to = unused();
	if (slot >= 0 && to >= 0 && next_random(3) == 0) {
		kinds[to] = kinds[slot];
		say("dup", slot, to, (int)syscall(N_DUP3, fd(slot), fd(to), 0) < 0 ? -1 : 0);
	}
}

/* ---- bytes */

static const int sizes[] = {1, 1, 8, 8, 100, 1000, 4096, 5000, 8192, 66000};

static void
write_some(void)
{
	int slot = used(NONE);
	if (slot < 0) {
		return;
	}
	int size = sizes[next_random(10)];
	if (kinds[slot] == COUNTER) {
		static const uint64_t values[] = {0, 1, 2, 5, UINT64_MAX - 1, UINT64_MAX};
		uint64_t value = values[next_random(6)];
		say("add", slot, (int)value, write(fd(slot), &value, 8));
	} else if (kinds[slot] != TIMER && kinds[slot] != DEVICE && kinds[slot] != LISTENER) {
		if (kinds[slot] == DATAGRAM || kinds[slot] == SEQUENCED) {
			size = size > 8192 ? 8192 : size;
		}
		say("write", slot, size, write(fd(slot), buffer, (size_t)size));
	}
}

static void
read_some(void)
{
	int slot = used(NONE);
	if (slot < 0 || kinds[slot] == DEVICE) {
		return;
	}
	int size = sizes[next_random(10)];
	if (kinds[slot] == COUNTER) {
		uint64_t value = 0;
		long result = read(fd(slot), &value, 8);
		say("take", slot, (int)value, result);
	} else if (kinds[slot] == TIMER) {
		uint64_t value = 0;
		long result = read(fd(slot), &value, 8);
		say("ticks", slot, value > 0, result);
	} else if (kinds[slot] == LISTENER) {
		int accepted = (int)syscall(N_ACCEPT4, fd(slot), NULL, NULL, SOCK_NONBLOCK);
		int error = errno;
		int got = accepted < 0 ? -1 : put(accepted, STREAM);
		errno = error;
		say("accept", slot, got, accepted < 0 ? -1 : 0);
	} else {
		say("read", slot, size, read(fd(slot), buffer, (size_t)size));
	}
}

static void
stream_some(void)
{
	struct local_name name;
	int slot, value = 0;
	socklen_t length = sizeof value;
	switch (next_random(8)) {
		case 0:
			if ((slot = used(LISTENER)) >= 0 && unused() >= 0) {
				int made = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0);
				int client = put(made, STREAM);
				say("connect", slot, client, connect(fd(client), (struct sockaddr *)&name, (socklen_t)address(&name, slot)));
			}
			break;
		case 1:
			slot = used((enum kind[]){STREAM, DATAGRAM, SEQUENCED}[next_random(3)]);
			if (slot >= 0) {
				int how = (int)next_random(3);
				say("shutdown", slot, how, shutdown(fd(slot), how));
			}
			break;
		case 2:
			slot = used((enum kind[]){STREAM, DATAGRAM, SEQUENCED}[next_random(3)]);
			if (slot >= 0) {
				long result = getsockopt(fd(slot), SOL_SOCKET, SO_ERROR, &value, &length);
				say("error", slot, value, result);
			}
			break;
		case 3:
			slot = used((enum kind[]){STREAM, DATAGRAM, SEQUENCED}[next_random(3)]);
			if (slot >= 0) {
				say("peek", slot, 0, recv(fd(slot), room, 10, MSG_PEEK));
			}
			break;
		case 4:
			if ((slot = used(STREAM)) >= 0) {
				say("recv-bad", slot, 0, recv(fd(slot), (void *)8, 10, 0));
			}
			break;
		case 5:
			if ((slot = used(PIPE_IN)) >= 0) {
				char start[4];
				struct iovec both[] = {{start, 4}, {(void *)8, 4}};
				say("readv-bad", slot, 0, readv(fd(slot), both, 2));
			}
			break;
		case 6:
			if ((slot = used(PIPE_IN)) >= 0) {
				int amount = -1;
				ioctl(fd(slot), UNREAD, &amount);
				say("unread", slot, amount, fcntl(fd(slot), GET_PIPE_SIZE));
			}
			break;
		default:
			if ((slot = used(PIPE_OUT)) >= 0) {
				say("resize", slot, 0, fcntl(fd(slot), SET_PIPE_SIZE, 4096 << next_random(4)));
			}
	}
}

static void
move(void)
{
	int from = used(PIPE_IN), to = used(next_random(2) ? PIPE_OUT : STREAM);
	if (from >= 0 && to >= 0 && next_random(3) == 0) {
		int size = sizes[next_random(7)];
		if (next_random(2)) {
			printf("%d of ", size);
			say("splice", from, to, syscall(N_SPLICE, fd(from), NULL, fd(to), NULL, (size_t)size, SPLICE_NOWAIT));
		} else {
			printf("%d of ", size);
			say("tee", from, to, syscall(N_TEE, fd(from), fd(to), (size_t)size, SPLICE_NOWAIT));
		}
	}
}

static void
set_timer(void)
{
	int slot = used(TIMER);
	if (slot >= 0) {
		struct setting setting = { { 0, 0 }, { 0, next_random(3) == 0 ? 0 : 1 } };
		say("set", slot, (int)setting.value.tv_nsec, syscall(N_TIMER_SET, fd(slot), TIMER_ABSOLUTE, &setting, NULL));
		nanosleep(&(struct timespec){0, 2000000}, NULL);
	}
}

/* ---- interests */

static void
control(void)
{
	int list = used(LIST), slot = used(NONE);
	if (list < 0) {
		return;
	}
	static const uint32_t wanted[] = {EPOLLIN, EPOLLOUT, EPOLLIN | EPOLLOUT, 0, EPOLLIN | EPOLLRDHUP, EPOLLRDNORM, EPOLLPRI, EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLRDNORM | EPOLLWRNORM | EPOLLWRBAND | EPOLLRDBAND};
	static const uint32_t ways[] = {0, 0, EPOLLET, EPOLLET, EPOLLONESHOT, EPOLLET | EPOLLONESHOT, EPOLLEXCLUSIVE, EPOLLEXCLUSIVE | EPOLLET};
	static const int operations[] = {EPOLL_CTL_ADD, EPOLL_CTL_ADD, EPOLL_CTL_ADD, EPOLL_CTL_MOD, EPOLL_CTL_MOD, EPOLL_CTL_DEL, 9};
	int operation = operations[next_random(7)];
	struct event event = {wanted[next_random(8)] | ways[next_random(8)], (uint64_t)slot};
	long result = syscall(N_EPOLL_CTL, fd(list), operation, fd(slot), &event);
	int error = errno;
	printf("%d ctl %d op %d slot %d (%s) events %x = %ld\n", step_number, list, operation, slot, names[kinds[slot]], event.events, result < 0 ? -(long)error : result);
}

static void
wait_list(void)
{
	int list = used(LIST);
	if (list < 0) {
		return;
	}
	struct event events[8];
	int most = 1 + (int)next_random(8);
	int found = (int)syscall(N_EPOLL_WAIT, fd(list), events, most, 0, NULL, 8L);
	int error = errno;
	printf("%d wait %d most %d = %d:", step_number, list, most, found < 0 ? -error : found);
	for (int i = 0; i < found; i++) {
		printf(" %d:%x", (int)events[i].data, events[i].events);
	}
	putchar('\n');
}

static void
poll_all(void)
{
	struct pollfd entries[SLOTS];
	short wanted = (short)(next_random(2) ? 0x3fff : POLLIN | POLLOUT);
	for (int slot = 0; slot < SLOTS; slot++) {
		entries[slot] = (struct pollfd){fd(slot), wanted, 0};
	}
	struct timespec none = {0, 0};
	int found = next_random(2) ? poll(entries, SLOTS, 0) : ppoll(entries, SLOTS, &none, NULL);
	printf("%d poll = %d:", step_number, found);
	for (int slot = 0; slot < SLOTS; slot++) {
		if (kinds[slot] != NONE) {
			printf(" %d:%x", slot, entries[slot].revents);
		}
	}
	putchar('\n');
}

static void
select_all(void)
{
	uint64_t sets[3] = { 0, 0, 0 };
	struct timespec none = {0, 0};
	for (int slot = 0; slot < SLOTS; slot++) {
		if (kinds[slot] != NONE) {
			for (int set = 0; set < 3; set++) {
				sets[set] |= (uint64_t)1 << fd(slot);
			}
		}
	}
	int found = (int)syscall(N_SELECT, FIRST + SLOTS, &sets[0], &sets[1], &sets[2], &none, NULL);
	printf("%d select = %d:", step_number, found);
	for (int slot = 0; slot < SLOTS && found >= 0; slot++) {
		if (kinds[slot] != NONE) {
			printf(" %d:%d%d%d", slot, (int)(sets[0] >> fd(slot) & 1), (int)(sets[1] >> fd(slot) & 1), (int)(sets[2] >> fd(slot) & 1));
		}
	}
	putchar('\n');
}

static void
script(uint64_t seed, int operations)
{
	static void (*const all[])(void) = {make, end, duplicate, write_some, write_some, read_some, read_some, stream_some, move, set_timer, control, control, control, control, wait_list, wait_list, wait_list, wait_list, poll_all, select_all};
	state = seed * 2654435761u + 1;
	printf("script %d\n", (int)seed);
	for (int i = 0; i < 4; i++) {
		make();
	}
	put((int)syscall(N_EPOLL_CREATE, 0), LIST);
	put((int)syscall(N_EPOLL_CREATE, 0), LIST);
	for (step_number = 1; step_number <= operations; step_number++) {
		errno = 0;
		all[next_random(sizeof all / sizeof *all)]();
	}
	for (int slot = 0; slot < SLOTS; slot++) {
		close(fd(slot));
		kinds[slot] = NONE;
	}
	unlink("readiness.fifo");
}

int
main(int argc, char **argv)
{
	static char output[1 << 16];
	setvbuf(stdout, output, _IOFBF, sizeof output);
	signal(SIGPIPE, count);
	uint64_t seed = argc > 1 ? strtoull(argv[1], NULL, 10) : 1;
	int operations = argc > 2 ? atoi(argv[2]) : 200;
	int scripts = argc > 3 ? atoi(argv[3]) : 1;
	for (int i = 0; i < scripts; i++) {
		script(seed + (uint64_t)i, operations);
	}
	return 0;
}
