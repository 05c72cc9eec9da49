package org.lkernel.kernel.scheduler;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;

/// The lines of `/proc/PID/status` that tell the harts a task may run on, as `cpuset(7)` writes them.
final class AllowedText {
    private AllowedText() {}

    static @Nullable Bytes of(SchedulerState state, SchedulerState.@Nullable Slot slot) {
        if (slot == null) {
            return null;
        }
        int harts = state.seats.size();
        long all = harts >= 64 ? -1L : (1L << harts) - 1;
        long allowed = slot.affinity() & all;
        return Bytes.latin1("Cpus_allowed:\t" + Long.toHexString(allowed) + "\nCpus_allowed_list:\t" + list(allowed)
                + "\nMems_allowed:\t1\nMems_allowed_list:\t0\nvoluntary_ctxt_switches:\t0\n"
                + "nonvoluntary_ctxt_switches:\t0\n");
    }

    /// Ranges of the bits that are set, such as `0-2,5`.
    private static String list(long bits) {
        StringBuilder text = new StringBuilder();
        for (int first = 0; first < Long.SIZE; first++) {
            int last = first;
            while (last < Long.SIZE && (bits >>> last & 1) != 0) {
                last++;
            }
            if (last > first) {
                text.append(text.isEmpty() ? "" : ",").append(first);
                text.append(last > first + 1 ? String.format(Locale.ROOT, "-%d", last - 1) : "");
                first = last;
            }
        }
        return text.toString();
    }
}
