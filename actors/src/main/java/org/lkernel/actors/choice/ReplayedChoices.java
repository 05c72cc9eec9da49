package org.lkernel.actors.choice;

import java.util.List;
import java.util.TreeMap;

/// Choices that repeat given decisions, by key, and ask another source for all that were not given.
///
/// Given none, it is that source; given some, those are forced and the others stay what they were. A recorded
/// value that no longer fits its bound, in a run that has changed since, wraps round.
public final class ReplayedChoices implements KeyedChoices {
    private final TreeMap<Key, Decision> given = new TreeMap<>();
    private final KeyedChoices source;
    private final Counters counters = new Counters();

    public ReplayedChoices(List<Decision> decisions, KeyedChoices source) {
        decisions.forEach(
                decision -> given.put(new Key(decision.site(), decision.actor(), decision.occurrence()), decision));
        this.source = source;
    }

    @Override
    public int choose(Site site, int actor, int bound) {
        // The source is asked in any case, so that its later decisions are the same with and without this one forced.
        int otherwise = source.choose(site, actor, bound);
        if (bound == 1) {
            return 0;
        }
        Decision decision = given.get(new Key(site, actor, counters.next(site, actor)));
        return decision == null ? otherwise : (int) Long.remainderUnsigned(decision.value(), bound);
    }

    @Override
    public long bits(Site site, int actor) {
        long otherwise = source.bits(site, actor);
        Decision decision = given.get(new Key(site, actor, counters.next(site, actor)));
        return decision == null ? otherwise : decision.value();
    }

    @Override
    public long seed() {
        return source.seed();
    }

    @Override
    public ChoicesState state() {
        return new ChoicesState(seed(), counters.saved());
    }

    @Override
    public KeyedChoices copy() {
        ReplayedChoices copy = new ReplayedChoices(List.copyOf(given.values()), source.copy());
        copy.counters.load(counters);
        return copy;
    }

    @Override
    public void load(ChoicesState state) {
        counters.load(state.counts());
        source.load(state);
    }

    private record Key(Site site, int actor, long occurrence) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int bySite = site.compareTo(other.site);
            int byActor = bySite != 0 ? bySite : Integer.compare(actor, other.actor);
            return byActor != 0 ? byActor : Long.compare(occurrence, other.occurrence);
        }
    }
}
