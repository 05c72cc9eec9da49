package org.lkernel.actors.toy;

import java.util.List;
import org.lkernel.kernel.Deadlines;
import org.lkernel.kernel.Outbox;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.State;
import org.lkernel.kernel.Subsystem;
import org.lkernel.kernel.clock.Clock;
import org.pcollections.TreePVector;

/// A clock with one alarm, which rings by writing down when.
public final class Alarm implements Subsystem<Clock, Alarm.Rung>, Deadlines {
    private Rung rung = new Rung();

    public static final class Rung implements State<Rung> {
        long now;
        long deadline = Long.MAX_VALUE;
        TreePVector<Long> times = TreePVector.empty();

        @Override
        public Rung copy() {
            Rung copy = new Rung();
            copy.now = now;
            copy.deadline = deadline;
            copy.times = times;
            return copy;
        }

        @Override
        public int schemaVersion() {
            return 1;
        }

        public List<Long> times() {
            return times;
        }
    }

    @Override
    public Port port() {
        return Port.CLOCK;
    }

    @Override
    public Class<Clock> understands() {
        return Clock.class;
    }

    @Override
    public Rung state() {
        return rung;
    }

    @Override
    public void load(Rung state) {
        rung = state;
    }

    @Override
    public boolean isAwaited() {
        return rung.deadline != Long.MAX_VALUE;
    }

    @Override
    public void receive(Port sender, Clock message, Outbox outbox) {
        if (message instanceof Clock.Arm arm) {
            rung.deadline = arm.deadlineNanos();
        } else if (message instanceof Clock.HostTime time) {
            rung.now = time.nowNanos();
            if (rung.now >= rung.deadline) {
                rung.times = rung.times.plus(rung.now);
                rung.deadline = Long.MAX_VALUE;
                outbox.warn("rang");
            }
        }
    }

    @Override
    public long nowNanos() {
        return rung.now;
    }

    @Override
    public long nextDeadlineNanos() {
        return rung.deadline;
    }
}
