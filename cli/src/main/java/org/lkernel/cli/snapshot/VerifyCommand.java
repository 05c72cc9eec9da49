package org.lkernel.cli.snapshot;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lkernel.actors.MachineImage;
import org.lkernel.cli.Bar;
import org.lkernel.cli.Complaint;
import org.lkernel.cli.Json;
import org.lkernel.cli.Main;
import org.lkernel.snapshots.Snapshot;
import org.lkernel.snapshots.file.OpenOptions;
import org.lkernel.snapshots.file.SnapshotException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `lkernel snapshot verify`: reads every byte of snapshots, and every state in them.
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Checks that snapshots are whole: every hash, and that every state can be read; parents included.",
            "The exit status is 0 when all are, 1 when one is not."
        },
        footer = {"", "Examples:", "  lkernel snapshot verify *.snapshot"})
final class VerifyCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Mixin
    private FileOptions files = new FileOptions();

    @Option(names = "--json", description = "Prints a JSON array.")
    private boolean json;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Snapshots.")
    private List<Path> paths = new ArrayList<>();

    /// @param problem null when it is whole
    record Verdict(
            String file,
            @Nullable String generation,
            @Nullable String problem) {}

    @Override
    public Integer call() throws Complaint {
        OpenOptions options = files.opening();
        PrintWriter out = spec.commandLine().getOut();
        List<Verdict> verdicts = new ArrayList<>();
        for (Path path : paths) {
            Verdict verdict = verify(path, options);
            verdicts.add(verdict);
            if (!json) {
                out.println(verdict.problem() == null ? path + ": whole" : verdict.problem());
                out.flush();
            }
        }
        if (json) {
            out.println(Json.line(verdicts));
            out.flush();
        }
        return verdicts.stream().allMatch(verdict -> verdict.problem() == null) ? 0 : 1;
    }

    private Verdict verify(Path path, OpenOptions options) {
        try (Snapshot snapshot = Snapshot.open(path, options);
                Bar bar = new Bar(
                        String.valueOf(path.getFileName()), Main.caller(spec).onTerminal())) {
            snapshot.file().verify(bar);
            try (MachineImage _ = snapshot.image()) {
                return new Verdict(path.toString(), snapshot.file().generation().toString(), null);
            }
        } catch (SnapshotException failure) {
            return new Verdict(path.toString(), null, failure.getMessage());
        }
    }
}
