package org.lkernel.actors;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/// How far a machine has come, as other threads may see it while it works.
///
/// The machine's thread writes both fields in the course of every delivery, so they are plain stores that no compiler
/// may leave out (opaque mode), not volatile ones.
final class Pace {
    private static final VarHandle STEP;
    private static final VarHandle HANDLING;
    /// What the step is while the machine stands still between two runs.
    static final long STILL = -1;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            STEP = lookup.findVarHandle(Pace.class, "step", long.class);
            HANDLING = lookup.findVarHandle(Pace.class, "handling", long.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    @SuppressWarnings("unused") // only through its handle
    private long step = STILL;

    @SuppressWarnings("unused") // only through its handle
    private long handling;

    /// Who runs the machine, while somebody does.
    private volatile @Nullable Thread thread;

    void begin(long newStep) {
        thread = Thread.currentThread();
        at(newStep);
    }

    void end() {
        handling(0);
        at(STILL);
        thread = null;
    }

    @Nullable
    Thread thread() {
        return thread;
    }

    /// A delivery is being made.
    void at(long newStep) {
        STEP.setOpaque(this, newStep);
    }

    long step() {
        return (long) STEP.getOpaque(this);
    }

    /// A handler that must come back soon has begun at this step; 0 for none: the machine chooses, waits for the
    /// host, or lets a hart go through its slice, which is bounded.
    void handling(long newStep) {
        HANDLING.setOpaque(this, newStep);
    }

    long handling() {
        return (long) HANDLING.getOpaque(this);
    }
}
