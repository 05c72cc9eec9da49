package org.lkernel.kernel.task;

import org.lkernel.kernel.abi.Signal;

/// Which children, and which changes of theirs, a task waits for.
///
/// @param kind `P_ALL` 0, `P_PID` 1, `P_PGID` 2, `P_PIDFD` 3
/// @param byInfo as `waitid(2)`: the result is a `siginfo_t`; else a wait status, as `wait4(2)` has it
/// @param result where it goes, or 0
/// @param usage where a `struct rusage` goes, or 0
record Wanted(int kind, int id, int options, boolean byInfo, long result, long usage) {
    static final int ANY = 0;
    static final int PID = 1;
    static final int GROUP = 2;
    static final int DESCRIPTOR = 3;

    static final int NO_HANG = 1;
    static final int UNTRACED = 2;
    static final int EXITED = 4;
    static final int CONTINUED = 8;
    static final int NO_WAIT = 0x0100_0000;
    static final int NO_THREAD = 0x2000_0000;
    static final int ALL = 0x4000_0000;
    static final int CLONE = 0x8000_0000;

    boolean has(int option) {
        return (options & option) != 0;
    }

    boolean matches(TaskGroup child) {
        boolean named = kind == ANY || kind == PID && child.id == id || kind == GROUP && child.processGroup == id;
        boolean cloned = child.exitSignal != Signal.CHLD;
        return named && (has(ALL) || cloned == has(CLONE));
    }

    /// With `__WNOTHREAD` only the task that made the child may wait for it.
    boolean mayWait(Task waiter, Task child) {
        return !has(NO_THREAD) || child.creator == waiter.id;
    }
}
