package org.lkernel.experiments.schedule;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.lkernel.experiments.schedule.Decision.Site;

/// Decisions to be repeated, found by what they are about.
final class Given {
    private final Map<String, Subject> instead = new TreeMap<>();
    private final NavigableMap<Integer, NavigableMap<Long, Boolean>> stays = new TreeMap<>();

    Given(List<Decision> decisions) {
        for (Decision decision : decisions) {
            instead.put(key(decision.site(), decision.usual(), decision.occurrence()), decision.instead());
            if (decision.site() == Site.STAY && decision.usual() instanceof Subject.Task task) {
                stays.computeIfAbsent(task.task(), _ -> new TreeMap<>()).put(task.progress(), true);
            }
        }
    }

    private static String key(Site site, Subject usual, int occurrence) {
        return site + " " + usual + " " + occurrence;
    }

    /// The position of what was said to come instead, or of what fifo would do.
    int choose(Site site, Candidates candidates, int occurrence) {
        Subject wanted = instead.get(key(site, candidates.subject(candidates.usual()), occurrence));
        int found = wanted == null ? -1 : candidates.find(wanted);
        return found < 0 ? candidates.usual() : found;
    }

    boolean interrupts(int task, long progress) {
        return stays.getOrDefault(task, java.util.Collections.emptyNavigableMap())
                .containsKey(progress);
    }

    /// How far the task has come when it is next interrupted, from here or later on; `Long.MAX_VALUE` for never.
    long next(int task, long progress) {
        Long next = stays.getOrDefault(task, java.util.Collections.emptyNavigableMap())
                .ceilingKey(progress);
        return next == null ? Long.MAX_VALUE : next;
    }
}
