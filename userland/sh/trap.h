/* Traps and the shell's own signals: trap(1p), POSIX Shell Command Language 2.12. */
#pragma once

#include <stdbool.h>
#include <signal.h>

#define TRAP_EXIT 0

/* NULL: the default; "": ignored; else commands to run. */
void trap_set(int signal, const char *action);
const char *trap_action(int signal);
void trap_print(int signal);
void trap_print_all(void);

/* Sets the shell's own signals for the options that are in force. */
void trap_signals_settle(void);
/* In a subshell: actions go, what is ignored stays. */
void trap_enter_subshell(bool ignore_interrupts);

/* Makes the end of a child wake a sleeping shell. */
void trap_watch_children(bool);

/* Around fork, so that no signal is caught in the child on the parent's behalf. */
void trap_block(sigset_t *before);
void trap_unblock(const sigset_t *before);

/* Is there an action to run, or an interrupt to act on? */
bool trap_pending(void);
bool trap_interrupted(void);
/* A signal that was caught, for the status of wait(1p); 0 for none. */
int trap_pending_signal(void);
/* Sleeps until there is something to read; false when a signal to act on comes first. */
bool trap_await_input(int fd);
/* Between commands: runs the actions that are due, and fails on an interrupt. */
void trap_run(void);
void trap_on_exit(void);
/* Would a new program in this process lose an action? */
bool trap_any(void);
/* What `exit` with no operand in an action leaves with; -1 outside of one. */
int trap_status(void);
