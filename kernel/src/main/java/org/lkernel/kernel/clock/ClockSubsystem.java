package org.lkernel.kernel.clock;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Deadlines;
import org.lkernel.kernel.Message;
import org.lkernel.kernel.Outbox;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.Subsystem;
import org.lkernel.kernel.clock.ClockState.Due;
import org.lkernel.kernel.clock.ClockState.Owner;
import org.lkernel.kernel.hart.Hart;
import org.lkernel.kernel.scheduler.Scheduler;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Completion;
import org.lkernel.kernel.task.Tasks;

/// Machine time and alarms.
///
/// When the time moves by itself the scheduler is told first and alarms ring only after it has taken note, so that
/// no task woken by an alarm can see a time before its deadline, in whatever order messages arrive: by the clock
/// itself for an idle jump, by the host for its own time.
public final class ClockSubsystem implements Subsystem<Clock, ClockState>, Deadlines {
    private static final int ALARMS_MAXIMUM = 1 << 20;

    private ClockState state = new ClockState();

    @Override
    public Port port() {
        return Port.CLOCK;
    }

    @Override
    public Class<Clock> understands() {
        return Clock.class;
    }

    @Override
    public ClockState state() {
        return state;
    }

    @Override
    public void load(ClockState loaded) {
        state = loaded;
    }

    @Override
    public long nowNanos() {
        return state.nowNanos();
    }

    @Override
    public long nextDeadlineNanos() {
        return state.earliestNanos();
    }

    @Override
    public boolean isAwaited() {
        return state.isAwaited();
    }

    @Override
    public void receive(Port sender, Clock message, Outbox outbox) {
        switch (message) {
            case Clock.Start start -> start(start, outbox);
            case Clock.Arm arm -> arm(sender, arm, outbox);
            case Clock.Disarm disarm -> disarm(sender, disarm, outbox);
            case Clock.Reached reached -> reached(reached.nowNanos(), outbox);
            case Clock.Idle() -> moveTo(state.earliestNanos(), outbox);
            case Clock.HostTime time -> reached(time.nowNanos(), outbox);
            case Clock.Noted() -> ring(outbox);
            case Clock.EpochIs epoch -> setEpoch(null, epoch.epochNanos() - state.nowNanos, outbox);
            case Clock.SetEpoch set -> setEpoch(set.call(), set.epochNanos(), outbox);
            case Clock.EpochKnown known -> epochKnown(known.call(), outbox);
        }
    }

    /// The real-time clock may have spoken before: then the harts begin now.
    private void start(Clock.Start start, Outbox outbox) {
        state.harts = start.harts();
        if (state.epochKnown) {
            begin(outbox);
        }
    }

    private void arm(Port sender, Clock.Arm arm, Outbox outbox) {
        Owner owner = new Owner(sender.id(), arm.key());
        forget(owner);
        if (state.alarms.size() >= ALARMS_MAXIMUM) {
            throw new IllegalStateException("more than " + ALARMS_MAXIMUM + " alarms; the last by " + sender);
        }
        state.alarms = state.alarms.plus(new Due(arm.deadlineNanos(), sender.id(), arm.key()), arm.alarm());
        state.deadlines = state.deadlines.plus(owner, arm.deadlineNanos());
        if (arm.background()) {
            state.background = state.background.plus(owner);
        }
        announce(outbox);
    }

    private void disarm(Port sender, Clock.Disarm disarm, Outbox outbox) {
        forget(new Owner(sender.id(), disarm.key()));
        announce(outbox);
    }

    private void forget(Owner owner) {
        Long deadline = state.deadlines.get(owner);
        if (deadline != null) {
            state.deadlines = state.deadlines.minus(owner);
            state.background = state.background.minus(owner);
            state.alarms = state.alarms.minus(new Due(deadline, owner.port(), owner.key()));
        }
    }

    private void reached(long nowNanos, Outbox outbox) {
        state.nowNanos = Math.max(state.nowNanos, nowNanos);
        ring(outbox);
    }

    private void moveTo(long nowNanos, Outbox outbox) {
        if (nowNanos != Long.MAX_VALUE) {
            state.nowNanos = Math.max(state.nowNanos, nowNanos);
            outbox.send(Port.SCHEDULER, new Scheduler.TimeIs(state.nowNanos));
        }
    }

    private void ring(Outbox outbox) {
        while (state.earliestNanos() <= state.nowNanos) {
            Map.Entry<Due, Message> first = state.alarms.firstEntry();
            Due due = first.getKey();
            forget(new Owner(due.port(), due.key()));
            outbox.send(new Port(due.port()), first.getValue());
        }
        announce(outbox);
    }

    private void announce(Outbox outbox) {
        long earliest = state.earliestNanos();
        if (earliest != state.announcedNanos) {
            state.announcedNanos = earliest;
            outbox.send(Port.SCHEDULER, new Scheduler.DeadlineIs(earliest));
        }
    }

    /// Passed on from one to the next, so that everybody knows when the last one does.
    private void setEpoch(@Nullable Call call, long epochNanos, Outbox outbox) {
        state.epochNanos = epochNanos;
        outbox.send(Port.TASKS, new Tasks.EpochIs(call, epochNanos));
    }

    private void epochKnown(@Nullable Call call, Outbox outbox) {
        if (call != null) {
            outbox.send(Port.hart(call.hart()), new Hart.Completed(call, Completion.value(0)));
        } else if (!state.epochKnown) {
            state.epochKnown = true;
            begin(outbox);
        }
    }

    private void begin(Outbox outbox) {
        for (Port hart : state.harts) {
            outbox.send(hart, new Hart.Begin());
        }
    }
}
