package org.lkernel.experiments.inject;

import java.util.Arrays;
import java.util.List;
import org.lkernel.experiments.fault.Injected;

/// What was seen of one run.
///
/// @param status the program's, as a shell gives it, or -1 if it did not end
/// @param ending how it ended: `ended`, `stuck`, `endless`, `crashed`, and in which words
/// @param steps messages since the base
/// @param retired instructions since the base
/// @param memory a hash of all pages in use, in no order: what is left of memory and files
/// @param seen how often each armed fault's place was passed
@SuppressWarnings("ArrayRecordComponent") // compared by content where they are
public record Observed(
        Ending ending,
        String words,
        int status,
        byte[] output,
        byte[] errors,
        long steps,
        long retired,
        long memory,
        String digest,
        List<Injected> injected,
        long[] seen) {
    /// How a run ended.
    public enum Ending {
        ENDED,
        STUCK,
        ENDLESS,
        CRASHED
    }

    private static final int KILLED = 128;

    /// What became of this run, as the golden one says it should have gone.
    OutcomeClass against(Observed golden) {
        if (ending == Ending.CRASHED) {
            return OutcomeClass.KERNEL_CRASH;
        } else if (injected.isEmpty()) {
            return OutcomeClass.NOT_REACHED;
        } else if (ending != golden.ending) {
            return OutcomeClass.HANG;
        } else if (status != golden.status) {
            return status >= KILLED ? OutcomeClass.APP_CRASH : OutcomeClass.DETECTED;
        }
        boolean complains = !Arrays.equals(errors, golden.errors);
        if (!Arrays.equals(output, golden.output)) {
            return complains ? OutcomeClass.DETECTED : OutcomeClass.SDC;
        } else if (complains) {
            return OutcomeClass.CORRECTED;
        }
        return memory == golden.memory ? OutcomeClass.MASKED : OutcomeClass.LATENT;
    }
}
