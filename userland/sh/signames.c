#include "signames.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "chars.h"

static const struct {
	const char *name, *story;
} signals[SIGNALS] = {
	[0] = { "EXIT", "" },
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
	[16] = { "STKFLT", "Stack fault" },
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
	[29] = { "IO", "I/O possible" },
	[30] = { "PWR", "Power failure" },
	[31] = { "SYS", "Bad system call" },
};

const char *
signal_name(int signal)
{
	static char number[12];

	if (signal >= 0 && signal < SIGNALS && signals[signal].name)
		return signals[signal].name;
	snprintf(number, sizeof number, "%d", signal);
	return number;
}

const char *
signal_story(int signal)
{
	static char text[24];

	if (signal >= 0 && signal < SIGNALS && signals[signal].story)
		return signals[signal].story;
	snprintf(text, sizeof text, "Signal %d", signal);
	return text;
}

int
signal_number(const char *name)
{
	int signal;

	if (is_digit(name[0])) {
		char *end;
		long number = strtol(name, &end, 10);

		return *end || number >= SIGNALS ? -1 : (int)number;
	}
	if (strncasecmp(name, "SIG", 3) == 0)
		name += 3;
	for (signal = 0; signal < SIGNALS; signal++)
		if (signals[signal].name && strcasecmp(signals[signal].name, name) == 0)
			return signal;
	return -1;
}
