package org.lkernel.experiments.fault;

import org.jspecify.annotations.Nullable;
import org.lkernel.actors.Machine;

/// When one armed fault began to strike, how often it has, and whether it is to strike again.
final class Occasion implements Moment.Now {
    private final Fault fault;
    private final @Nullable Machine machine;
    private final long seed;
    private long seen;
    private long strikes;
    private long begunNanos;

    /// @param machine whose time it is, or null where there is none
    /// @param seed of what is left to chance
    Occasion(Fault fault, @Nullable Machine machine, long seed) {
        this.fault = fault;
        this.machine = machine;
        this.seed = seed;
    }

    /// How often its place was passed.
    long seen() {
        return seen;
    }

    /// Its place is passed.
    void pass() {
        seen++;
    }

    /// Its place is passed; whether it strikes. Then it has.
    ///
    /// @param weight how many occurrences this is
    boolean strikes(boolean healed, int weight) {
        long before = seen;
        seen += weight;
        boolean going = strikes > 0 && fault.when() instanceof Moment.Occurrence;
        boolean over =
                healed || strikes >= fault.most() || strikes > 0 && nanos() - begunNanos >= fault.durationNanos();
        if (over || !going && !isNow(before)) {
            return false;
        }
        begunNanos = strikes == 0 ? nanos() : begunNanos;
        strikes++;
        return true;
    }

    private boolean isNow(long before) {
        return fault.when() instanceof Moment.Occurrence(long number)
                ? number > before && number <= seen
                : fault.when().isAt(seen, this);
    }

    @Override
    public long nanos() {
        return machine == null ? 0 : machine.nowNanos();
    }

    @Override
    public long retired() {
        return machine == null ? 0 : machine.retired();
    }

    @Override
    public double drawn(long occurrence, long draw) {
        long place = Flips.mixed((fault.kind() + ":" + fault.where()).hashCode());
        long word = Flips.mixed(seed ^ Flips.mixed(place ^ Flips.mixed(occurrence ^ Flips.mixed(draw))));
        return (word >>> 11) * 0x1.0p-53;
    }
}
