/* Signals by name and in words: signal(7), strsignal(3). */
#include <ctype.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const struct {
	const char *name;
	const char *words;
} signals[] = {
	[0] = { "EXIT", "Unknown signal 0" },
	[SIGHUP] = { "HUP", "Hangup" },
	[SIGINT] = { "INT", "Interrupt" },
	[SIGQUIT] = { "QUIT", "Quit" },
	[SIGILL] = { "ILL", "Illegal instruction" },
	[SIGTRAP] = { "TRAP", "Trace/breakpoint trap" },
	[SIGABRT] = { "ABRT", "Aborted" },
	[SIGBUS] = { "BUS", "Bus error" },
	[SIGFPE] = { "FPE", "Floating point exception" },
	[SIGKILL] = { "KILL", "Killed" },
	[SIGUSR1] = { "USR1", "User defined signal 1" },
	[SIGSEGV] = { "SEGV", "Segmentation fault" },
	[SIGUSR2] = { "USR2", "User defined signal 2" },
	[SIGPIPE] = { "PIPE", "Broken pipe" },
	[SIGALRM] = { "ALRM", "Alarm clock" },
	[SIGTERM] = { "TERM", "Terminated" },
	[SIGSTKFLT] = { "STKFLT", "Stack fault" },
	[SIGCHLD] = { "CHLD", "Child exited" },
	[SIGCONT] = { "CONT", "Continued" },
	[SIGSTOP] = { "STOP", "Stopped (signal)" },
	[SIGTSTP] = { "TSTP", "Stopped" },
	[SIGTTIN] = { "TTIN", "Stopped (tty input)" },
	[SIGTTOU] = { "TTOU", "Stopped (tty output)" },
	[SIGURG] = { "URG", "Urgent I/O condition" },
	[SIGXCPU] = { "XCPU", "CPU time limit exceeded" },
	[SIGXFSZ] = { "XFSZ", "File size limit exceeded" },
	[SIGVTALRM] = { "VTALRM", "Virtual timer expired" },
	[SIGPROF] = { "PROF", "Profiling timer expired" },
	[SIGWINCH] = { "WINCH", "Window changed" },
	[SIGIO] = { "IO", "I/O possible" },
	[SIGPWR] = { "PWR", "Power failure" },
	[SIGSYS] = { "SYS", "Bad system call" },
};

enum { NAMED = sizeof signals / sizeof *signals };

const char *
signal_name(int signal)
{
	return signal >= 0 && signal < NAMED ? signals[signal].name : NULL;
}

int
signal_number(const char *name)
{
	char *end;
	long number;

	if (isdigit((unsigned char)*name)) {
		number = strtol(name, &end, 10);
		return *end == '\0' && number < NSIG ? (int)number : -1;
	}
	if (strncasecmp(name, "SIG", 3) == 0)
		name += 3;
	for (int i = 0; i < NAMED; i++)
		if (strcasecmp(name, signals[i].name) == 0)
			return i;
	return -1;
}

char *
strsignal(int signal)
{
	static char unknown[32];

	if (signal >= 0 && signal < NAMED)
		return (char *)signals[signal].words;
	if (signal >= SIGRTMIN && signal <= SIGRTMAX)
		snprintf(unknown, sizeof unknown, "Real-time signal %d", signal - SIGRTMIN);
	else
		snprintf(unknown, sizeof unknown, "Unknown signal %d", signal);
	return unknown;
}
