package org.lkernel.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lkernel.actors.Mode;
import org.lkernel.cli.caller.Caller;
import org.lkernel.cli.session.Front;
import org.lkernel.cli.session.HostedFront;
import org.lkernel.cli.session.Screen;
import org.lkernel.cli.session.SessionDirectory;
import org.lkernel.cli.session.StreamFront;
import org.lkernel.cli.session.TerminalFront;
import org.lkernel.cli.session.TypedFront;
import org.lkernel.cli.snapshot.FileOptions;
import org.lkernel.drivers.hostfiles.HostText;
import org.lkernel.drivers.saved.HostRecord;
import org.lkernel.drivers.saved.Resumption;
import org.lkernel.drivers.saved.Tree;
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
            "In live mode it goes on with a new seed, so that two resumed machines draw different random numbers; in"
                    + " deterministic mode exactly as the one that was saved.",
            "The files that the machine has seen are compared with those here: by size and time, else by content."
        },
        footer = {
            "",
            "Examples:",
            "  lkernel run --snapshot warm --at time:5s --stop -- /bin/sh -c 'work'",
            "  lkernel resume --digest warm",
            "  lkernel resume --root /elsewhere/debian session.snapshot",
            "  lkernel resume --seed 7 --report warm         another order of events from here on",
            "  lkernel resume --name work                    a session that died and was saved with --every"
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
            return SessionDirectory.ofUser(Main.caller(spec)).snapshot(naming.name());
        }
        throw Complaint.usage("which snapshot? Name a file, or a session with --name");
    }

    /// A machine with a terminal gets one, or streams in its place.
    private Front front(boolean terminal) {
        Caller caller = Main.caller(spec);
        if (!terminal) {
            return new StreamFront(caller);
        }
        return caller.onTerminal()
                ? new TerminalFront(caller, "lkernel.snapshot")
                : new TypedFront(caller.input(), caller.output());
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
        List<Tree> trees = trees(record);
        check(record, trees, file, error);
        front.restore(new Front.Held(record.heldInput(), record.inputEnded(), record.screen(Screen.Kept.class, file)));
        Mode mode = record.machineMode();
        Long seed = options.newSeed(mode);
        Blueprint blueprint = new Blueprint(
                mode, snapshot.seed(), trees, record.hardware(trees), record.words(), options.replayLine(seed));
        return new Session(
                        Main.caller(spec),
                        options.telling(),
                        new HostGate(options.record()),
                        blueprint,
                        front,
                        saving.plan(own, files.saving()),
                        error)
                .run((machine, board) -> Resumption.load(snapshot, machine, mode, seed));
    }

    /// The trees of the same names here.
    private List<Tree> trees(HostRecord record) throws Complaint {
        List<Tree> found = new ArrayList<>();
        for (HostRecord.Seen seen : record.trees()) {
            String option = found.isEmpty() ? "--root" : "--volume";
            Path host =
                    found.isEmpty() && root != null ? root : seen.host() == null ? null : HostText.path(seen.host());
            found.add(
                    host == null
                            ? Tree.embedded()
                            : Tree.directory(MachineOptions.directory(host, option), seen.guest()));
        }
        return List.copyOf(found);
    }

    private void check(HostRecord record, List<Tree> trees, Path file, PrintWriter error) throws Complaint {
        List<String> differences;
        try (Bar bar = new Bar(
                "comparing files", !naming.isHosting() && Main.caller(spec).onTerminal())) {
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
