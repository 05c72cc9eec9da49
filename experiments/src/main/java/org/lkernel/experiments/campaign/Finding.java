package org.lkernel.experiments.campaign;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lkernel.experiments.oracle.Failure;

/// One bug: all schedules that failed with one signature.
///
/// @param failure as the first of them says it
/// @param schedules how many there were
/// @param first the number of the first
/// @param everywhere whether fifo's schedule fails so too: then it is no matter of the schedule
/// @param reduced the first one, with nothing left in it that is not needed; null if it could not be
/// @param pair it, and the nearest schedule that passes; null where none was found to pass
/// @param remark why it is not reduced, or nothing
public record Finding(
        Failure failure,
        long schedules,
        long first,
        boolean everywhere,
        @Nullable CaseFile reduced,
        @Nullable CriticalPair pair,
        List<String> shown,
        String remark) {
    public Finding {
        shown = List.copyOf(shown);
    }
}
