package org.lkernel.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lkernel.actors.Mode;
import org.lkernel.drivers.saved.Resumption;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// What can be asked of a machine that is already made.
final class ResumeOptions {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec command;

    @Mixin
    private RunOptions telling = new RunOptions();

    @Option(
            names = "--record",
            paramLabel = "FILE",
            description = "Writes the journal from here on, which `lkernel replay --from SNAPSHOT` repeats.")
    private @Nullable Path record;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description =
                    "Decides what comes from here on: order, random numbers. Default: in live mode a random one, so"
                            + " that two machines resumed from one snapshot do not share their secrets; else the machine's own.")
    private @Nullable Long seed;

    @Option(
            names = "--same",
            description = "Keeps the machine's own seed in live mode too: it draws the random numbers that any other"
                    + " resumed from this snapshot draws.")
    private boolean same;

    RunOptions telling() {
        return telling;
    }

    @Nullable
    Path record() {
        return record;
    }

    /// The words the user wrote after `lkernel`.
    List<String> words() {
        return command.root().commandLine().getParseResult().originalArgs();
    }

    /// The seed to go on with, or null for the machine's own.
    @Nullable
    Long newSeed(Mode mode) throws Complaint {
        if (same && seed != null) {
            throw Complaint.usage("--seed and --same exclude each other");
        } else if (seed != null || same) {
            return seed;
        }
        return Resumption.seed(mode);
    }

    /// The command that repeats this run as far as it can be.
    String replayLine(@Nullable Long chosen) {
        List<String> all = new ArrayList<>(words());
        if (chosen != null && seed == null) {
            all.addAll(1, List.of("--seed", String.valueOf(chosen)));
        }
        return "lkernel " + String.join(" ", all);
    }
}
