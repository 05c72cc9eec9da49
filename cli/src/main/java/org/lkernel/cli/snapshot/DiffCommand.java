package org.lkernel.cli.snapshot;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.lkernel.actors.MachineImage;
import org.lkernel.cli.Complaint;
import org.lkernel.cli.Json;
import org.lkernel.kernel.Observation;
import org.lkernel.kernel.memory.MemoryState;
import org.lkernel.kernel.memory.PageComparison;
import org.lkernel.snapshots.Snapshot;
import org.lkernel.snapshots.file.OpenOptions;
import org.lkernel.snapshots.file.SnapshotException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `lkernel snapshot diff`: what changed between two snapshots, in the kernel's own terms.
@Command(
        name = "diff",
        mixinStandardHelpOptions = true,
        description = {
            "Says what changed between two snapshots of a machine: tasks, registers, descriptors, pipes, timers, messages"
                    + " in flight, files, pages.",
            "+ came, - went, ~ changed. The exit status is 0 when nothing did, 1 when something did."
        },
        footer = {"", "Examples:", "  lkernel snapshot diff before after", "  lkernel snapshot diff --json before after"
        })
final class DiffCommand implements Callable<Integer> {
    private static final int SHOWN = 20;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Mixin
    private FileOptions files = new FileOptions();

    @Option(names = "--json", description = "Prints a JSON object.")
    private boolean json;

    @Option(names = "--all", description = "Prints every change; else the first " + SHOWN + " of each topic.")
    private boolean all;

    @Parameters(index = "0", paramLabel = "BEFORE", description = "A snapshot.")
    private Path before = Path.of("");

    @Parameters(index = "1", paramLabel = "AFTER", description = "A later one of the same machine.")
    private Path after = Path.of("");

    @Override
    public Integer call() throws Complaint {
        OpenOptions options = files.opening();
        Difference difference = Reading.with(before, options, one -> compare(one, options));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.line(difference));
        } else {
            difference.topics().forEach(topic -> print(topic, out));
        }
        out.flush();
        return difference.topics().isEmpty() ? 0 : 1;
    }

    private Difference compare(Snapshot one, OpenOptions options) throws SnapshotException {
        try (Snapshot other = Snapshot.open(after, options);
                MachineImage then = one.image();
                MachineImage now = other.image()) {
            List<Observation> pages =
                    PageComparison.of(Survey.state(then, MemoryState.class), Survey.state(now, MemoryState.class));
            return Difference.between(Survey.of(then), Survey.of(now), pages);
        }
    }

    private void print(Difference.Topic topic, PrintWriter out) {
        List<Difference.Change> changes = topic.changes();
        out.println(topic.topic().toUpperCase(Locale.ROOT));
        int shown = all ? changes.size() : Math.min(SHOWN, changes.size());
        changes.subList(0, shown).forEach(change -> out.println("  " + change.line()));
        if (shown < changes.size()) {
            out.println("  … and %d more (--all)".formatted(changes.size() - shown));
        }
    }
}
