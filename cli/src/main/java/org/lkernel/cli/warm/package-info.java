/// The warm host: a process that has run commands before runs the next one in another's place, which takes a tenth of
/// the time that a new process of Java's takes to begin.
///
/// The launcher is a shell script, and a shell has no sockets; it has named pipes. So a host is a directory below one
/// that only its user may enter ([org.lkernel.cli.warm.Slot]): who makes the file `claim` there has the host to
/// itself, writes what it wants into the pipe `ask`, and reads what is to be done from `answer`:
///
/// ```
///   launcher                          host
///   claim, run PID WORDS, tty or -  ─▶  is it this user's, of this build, with these limits and options?
///   goes on in a process of its own ◀─  no
///                                   ◀─  taken
///   INT, TERM, HUP                  ─▶
///   size ROWS COLUMNS               ◀▶  raw           stty(1) is the launcher's to run
///   restored                        ◀▶  restore
///   ends with it                    ◀─  exit STATUS
/// ```
/// Both hold a pipe's other end open themselves only until they know of each other; from then on the end of `answer`
/// means that the host has died, which fails this one command. Everything else of the launcher's process the host takes
/// from `proc(5)` and `pidfd_getfd(2)`: words, variables and directory byte for byte, and the very open files. What
/// cannot be had that way makes the host say no.
///
/// A host runs one command at a time: so a crash is nobody else's, the working directory, the mask of new files and
/// `System.err` can be the command's, and memory that one command filled is no other's.
@NullMarked
package org.lkernel.cli.warm;

import org.jspecify.annotations.NullMarked;
