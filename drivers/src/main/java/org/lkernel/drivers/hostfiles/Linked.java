package org.lkernel.drivers.hostfiles;

import java.util.Comparator;
import org.lkernel.kernel.device.HostEntry;

/// A file of the host with several names, as it was when the first of them was shown; in order of what other names
/// of it have in common with this one.
///
/// @param path components joined by `/`
record Linked(int export, long size, long modifiedNanos, int links, String path) implements Comparable<Linked> {
    private static final Comparator<Linked> ORDER = Comparator.comparingInt(Linked::export)
            .thenComparingLong(Linked::size)
            .thenComparingLong(Linked::modifiedNanos)
            .thenComparingInt(Linked::links)
            .thenComparing(Linked::path);

    static Linked of(int export, String path, HostEntry entry) {
        return new Linked(export, entry.size(), entry.modifiedNanos(), entry.links(), path);
    }

    /// What comes before all that may be the same file.
    Linked first() {
        return new Linked(export, size, modifiedNanos, links, "");
    }

    /// Whether both may be names of one file.
    boolean resembles(Linked other) {
        return first().equals(other.first());
    }

    @Override
    public int compareTo(Linked other) {
        return ORDER.compare(this, other);
    }
}
