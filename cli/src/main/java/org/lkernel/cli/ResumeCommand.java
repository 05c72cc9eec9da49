package org.lkernel.cli;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lkernel.actors.Machine;
import org.lkernel.actors.MachineImage;
import org.lkernel.actors.Mode;
import org.lkernel.cli.session.Front;
import org.lkernel.cli.session.HostedFront;
import org.lkernel.cli.session.SessionDirectory;
import org.lkernel.cli.session.StreamFront;
import org.lkernel.cli.session.TerminalFront;
import org.lkernel.cli.session.TypedFront;
import org.lkernel.cli.snapshot.FileOptions;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.clock.Clock;
import org.lkernel.snapshots.Snapshot;
import org.lkernel.snapshots.file.SnapshotException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `lkernel resume`: goes on with a machine that was saved, here or on another host.
@Command(
        name = "resume",
        mixinStandardHelpOptions = true,
        description = {
            "Goes on with a saved machine. Streams are this command's: standard input goes on with what the snapshot"
                    + " had of it.",
            "The files that the machine has seen are compared with those here: by size and time, else by content."
        },
        footer = {
            "",
            "Examples:",
            "  lkernel run --snapshot warm --at time:5s --stop -- /bin/sh -c 'work'",
            "  lkernel resume --digest warm",
            "  lkernel resume --root /elsewhere/debian session.snapshot",
            "  lkernel resume --name work                 a session that died and was saved with --every"
        })
final class ResumeCommand implements Callable<Integer> {
    private static final int DIFFERENCES_SHOWN = 5;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Mixin
    private ResumeOptions options = new ResumeOptions();

    @Mixin
    private SavingOptions saving = new SavingOptions();

    @Mixin
    private FileOptions files = new FileOptions();

    @Mixin
    private NameOptions naming = new NameOptions();

    @Option(names = "--root", paramLabel = "DIR", description = "Where the root file system is here.")
    private @Nullable Path root;

    @Option(
            names = "--accept-changed-files",
            description = "Goes on although files that the machine has seen are others here, or missing.")
    private boolean accepting;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "The snapshot. Default: the one NAME kept for itself.")
    private @Nullable Path named;

    @Override
    public Integer call() throws Complaint {
        PrintWriter error = spec.commandLine().getErr();
        if (naming.isHosting()) {
            return naming.host((front, own) -> resume(file(), front, own, front.error()));
        } else if (naming.isNamed()) {
            saving.plan(Path.of(""), files.saving());
            return naming.start(options.words(), false, error);
        }
        Path file = file();
        try (Snapshot snapshot = Snapshot.open(file, files.opening())) {
            Front front = front(HostRecord.parse(snapshot.host(), file).terminal());
            return resume(snapshot, file, front, null, error);
        } catch (SnapshotException failure) {
            throw new Complaint(Session.FAILED, String.valueOf(failure.getMessage()));
        }
    }

    private Path file() throws Complaint {
        if (named != null) {
            return named;
        } else if (naming.isNamed()) {
            return SessionDirectory.ofUser().snapshot(naming.name());
        }
        throw Complaint.usage("which snapshot? Name a file, or a session with --name");
    }

    /// A machine with a terminal gets one, or streams in its place.
    private static Front front(boolean terminal) {
        if (!terminal) {
            return new StreamFront();
        }
        return Session.onTerminal()
                ? new TerminalFront("lkernel.snapshot")
                : new TypedFront(new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out));
    }

    private int resume(Path file, HostedFront front, @Nullable Path own, PrintWriter error) throws Complaint {
        try (Snapshot snapshot = Snapshot.open(file, files.opening())) {
            return resume(snapshot, file, front, own, error);
        } catch (SnapshotException failure) {
            throw new Complaint(Session.FAILED, String.valueOf(failure.getMessage()));
        }
    }

    private int resume(Snapshot snapshot, Path file, Front front, @Nullable Path own, PrintWriter error)
            throws Complaint {
        snapshot.otherBuild()
                .ifPresent(
                        build -> error.printf("lkernel: %s was written by %s, and is read by another%n", file, build));
        HostRecord record = HostRecord.parse(snapshot.host(), file);
        if (front instanceof HostedFront && !record.terminal()) {
            throw new Complaint(
                    Session.FAILED, file + ": its machine has streams and no terminal, so it can be no session");
        }
        List<Tree> trees = record.trees(root);
        check(record, trees, file, error);
        front.restore(record.held());
        Blueprint blueprint = new Blueprint(
                record.machineMode(),
                snapshot.seed(),
                trees,
                record.hardware(trees),
                record.words(),
                "lkernel " + String.join(" ", options.words()));
        return new Session(options, blueprint, front, saving.plan(own, files.saving()), error, Session.UNTRACED)
                .run((machine, board) -> load(snapshot, machine, record.machineMode()));
    }

    /// Everything of the file is checked before the machine runs.
    private static void load(Snapshot snapshot, Machine machine, Mode mode) {
        try (MachineImage image = snapshot.wholeImage()) {
            machine.load(image);
        }
        if (mode == Mode.LIVE) {
            tellTime(machine);
        }
    }

    /// A live machine's wall clock goes on with the host's.
    private static void tellTime(Machine machine) {
        java.time.Instant now = java.time.Instant.now();
        long nanos = now.getEpochSecond() * 1_000_000_000L + now.getNano();
        machine.inject(
                Port.CLOCK, new Clock.EpochIs(nanos - Inspection.of(machine).nowNanos()));
    }

    private void check(HostRecord record, List<Tree> trees, Path file, PrintWriter error) throws Complaint {
        List<String> differences;
        try (Bar bar = new Bar("comparing files", !naming.isHosting())) {
            differences = record.differences(trees, bar::step);
        }
        if (differences.isEmpty() || accepting) {
            return;
        }
        differences.stream().skip(1).limit(DIFFERENCES_SHOWN).forEach(line -> error.println("  " + line));
        error.flush();
        throw new Complaint(
                Session.FAILED,
                "%s: %s%s (--accept-changed-files goes on all the same)"
                        .formatted(
                                file,
                                differences.getFirst(),
                                differences.size() == 1 ? "" : ", and %d more".formatted(differences.size() - 1)));
    }
}
