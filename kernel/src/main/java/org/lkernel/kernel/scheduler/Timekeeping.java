package org.lkernel.kernel.scheduler;

import org.lkernel.kernel.Choices;
import org.lkernel.kernel.Outbox;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.clock.Clock;
import org.lkernel.kernel.scheduler.SchedulerState.Blocked;
import org.lkernel.kernel.scheduler.SchedulerState.Seat;
import org.lkernel.kernel.scheduler.SchedulerState.Slot;

/// How long a task may run, and what the harts' progress says about the time.
final class Timekeeping {
    /// Instructions a slice has at least, and how many more a schedule may choose to add.
    private static final int SLICE = 100_000;

    private static final int SLICE_VARIES = 200_000;

    private final boolean virtualTime;
    private final Choices choices;

    Timekeeping(boolean virtualTime, Choices choices) {
        this.virtualTime = virtualTime;
        this.choices = choices;
    }

    /// A slice of instructions that ends at the next deadline at the latest.
    long budget(SchedulerState state) {
        long slice = (long) SLICE + choices.choose(Choices.Site.BUDGET, Port.SCHEDULER.id(), SLICE_VARIES);
        return virtualTime ? Math.min(slice, Math.max(1, state.deadlineNanos - state.nowNanos)) : slice;
    }

    /// A hart has come to this time. Time is as late as the latest hart; a deadline is due once every busy hart
    /// is there, which is at most a slice later.
    void advance(SchedulerState state, long nowNanos, Outbox outbox) {
        state.nowNanos = Math.max(state.nowNanos, nowNanos);
        if (virtualTime && state.deadlineNanos <= state.nowNanos) {
            long reached = state.nowNanos;
            for (Seat seat : state.seats) {
                reached = seat.task() == 0 ? reached : Math.min(reached, seat.sinceNanos());
            }
            if (state.deadlineNanos <= reached) {
                outbox.send(Port.CLOCK, new Clock.Reached(reached));
            }
        }
    }

    /// The host's time has come to this, and for `idleNanos` of it the machine did nothing. That is nobody's CPU time.
    /// What it did else while no hart was busy, it did for the task that had left one last.
    void hostTime(SchedulerState state, long nowNanos, long idleNanos) {
        long passed = Math.max(0, nowNanos - state.nowNanos);
        long idle = Math.min(passed, idleNanos);
        boolean busy = false;
        for (int hart = 0; hart < state.seats.size(); hart++) {
            Seat seat = state.seats.get(hart);
            if (seat.task() != 0) {
                busy = true;
                state.seats = state.seats.with(hart, seat.occupied(seat.task(), seat.sinceNanos() + idle));
            }
        }
        Slot last = state.slots.get(state.lastTask);
        if (!busy && last != null && last.phase() instanceof Blocked) {
            state.slots = state.slots.plus(last.task(), last.used(passed - idle, 0));
        }
        state.nowNanos += passed;
    }
}
