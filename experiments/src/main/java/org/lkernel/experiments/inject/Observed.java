package org.lkernel.experiments.inject;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lkernel.experiments.fault.Injected;
import org.lkernel.kernel.Port;

/// What was seen of one run.
///
/// @param status the program's, as a shell gives it, or -1 if it did not end
/// @param ending how it ended: `ended`, `stuck`, `endless`, `crashed`, and in which words
/// @param killed whether it is a signal's status, the program's or one that a shell passed on
/// @param steps messages since the base
/// @param retired instructions since the base
/// @param nanos of the machine's time since the base
/// @param left what every subsystem is left with, as its projection; nothing after a crash
/// @param isolated a hash of the files that were to be left alone
/// @param trail what every subsystem heard, of a golden run
/// @param reached who heard something else than in the golden run
/// @param healed whether the faults were stopped before it ended
/// @param unused whether nobody used the bits that were turned over
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
        SortedMap<Port, Long> left,
        long isolated,
        Trail trail,
        List<Trail.Reached> reached,
        String digest,
        boolean healed,
        boolean unused,
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
        } else if (isolated != golden.isolated) {
            return OutcomeClass.ISOLATION_BREACH;
        } else if (status != golden.status) {
            return killed ? OutcomeClass.APP_CRASH : OutcomeClass.DETECTED;
        }
        boolean complains = !Arrays.equals(errors, golden.errors);
        if (right == null ? !Arrays.equals(output, golden.output) : !right) {
            return complains ? OutcomeClass.DETECTED : OutcomeClass.SDC;
        } else if (complains) {
            return OutcomeClass.CORRECTED;
        }
        return unused
                ? OutcomeClass.NOT_ACTIVATED
                : leftOther(golden).isEmpty() ? OutcomeClass.MASKED : OutcomeClass.LATENT;
    }

    /// The subsystems that are left with something else than after the golden run.
    List<Port> leftOther(Observed golden) {
        return Trail.differing(golden.left, left);
    }

    /// Whom it reached, after how many messages, and where it left something.
    String spread(Observed golden) {
        String first = reached.stream().map(Trail.Reached::toString).collect(Collectors.joining(" "));
        String left = leftOther(golden).stream().map(Port::toString).collect(Collectors.joining(" "));
        return first + (left.isEmpty() || ending == Ending.CRASHED ? "" : " | left in " + left);
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
