package org.lkernel.kernel.signal;

/// What a process does about a signal: the kernel's `struct sigaction` on riscv64, which has no restorer.
///
/// @param handler an address, [#DEFAULT] or [#IGNORE]
/// @see "sigaction(2)"
public record Action(long handler, long flags, long mask) {
    public static final long DEFAULT = 0;
    public static final long IGNORE = 1;
    public static final long NO_CHILD_STOP = 1;
    public static final long NO_CHILD_WAIT = 2;
    public static final long INFO = 4;
    public static final long ON_STACK = 0x0800_0000;
    public static final long RESTART = 0x1000_0000;
    public static final long NO_DEFER = 0x4000_0000;
    public static final long RESET = 0x8000_0000L;

    public static final Action NONE = new Action(DEFAULT, 0, 0);

    public boolean has(long flag) {
        return (flags & flag) != 0;
    }

    public boolean isCaught() {
        return handler != DEFAULT && handler != IGNORE;
    }
}
