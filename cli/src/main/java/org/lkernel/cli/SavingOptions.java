package org.lkernel.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.lkernel.actors.Until;
import org.lkernel.drivers.board.Board;
import org.lkernel.snapshots.file.SaveOptions;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// The options of a run that is saved on its way.
final class SavingOptions {
    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec command;

    @Option(
            names = "--snapshot",
            paramLabel = "FILE",
            description = "Saves the machine, where --at or --every says. FILE is replaced in one step, so it is always"
                    + " a whole snapshot.")
    private @Nullable Path file;

    @Option(names = "--at", paramLabel = "COND", description = "Saves once, at " + Until.FORMS + ".")
    private @Nullable String place;

    @Option(names = "--stop", description = "Ends the run once it is saved, with status 0.")
    private boolean stopping;

    @Option(
            names = "--every",
            paramLabel = "TIME",
            description = "Saves again and again: 500ms, 5s… of virtual time, in live mode of the host's.")
    private @Nullable String period;

    @Option(
            names = "--increments",
            description = "With --every, stores the pages that changed and little else: FILE.1, FILE.2… are kept as"
                    + " long as FILE, the newest, needs them.")
    private boolean increments;

    @Option(
            names = "--compress",
            paramLabel = "LEVEL",
            description = "Compresses with Zstandard, 1 to 19. Default: not.")
    private int compression;

    /// Whether a snapshot was asked for.
    boolean isSaving() {
        return file != null;
    }

    /// @param own where a session keeps its own snapshot, if it has a name
    Saves.Plan plan(@Nullable Path own, SaveOptions signing) throws Complaint {
        if (compression < 0 || compression > 19) {
            throw Complaint.usage("--compress is 1 to 19, not " + compression);
        }
        SaveOptions options = signing.withCompression(compression);
        Path to = file == null ? own : file;
        if (place == null && period == null) {
            if (file != null || stopping || increments) {
                throw Complaint.usage("--snapshot, --stop and --increments need --at or --every to say when");
            }
            return new Saves.Plan(own, false, null, false, 0, false, options);
        } else if (place != null && period != null) {
            throw Complaint.usage("--at and --every exclude each other");
        } else if (to == null) {
            throw Complaint.usage("--at and --every need --snapshot FILE to say where to");
        }
        if (increments && period == null) {
            throw Complaint.usage("--increments needs --every");
        }
        return new Saves.Plan(
                Main.caller(command).absolute(to), file != null, at(), stopping, everyNanos(), increments, options);
    }

    private @Nullable Until at() throws Complaint {
        return place == null ? null : parse(place, "--at " + place);
    }

    private long everyNanos() throws Complaint {
        if (period == null) {
            return 0;
        }
        if (!(parse("time:" + period, "--every " + period) instanceof Until.Time time) || time.nanos() <= 0) {
            throw Complaint.usage("--every is a time: 500ms, 5s, not '" + period + "'");
        }
        return time.nanos();
    }

    private static Until parse(String text, String option) throws Complaint {
        try {
            return Until.parse(text, Board.SYSTEM_CALLS);
        } catch (IllegalArgumentException mistake) {
            throw Complaint.usage(option + ": " + mistake.getMessage());
        }
    }
}
