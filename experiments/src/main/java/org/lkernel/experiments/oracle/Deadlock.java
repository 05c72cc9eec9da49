package org.lkernel.experiments.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lkernel.experiments.schedule.Wait;

/// A program in which nothing can happen any more: who waits for what, and the ring of those who wait for each
/// other, where there is one.
record Deadlock(List<Wait> waits) {
    Deadlock {
        waits = List.copyOf(waits);
    }

    Failure failure() {
        if (waits.isEmpty()) {
            return new Failure(
                    "deadlock",
                    "nobody waits",
                    "nothing can happen any more, though no task waits: all are stopped, or a wake-up was lost in the"
                            + " kernel");
        }
        List<Wait> ring = ring();
        String where = (ring.isEmpty() ? causes() : ring)
                .stream().map(Wait::name).distinct().sorted().collect(Collectors.joining(", "));
        return new Failure("deadlock", where, "deadlock: " + text(ring) + texts(rest(ring)));
    }

    private static String text(List<Wait> ring) {
        return ring.isEmpty()
                ? ""
                : "%s → task %d; "
                        .formatted(
                                ring.stream().map(Wait::toString).collect(Collectors.joining(" → ")),
                                ring.getFirst().task());
    }

    /// Where nobody knows of a ring: the waits that are not for others who wait themselves.
    private List<Wait> causes() {
        return waits.stream()
                .filter(wait -> waits.stream().noneMatch(other -> wait.holders().contains(other.task())))
                .toList();
    }

    private List<Wait> rest(List<Wait> ring) {
        return waits.stream().filter(wait -> !ring.contains(wait)).toList();
    }

    private static String texts(List<Wait> some) {
        return some.stream().map(Wait::toString).collect(Collectors.joining("; "));
    }

    /// Waits of which each is for the next one's task, and the last for the first one's; none where nobody knows
    /// of one.
    List<Wait> ring() {
        SortedMap<Integer, Wait> byTask = new TreeMap<>();
        waits.forEach(wait -> byTask.put(wait.task(), wait));
        for (Wait first : waits) {
            List<Wait> ring = search(first, first, new ArrayList<>(List.of(first)), byTask);
            if (ring != null) {
                return ring;
            }
        }
        return List.of();
    }

    private static @Nullable List<Wait> search(
            Wait first, Wait last, List<Wait> path, SortedMap<Integer, Wait> byTask) {
        for (int holder : last.holders()) {
            Wait next = byTask.get(holder);
            if (first.equals(next)) {
                return path;
            } else if (next != null && !path.contains(next)) {
                path.add(next);
                List<Wait> found = search(first, next, path, byTask);
                if (found != null) {
                    return found;
                }
                path.removeLast();
            }
        }
        return null;
    }
}
