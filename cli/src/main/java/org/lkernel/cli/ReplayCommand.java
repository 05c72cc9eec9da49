package org.lkernel.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lkernel.actors.Machine;
import org.lkernel.actors.MachineImage;
import org.lkernel.actors.Mode;
import org.lkernel.actors.journal.JournalException;
import org.lkernel.actors.journal.JournalHeader;
import org.lkernel.actors.journal.JournalReader;
import org.lkernel.cli.session.ReplayFront;
import org.lkernel.cli.snapshot.FileOptions;
import org.lkernel.drivers.hostfiles.HostText;
import org.lkernel.drivers.saved.Tree;
import org.lkernel.experiments.campaign.CaseFile;
import org.lkernel.snapshots.Snapshot;
import org.lkernel.snapshots.file.SnapshotException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `lkernel replay`: repeats a run from its journal; output, exit status and digest are those of the run.
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Repeats a run that was recorded with --record. A journal that was cut off, since its run was killed or the"
                    + " disk was full, is repeated up to its last whole block.",
            "The exit status is that of the run, and 130 when the journal ends before its program does.",
            "A case that explore found is played again; its exit status is 1 when it fails again, 0 when it passes."
        },
        footer = {
            "",
            "Examples:",
            "  lkernel run --record journal --digest -- /bin/date",
            "  lkernel replay --digest journal",
            "  lkernel replay --trace messages journal",
            "  lkernel replay --snapshot late --at time:5s --stop journal; lkernel resume late",
            "  lkernel resume --record more late; lkernel replay --from late more",
            "  lkernel explore --out found -- /bin/threads; lkernel replay found/*.case"
        })
final class ReplayCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Mixin
    private RunOptions telling = new RunOptions();

    @Mixin
    private SavingOptions saving = new SavingOptions();

    @Mixin
    private FileOptions files = new FileOptions();

    @Option(
            names = "--from",
            paramLabel = "SNAPSHOT",
            description = "What the run was resumed from, when its journal begins there.")
    private @Nullable Path from;

    @Parameters(
            paramLabel = "FILE",
            description = "What --record wrote, a *.case of explore's, or results.db#N of inject's.")
    private Path file = Path.of("");

    @Override
    public Integer call() throws Complaint {
        InjectedReplay injected = InjectedReplay.of(file);
        if (injected != null) {
            return injected.run(spec.commandLine().getOut());
        } else if (CaseFile.isCase(file)) {
            return new CaseReplay(file, Main.caller(spec), spec.commandLine().getErr()).run(telling.digest());
        }
        try (JournalReader journal = new JournalReader(Files.newByteChannel(file), true)) {
            return repeat(journal);
        } catch (NoSuchFileException missing) {
            throw new Complaint(Session.FAILED, "there is no file '" + HostText.of(file) + "'");
        } catch (JournalException failure) {
            throw failed(String.valueOf(failure.getMessage()));
        } catch (IOException failure) {
            throw failed(Reason.of(failure));
        } catch (IllegalArgumentException foreign) {
            throw failed("this is the journal of another machine");
        }
    }

    private Complaint failed(String reason) {
        return new Complaint(Session.FAILED, HostText.of(file) + ": " + reason);
    }

    private int repeat(JournalReader journal) throws Complaint {
        JournalHeader header = journal.header();
        if (header.firstStep() > 0 && from == null) {
            throw failed("this run was resumed from a snapshot at message %d: name it with --from"
                    .formatted(header.firstStep()));
        }
        OutputFile out = OutputFile.standardOutput(Main.caller(spec));
        OutputFile err = OutputFile.standardError(Main.caller(spec));
        PrintWriter error = spec.commandLine().getErr();
        int status = new Session(
                        Main.caller(spec),
                        telling,
                        new JournalGate(file, journal, out, err),
                        blueprint(header),
                        new ReplayFront(),
                        saving.plan(null, files.saving()),
                        error)
                .writing(List.of(out, err))
                .run((machine, board) -> begin(machine));
        if (journal.cutOff() != null) {
            error.printf(
                    "lkernel: %s was cut off and is repeated up to there: %s%n", HostText.of(file), journal.cutOff());
            error.flush();
        }
        return status;
    }

    private Blueprint blueprint(JournalHeader header) throws Complaint {
        Journaled machine = Journaled.parse(header.configuration());
        List<Tree> trees = saving.isSaving() ? machine.trees() : List.of();
        if (saving.isSaving() && trees.isEmpty()) {
            throw failed("it does not say where the machine's files were, so no snapshot can be made of it");
        }
        return new Blueprint(
                Mode.named(header.mode()),
                header.seed(),
                trees,
                machine.hardware(),
                header.arguments(),
                "lkernel replay " + HostText.of(file));
    }

    private void begin(Machine machine) throws Complaint {
        if (from == null) {
            return;
        }
        try (Snapshot snapshot = Snapshot.open(from, files.opening());
                MachineImage image = snapshot.wholeImage()) {
            machine.load(image);
        } catch (SnapshotException failure) {
            throw new Complaint(Session.FAILED, String.valueOf(failure.getMessage()));
        }
    }
}
