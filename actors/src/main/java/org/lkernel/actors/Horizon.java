package org.lkernel.actors;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// How far a run goes at most; whichever comes first ends it.
///
/// @param steps messages delivered since boot
/// @param retired instructions retired since boot, over all harts
/// @param nanos the machine's time
/// @param call a system call by number, or -1
/// @param calls how many of it were made since boot, over all harts
/// @param condition asked between any two steps
record Horizon(
        long steps,
        long retired,
        long nanos,
        int call,
        long calls,
        @Nullable BooleanSupplier condition) {
    private static final long ANY = Long.MAX_VALUE;

    static final Horizon NONE = new Horizon(ANY, ANY, ANY, -1, ANY, null);

    static Horizon steps(long steps) {
        return new Horizon(steps, ANY, ANY, -1, ANY, null);
    }

    static Horizon retired(long retired) {
        return new Horizon(ANY, retired, ANY, -1, ANY, null);
    }

    static Horizon nanos(long nanos) {
        return new Horizon(ANY, ANY, nanos, -1, ANY, null);
    }

    static Horizon calls(int call, long calls) {
        return new Horizon(ANY, ANY, ANY, call, calls, null);
    }

    Horizon orRetired(long count) {
        return new Horizon(steps, Math.min(retired, count), nanos, call, calls, condition);
    }

    Horizon orWhen(BooleanSupplier holds) {
        return new Horizon(steps, retired, nanos, call, calls, holds);
    }

    /// Whether it may lie inside a slice.
    boolean isFine() {
        return retired != ANY || call >= 0;
    }

    /// Whether steps alone say where it is.
    boolean isCounted() {
        return !isFine() && nanos == ANY && condition == null;
    }
}
