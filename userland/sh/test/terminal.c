/*
 * Drives an interactive shell through a pseudo-terminal: terminal SESSIONS SHELL [ARGUMENT...]
 *
 * In SESSIONS, "### name" starts a shell, "type text" types it (\r \t \e \xHH), "expect text"
 * waits until the text appears after what was last expected, and "ends status" until it leaves.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define PATIENCE_MILLIS 5000

static char seen[1 << 16];
static size_t length, expected;
static int terminal;
static pid_t shell;

static void
start(char **command)
{
	struct winsize size = { .ws_row = 24, .ws_col = 80 };

	length = expected = 0;
	shell = forkpty(&terminal, NULL, NULL, &size);
	if (shell == 0) {
		setenv("PS1", "$ ", 1);
		setenv("TERM", "vt100", 1);
		unsetenv("ENV");
		execvp(command[0], command);
		_exit(127);
	}
}

static void
stop(void)
{
	if (shell <= 0)
		return;
	kill(shell, SIGKILL);
	waitpid(shell, NULL, 0);
	close(terminal);
	shell = 0;
}

/* The text of a line of SESSIONS, its escapes done, in place. */
static size_t
unescape(char *text)
{
	char *to = text, *from = text;
	unsigned code;

	while (*from) {
		if (*from != '\\') {
			*to++ = *from++;
			continue;
		}
		from++;
		switch (*from++) {
		case 'r':
			*to++ = '\r';
			break;
		case 't':
			*to++ = '\t';
			break;
		case 'n':
			*to++ = '\n';
			break;
		case 'e':
			*to++ = '\033';
			break;
		case 'x':
			sscanf(from, "%2x", &code);
			*to++ = (char)code;
			from += 2;
			break;
		default:
			*to++ = from[-1];
		}
	}
	*to = '\0';
	return (size_t)(to - text);
}

/* Reads what the shell writes; false when it is silent for too long, or gone. */
static int
hear(void)
{
	struct pollfd output = { .fd = terminal, .events = POLLIN };
	ssize_t count;

	if (poll(&output, 1, PATIENCE_MILLIS) <= 0)
		return 0;
	count = read(terminal, seen + length, sizeof seen - 1 - length);
	if (count <= 0)
		return 0;
	length += (size_t)count;
	seen[length] = '\0';
	return 1;
}

static int
expect(const char *text)
{
	char *found;

	while ((found = strstr(seen + expected, text)) == NULL)
		if (!hear())
			return 0;
	expected = (size_t)(found - seen) + strlen(text);
	return 1;
}

static int
ends(int wanted)
{
	int status;

	while (hear())
		continue;
	waitpid(shell, &status, 0);
	close(terminal);
	shell = 0;
	return WIFEXITED(status) && WEXITSTATUS(status) == wanted;
}

static int
perform(char *line, char **command)
{
	size_t size;

	if (strncmp(line, "### ", 4) == 0) {
		stop();
		seen[0] = '\0';
		start(command);
		return expect("$ ");
	}
	if (strncmp(line, "type ", 5) == 0) {
		size = unescape(line + 5);
		return write(terminal, line + 5, size) == (ssize_t)size;
	}
	if (strncmp(line, "expect ", 7) == 0) {
		unescape(line + 7);
		return expect(line + 7);
	}
	return strncmp(line, "ends ", 5) == 0 ? ends(atoi(line + 5)) : line[0] == '\0';
}

int
main(int count, char **arguments)
{
	FILE *sessions = count > 2 ? fopen(arguments[1], "r") : NULL;
	char line[512], session[512] = "", source[512];
	int failed = 0, skipping = 0, sessions_run = 0;

	setvbuf(stdout, NULL, _IOLBF, 0);
	if (sessions == NULL)
		return 2;
	while (fgets(line, sizeof line, sessions) != NULL) {
		line[strcspn(line, "\n")] = '\0';
		if (strncmp(line, "### ", 4) == 0) {
			strcpy(session, line + 4);
			skipping = 0;
			sessions_run++;
		}
		strcpy(source, line);
		if (skipping || line[0] == '#' ? strncmp(line, "### ", 4) != 0 : 0)
			continue;
		if (!perform(line, arguments + 2)) {
			printf("FAILED %s: %s\nafter:\n%s\n", session, source, seen + expected);
			failed++;
			skipping = 1;
		}
	}
	stop();
	printf("%d sessions, %d failed\n", sessions_run, failed);
	return failed > 0 || sessions_run == 0;
}
