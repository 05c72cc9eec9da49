/* Two processes pass one byte back and forth through two pipes: pipe(2), the scheduler's simplest work. */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "check.h"
#include "command.h"

/* Answers every byte with its successor until the writer is gone; returns how many. */
static long
pong(int in, int out)
{
	unsigned char ball;
	long rounds = 0;

	while (read(in, &ball, 1) == 1) {
		ball++;
		if (write(out, &ball, 1) != 1)
			break;
		rounds++;
	}
	return rounds;
}

static long
ping(int in, int out, long rounds)
{
	unsigned char ball;
	long done = 0;

	for (; done < rounds; done++) {
		unsigned char sent = (unsigned char)done;

		if (write(out, &sent, 1) != 1 || read(in, &ball, 1) != 1 || ball != (unsigned char)(sent + 1))
			break;
	}
	return done;
}

int
main(int argc, char *argv[])
{
	int there[2], back[2], status;
	long rounds;
	pid_t child;

	command_begin(argc, argv, "pingpong [ROUNDS]");
	rounds = argc > 1 ? command_number(argv[1], 1, 2) : 1000;
	if (pipe(there) == -1 || pipe(back) == -1)
		err(1, "pipe");
	child = fork();
	if (child == -1)
		err(1, "fork");
	if (child == 0) {
		close(there[1]);
		close(back[0]);
		_exit(pong(there[0], back[1]) == rounds ? 0 : 1);
	}
	close(there[0]);
	close(back[1]);
	printf("pingpong: %ld rounds\n", rounds);
	check(ping(back[0], there[1], rounds) == rounds, "every byte came back, one greater");
	close(there[1]);
	status = check_child(child);
	check(WIFEXITED(status) && WEXITSTATUS(status) == 0, "the child saw as many and then the end of the pipe");
	check(read(back[0], &status, 1) == 0, "a pipe without writers is at its end");
	return check_result("pingpong");
}
