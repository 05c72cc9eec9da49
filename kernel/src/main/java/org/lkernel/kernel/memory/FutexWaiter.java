package org.lkernel.kernel.memory;

import org.lkernel.kernel.syscall.Call;

/// A call parked at a futex.
///
/// @param bits the wakes it listens to
/// @param deadlineNanos machine time at which it gives up, `Long.MAX_VALUE` for never
/// @param realNanos the same as wall-clock time, when that is what was asked for, else `Long.MIN_VALUE`
/// @param lock it waits to own the futex, not to be woken (`FUTEX_LOCK_PI`)
record FutexWaiter(Call call, int bits, long deadlineNanos, long realNanos, boolean lock) {
    boolean hasDeadline() {
        return deadlineNanos != Long.MAX_VALUE;
    }
}
