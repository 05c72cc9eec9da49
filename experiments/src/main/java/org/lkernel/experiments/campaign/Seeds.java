package org.lkernel.experiments.campaign;

/// The seed of each schedule of a campaign.
final class Seeds {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private Seeds() {}

    /// The finaliser of SplitMix64 over both, so that neighbours have nothing in common.
    static long of(long campaign, long number) {
        long word = campaign * 0xD6E8FEB86659FD93L + number * GOLDEN;
        long first = (word ^ (word >>> 30)) * 0xbf58476d1ce4e5b9L;
        long second = (first ^ (first >>> 27)) * 0x94d049bb133111ebL;
        return second ^ (second >>> 31);
    }
}
