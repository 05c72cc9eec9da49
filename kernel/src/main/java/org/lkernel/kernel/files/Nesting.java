package org.lkernel.kernel.files;

import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.files.Epoll.Subject;
import org.lkernel.kernel.files.Ongoing.Slot;

/// How interest lists may lie in one another: no circle, no more than five on top of each other, and not too many ways
/// from one source up (`eventpoll.c`), so that a wake comes to an end.
final class Nesting {
    /// `EP_MAX_NESTS`: how many steps there may be from a list to another.
    private static final int STEPS_MAXIMUM = 4;
    /// How many ways of each length may lead from a source to the lists on top; of the shortest there may be any
    /// number.
    private static final int[] WAYS_MAXIMUM = {Integer.MAX_VALUE, 500, 100, 50, 10};

    private final Core core;

    Nesting(Core core) {
        this.core = core;
    }

    /// Refuses to put one list into another when that makes a circle or a tower; `ELOOP`.
    void requireShallow(long outer, long inner) {
        int below = below(inner, outer, 0);
        if (below > STEPS_MAXIMUM || below + 1 + above(outer) > STEPS_MAXIMUM) {
            throw new Refusal(Errno.ELOOP);
        }
    }

    /// How many steps lead down from a list; more than are allowed when the forbidden one is on the way.
    private int below(long id, long forbidden, int depth) {
        int deepest = 0;
        for (long inner : inner(id)) {
            deepest = inner == forbidden || depth > STEPS_MAXIMUM
                    ? STEPS_MAXIMUM + 1
                    : Math.max(deepest, below(inner, forbidden, depth + 1) + 1);
            if (deepest > STEPS_MAXIMUM) {
                break;
            }
        }
        return deepest;
    }

    private int above(long id) {
        int highest = 0;
        for (long outer : watchers(id)) {
            highest = Math.max(highest, above(outer) + 1);
        }
        return highest;
    }

    private SortedSet<Long> inner(long id) {
        SortedSet<Long> found = new TreeSet<>();
        for (Subject key : core.state.epoll(id).interests().keySet()) {
            if (core.state.file(key.file()).opened() instanceof Opened.Epoll inner) {
                found.add(inner.epoll());
            }
        }
        return found;
    }

    /// The lists that watch a source, each as often as it does.
    private java.util.List<Long> watchers(long source) {
        java.util.List<Long> found = new java.util.ArrayList<>();
        Slot at = new Slot(source, 0);
        for (Map.Entry<Slot, Epoll.Watch> next;
                (next = core.state.watches.higherEntry(at)) != null
                        && next.getKey().source() == source;
                at = next.getKey()) {
            found.add(next.getValue().epoll());
        }
        return found;
    }

    /// Whether there are too many ways up from a description that a list has just been given, or from anything in it.
    boolean hasTooManyWays(long list, OpenFile target) {
        SortedSet<Long> sources = new TreeSet<>();
        if (target.opened() instanceof Opened.Epoll inner) {
            leaves(inner.epoll(), sources);
        } else if (!watchers(list).isEmpty()) {
            sources.add(Streams.source(target));
        }
        return sources.stream().anyMatch(source -> !climbs(source, 0, new int[WAYS_MAXIMUM.length]));
    }

    private void leaves(long id, SortedSet<Long> sources) {
        for (Subject key : core.state.epoll(id).interests().keySet()) {
            OpenFile file = core.state.file(key.file());
            if (file.opened() instanceof Opened.Epoll inner) {
                leaves(inner.epoll(), sources);
            } else {
                sources.add(Streams.source(file));
            }
        }
    }

    private boolean climbs(long source, int steps, int[] ways) {
        if (steps > STEPS_MAXIMUM) {
            return false;
        }
        for (long list : watchers(source)) {
            boolean fits =
                    watchers(list).isEmpty() ? ++ways[steps] <= WAYS_MAXIMUM[steps] : climbs(list, steps + 1, ways);
            if (!fits) {
                return false;
            }
        }
        return true;
    }
}
