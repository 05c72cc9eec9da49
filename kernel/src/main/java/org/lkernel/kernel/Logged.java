package org.lkernel.kernel;

/// A line of the kernel's log, as a value; whoever hosts the subsystem adds machine, seed, step and virtual time.
public record Logged(Level level, String text) {
    public enum Level {
        DEBUG,
        INFO,
        WARN,
        ERROR
    }
}
