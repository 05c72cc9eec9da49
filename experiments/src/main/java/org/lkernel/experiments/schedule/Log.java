package org.lkernel.experiments.schedule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lkernel.experiments.schedule.Decision.Site;
import org.lkernel.kernel.Digest;

/// The decisions of one schedule that differ from fifo's, written down in numbers: most schedules are not
/// looked at again.
final class Log {
    private static final int WORDS = 5;

    private long[] entries = new long[WORDS * 64];
    private int count;

    void clear() {
        count = 0;
    }

    void add(Site site, int occurrence, Candidates candidates, int chosen) {
        int at = count++ * WORDS;
        if (at == entries.length) {
            entries = Arrays.copyOf(entries, 2 * at);
        }
        int usual = candidates.usual();
        entries[at] = (long) occurrence << 2 | code(site);
        entries[at + 1] = candidates.chain(usual);
        entries[at + 2] = candidates.number(usual);
        entries[at + 3] = candidates.chain(chosen);
        entries[at + 4] = candidates.number(chosen);
    }

    private static int code(Site site) {
        return switch (site) {
            case STAY -> 0;
            case PICK -> 1;
            case DELIVER -> 2;
        };
    }

    int count() {
        return count;
    }

    /// A hash of all entries.
    long shape() {
        Digest digest = new Digest();
        for (int at = 0; at < count * WORDS; at++) {
            digest.putLong(entries[at]);
        }
        return digest.low();
    }

    List<Decision> decisions() {
        List<Decision> all = new ArrayList<>(count);
        for (int at = 0; at < count * WORDS; at += WORDS) {
            Site site = List.of(Site.STAY, Site.PICK, Site.DELIVER).get((int) entries[at] & 3);
            all.add(new Decision(
                    site,
                    Candidates.subject((int) entries[at + 1], entries[at + 2]),
                    (int) (entries[at] >>> 2),
                    Candidates.subject((int) entries[at + 3], entries[at + 4])));
        }
        return all;
    }
}
