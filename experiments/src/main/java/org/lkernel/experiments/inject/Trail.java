package org.lkernel.experiments.inject;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lkernel.actors.Delivery;
import org.lkernel.actors.Observer;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.Projection;

/// What every subsystem hears in a run, apart from serials, counters and times; and in a run with faults, who is the
/// first to hear something else than in the golden run, and when.
final class Trail implements Observer {
    /// What one subsystem heard.
    private static final class Heard {
        private long[] messages = new long[64];
        private int count;

        void add(long message) {
            if (count == messages.length) {
                messages = Arrays.copyOf(messages, 2 * count);
            }
            messages[count] = message;
            count++;
        }

        boolean isOther(int index, long message) {
            return index >= count || messages[index] != message;
        }
    }

    /// A subsystem that heard something else.
    ///
    /// @param messages delivered since the first strike
    record Reached(Port port, long messages) {
        @Override
        public String toString() {
            return port + "+" + messages;
        }
    }

    /// All that is compared of a run; what comes later would be too much to keep.
    private static final int LONGEST = 1_000_000;

    private final TreeMap<Port, Heard> recorded = new TreeMap<>();
    private final TreeMap<Port, Integer> heard = new TreeMap<>();
    private final List<Reached> reached = new ArrayList<>();
    private @Nullable Trail golden;
    private boolean recording;
    private long step;
    private long struck;

    /// Begins a run that others are compared with.
    void record() {
        begin(null);
        recording = true;
    }

    /// Begins a run that is compared with a golden one.
    void compare(Trail with) {
        begin(with);
    }

    private void begin(@Nullable Trail with) {
        golden = with;
        recording = false;
        recorded.clear();
        heard.clear();
        reached.clear();
        step = 0;
        struck = -1;
    }

    /// A fault strikes. What was before was as in the golden run.
    void strike() {
        struck = struck < 0 ? step : struck;
    }

    @Override
    public void delivering(Delivery delivery, long nanos) {
        step++;
        Port port = delivery.receiver();
        int index = heard.merge(port, 1, Integer::sum) - 1;
        if (recording && step <= LONGEST) {
            recorded.computeIfAbsent(port, _ -> new Heard()).add(Projection.of(delivery.message()));
        } else if (struck >= 0 && golden != null && step <= LONGEST && !isReached(port)) {
            Heard usual = golden.recorded.get(port);
            if (usual == null || usual.isOther(index, Projection.of(delivery.message()))) {
                reached.add(new Reached(port, step - struck));
            }
        }
    }

    private boolean isReached(Port port) {
        return reached.stream().anyMatch(each -> each.port().equals(port));
    }

    /// Whom the faults reached, in order.
    List<Reached> reached() {
        return List.copyOf(reached);
    }

    /// What of this run others are compared with.
    Trail copy() {
        Trail copy = new Trail();
        copy.recorded.putAll(recorded);
        return copy;
    }

    /// The subsystems whose projections differ.
    static List<Port> differing(SortedMap<Port, Long> one, SortedMap<Port, Long> other) {
        return one.keySet().stream()
                .filter(port -> !Objects.equals(one.get(port), other.get(port)))
                .toList();
    }
}
