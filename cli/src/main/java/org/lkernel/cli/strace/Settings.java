package org.lkernel.cli.strace;

/// How a trace is written.
///
/// @param following whether all tasks are shown, not the first alone
/// @param toFile whether it goes to a file, where every line has its task
/// @param stamp what each line starts with
/// @param spent whether the time spent in a call is shown
/// @param stringBytes how much of a string is shown
public record Settings(boolean following, boolean toFile, Stamp stamp, boolean spent, int stringBytes) {
    /// As many as `strace(1)` shows when nothing else is said.
    public static final int STRING_BYTES = 32;

    /// The machine's time at the start of a line.
    public enum Stamp {
        NONE,
        /// Since boot, to the second.
        CLOCK,
        /// Since boot, to the microsecond.
        MICROSECONDS,
        /// Since boot, in seconds.
        SECONDS,
        /// Since the line before.
        RELATIVE
    }
}
