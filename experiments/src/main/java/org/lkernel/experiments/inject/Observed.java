package org.lkernel.experiments.inject;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lkernel.experiments.fault.Injected;

/// What was seen of one run.
///
/// @param status the program's, as a shell gives it, or -1 if it did not end
/// @param ending how it ended: `ended`, `stuck`, `endless`, `crashed`, and in which words
/// @param killed whether it is a signal's status, the program's or one that a shell passed on
/// @param steps messages since the base
/// @param retired instructions since the base
/// @param nanos of the machine's time since the base
/// @param memory a hash of all pages in use, in no order: what is left of memory and files
/// @param healed whether the faults were stopped before it ended
/// @param right what the check says of the output, or null if there is none
/// @param seen how often each armed fault's place was passed
@SuppressWarnings("ArrayRecordComponent") // compared by content where they are
public record Observed(
        Ending ending,
        String words,
        int status,
        boolean killed,
        byte[] output,
        byte[] errors,
        long steps,
        long retired,
        long nanos,
        long memory,
        String digest,
        boolean healed,
        @Nullable Boolean right,
        List<Injected> injected,
        long[] seen) {
    private static final int LONGEST = 100;

    /// How a run ended.
    public enum Ending {
        ENDED,
        STUCK,
        ENDLESS,
        CRASHED
    }

    /// What became of this run, as the golden one says it should have gone.
    OutcomeClass against(Observed golden) {
        if (ending == Ending.CRASHED) {
            return OutcomeClass.KERNEL_CRASH;
        } else if (injected.isEmpty()) {
            return OutcomeClass.NOT_REACHED;
        } else if (ending != golden.ending) {
            return healed ? OutcomeClass.LIVENESS : OutcomeClass.HANG;
        } else if (status != golden.status) {
            return killed ? OutcomeClass.APP_CRASH : OutcomeClass.DETECTED;
        }
        boolean complains = !Arrays.equals(errors, golden.errors);
        if (right == null ? !Arrays.equals(output, golden.output) : !right) {
            return complains ? OutcomeClass.DETECTED : OutcomeClass.SDC;
        } else if (complains) {
            return OutcomeClass.CORRECTED;
        }
        return memory == golden.memory ? OutcomeClass.MASKED : OutcomeClass.LATENT;
    }

    /// Whether the check, if there is one, has nothing to object to.
    boolean isRight() {
        return right == null || right;
    }

    /// The first line of standard error that the golden run has not, without numbers, which differ between two runs
    /// that fail alike.
    String complaint(Observed golden) {
        return firstOther(errors, golden.errors);
    }

    /// The first line of output that the golden run has not.
    String wrong(Observed golden) {
        return firstOther(output, golden.output);
    }

    private static String firstOther(byte[] text, byte[] usual) {
        List<String> known = new String(usual, StandardCharsets.UTF_8).lines().toList();
        String line = new String(text, StandardCharsets.UTF_8)
                .lines()
                .filter(each -> !known.contains(each) && !each.isBlank())
                .findFirst()
                .orElse("")
                .replaceAll("0x[0-9a-fA-F]+|\\d+", "N")
                .replaceAll("\\p{Cntrl}", "?");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST);
    }
}
