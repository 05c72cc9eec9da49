package org.lkernel.kernel.clock;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Message;
import org.lkernel.kernel.Observation;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.State;
import org.lkernel.kernel.StateText;
import org.pcollections.TreePMap;
import org.pcollections.TreePSet;

/// What the clock remembers: the time it last heard, and the alarms in order of deadline.
public final class ClockState implements State<ClockState> {
    /// An alarm's place in the order of ringing; ties ring in order of port and key.
    record Due(long deadlineNanos, int port, long key) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            int order = Long.compare(deadlineNanos, other.deadlineNanos);
            if (order == 0) {
                order = Integer.compare(port, other.port);
            }
            return order != 0 ? order : Long.compare(key, other.key);
        }
    }

    /// Whose alarm, and which of theirs.
    record Owner(int port, long key) implements Comparable<Owner> {
        @Override
        public int compareTo(Owner other) {
            int order = Integer.compare(port, other.port);
            return order != 0 ? order : Long.compare(key, other.key);
        }
    }

    long nowNanos;
    long epochNanos;
    boolean epochKnown;
    /// What the scheduler was last told the earliest deadline is.
    long announcedNanos = Long.MAX_VALUE;
    TreePMap<Due, Message> alarms = TreePMap.empty();
    TreePMap<Owner, Long> deadlines = TreePMap.empty();
    /// Those of them that keep no machine going.
    TreePSet<Owner> background = TreePSet.empty();
    List<Port> harts = List.of();

    @Override
    public ClockState copy() {
        ClockState copy = new ClockState();
        copy.nowNanos = nowNanos;
        copy.epochNanos = epochNanos;
        copy.epochKnown = epochKnown;
        copy.announcedNanos = announcedNanos;
        copy.alarms = alarms;
        copy.deadlines = deadlines;
        copy.background = background;
        copy.harts = harts;
        return copy;
    }

    /// Whoever has an alarm has one, and it rings when its owner believes it does.
    @Override
    public @Nullable String flaw(boolean thorough) {
        if (alarms.size() != deadlines.size() || background.size() > deadlines.size()) {
            return "%d alarms are armed for %d owners".formatted(alarms.size(), deadlines.size());
        }
        return thorough ? misplaced() : null;
    }

    private @Nullable String misplaced() {
        for (Map.Entry<Owner, Long> entry : deadlines.entrySet()) {
            Owner owner = entry.getKey();
            if (!alarms.containsKey(new Due(entry.getValue(), owner.port(), owner.key()))) {
                return "the alarm %d of %s is in no row".formatted(owner.key(), new Port(owner.port()));
            }
        }
        return null;
    }

    @Override
    public List<Observation> observe(Port port) {
        List<Observation> seen = new ArrayList<>();
        seen.add(new Observation("machine", "time", nowNanos + " ns since boot"));
        alarms.forEach((due, alarm) -> seen.add(new Observation(
                "timers",
                "%s key %d".formatted(new Port(due.port()), due.key()),
                "due at %d ns: %s".formatted(due.deadlineNanos(), alarm))));
        return seen;
    }

    @Override
    public String toString() {
        return StateText.of(this, Port.CLOCK);
    }

    @Override
    public int schemaVersion() {
        return 3;
    }

    /// The earliest deadline, or `Long.MAX_VALUE`.
    public long earliestNanos() {
        return alarms.isEmpty() ? Long.MAX_VALUE : alarms.firstKey().deadlineNanos();
    }

    /// Whether an alarm is armed that somebody waits for.
    public boolean isAwaited() {
        return deadlines.size() > background.size();
    }

    public long nowNanos() {
        return nowNanos;
    }

    public long epochNanos() {
        return epochNanos;
    }
}
