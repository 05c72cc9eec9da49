package org.lkernel.actors.choice;

import java.util.Arrays;
import org.lkernel.kernel.Canonical;

/// Choices drawn from a seed.
@SuppressWarnings("EnumOrdinal") // an index into a table made in this very run
public final class SeededChoices implements KeyedChoices {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final long[] SITE_KEYS =
            Arrays.stream(Site.values()).mapToLong(Canonical::constantId).toArray();

    private static final long[] STREAMS =
            Arrays.stream(Stream.values()).mapToLong(Canonical::constantId).toArray();

    private final Counters counters = new Counters();
    private long seed;
    private long[] streamKeys;

    public SeededChoices(long seed) {
        this.seed = seed;
        this.streamKeys = streamKeys(seed);
    }

    private static long[] streamKeys(long seed) {
        long[] keys = new long[STREAMS.length];
        for (int index = 0; index < keys.length; index++) {
            keys[index] = mixed(seed + mixed(STREAMS[index]));
        }
        return keys;
    }

    @Override
    public int choose(Site site, int actor, int bound) {
        if (bound < 1) {
            throw new IllegalArgumentException("no alternative to choose from at " + site);
        }
        // A choice without an alternative is none: it is neither drawn nor counted.
        return bound == 1 ? 0 : (int) (((drawn(site, actor) >>> 32) * bound) >>> 32);
    }

    @Override
    public long bits(Site site, int actor) {
        return drawn(site, actor);
    }

    private long drawn(Site site, int actor) {
        long key = mixed(streamKeys[site.stream.ordinal()] ^ (SITE_KEYS[site.ordinal()] + actor * GOLDEN));
        return mixed(key + counters.next(site, actor) * GOLDEN);
    }

    /// The finaliser of SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", 2014).
    private static long mixed(long word) {
        long first = (word ^ (word >>> 30)) * 0xbf58476d1ce4e5b9L;
        long second = (first ^ (first >>> 27)) * 0x94d049bb133111ebL;
        return second ^ (second >>> 31);
    }

    @Override
    public long seed() {
        return seed;
    }

    @Override
    public ChoicesState state() {
        return new ChoicesState(seed, counters.saved());
    }

    @Override
    public KeyedChoices copy() {
        SeededChoices copy = new SeededChoices(seed);
        copy.counters.load(counters);
        return copy;
    }

    @Override
    public void load(ChoicesState state) {
        seed = state.seed();
        streamKeys = streamKeys(seed);
        counters.load(state.counts());
    }
}
