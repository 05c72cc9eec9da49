/// Who called the command, as a value: all that a command takes from its process and gives back to it.
///
/// A command is given its words, variables, directory, streams and signals by a [org.lkernel.cli.caller.Caller] and
/// ends through it, so that one process can stand in for another: the usual one is
/// [org.lkernel.cli.caller.ThisProcess], and the warm host has one for each command that it runs in another's place.
@NullMarked
package org.lkernel.cli.caller;

import org.jspecify.annotations.NullMarked;
