package org.lkernel.kernel.memory;

import java.util.ArrayList;
import java.util.List;
import org.lkernel.kernel.Observation;

/// What there is to say of address spaces, objects and futexes.
final class MemoryObservation {
    private MemoryObservation() {}

    static List<Observation> of(MemoryState state) {
        List<Observation> seen = new ArrayList<>();
        seen.add(new Observation(
                "memory", "frames", "%d used of %d".formatted(state.frames.used(), state.frames.limit())));
        for (Space space : state.spaces().values()) {
            seen.add(new Observation(
                    "spaces",
                    "space " + space.id,
                    "%d areas, %d pages resident, break %x"
                            .formatted(space.areas.size(), space.pages.size(), space.breakEnd)));
            for (Area area : space.areas.values()) {
                seen.add(new Observation("areas", name(space, area), describe(space, area)));
            }
        }
        state.futexes
                .queues()
                .forEach((key, queue) -> seen.add(new Observation(
                        "futexes",
                        key.object() == 0
                                ? "space %d at %x".formatted(key.space(), key.offset())
                                : "object %d at %x".formatted(key.object(), key.offset()),
                        "tasks waiting: "
                                + queue.stream()
                                        .map(waiter -> waiter.call().task())
                                        .toList())));
        return seen;
    }

    /// An area is known by its space and place.
    static String name(Space space, Area area) {
        return "space %d %x-%x".formatted(space.id, area.start(), area.end());
    }

    private static String describe(Space space, Area area) {
        int resident = 0;
        for (long page = space.pages.next(area.firstPage(), area.endPage());
                page < area.endPage();
                page = space.pages.next(page + 1, area.endPage())) {
            resident++;
        }
        return "%s%s%s%s %s%d pages resident"
                .formatted(
                        (area.protection() & Area.READ) != 0 ? "r" : "-",
                        (area.protection() & Area.WRITE) != 0 ? "w" : "-",
                        (area.protection() & Area.EXECUTE) != 0 ? "x" : "-",
                        area.isPrivate() ? "p" : "s",
                        area.path().isEmpty() ? "" : area.path().toUtf8() + ", ",
                        resident);
    }
}
