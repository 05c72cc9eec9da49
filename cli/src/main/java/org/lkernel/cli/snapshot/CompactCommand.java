package org.lkernel.cli.snapshot;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lkernel.cli.Bar;
import org.lkernel.cli.Complaint;
import org.lkernel.cli.Json;
import org.lkernel.cli.Main;
import org.lkernel.snapshots.file.SaveOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `lkernel snapshot compact`: makes an increment and its parents one file that needs no other.
@Command(
        name = "compact",
        mixinStandardHelpOptions = true,
        description = "Writes a snapshot, with what it needs of its parents, as one file.",
        footer = {"", "Examples:", "  lkernel snapshot compact --compress 3 work.snapshot small.snapshot"})
final class CompactCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Mixin
    private FileOptions files = new FileOptions();

    @Option(names = "--compress", paramLabel = "LEVEL", description = "Zstandard's level, 1 to 19. Default: none.")
    private int level;

    @Option(names = "--json", description = "Prints a JSON object.")
    private boolean json;

    @Parameters(index = "0", paramLabel = "FILE", description = "A snapshot.")
    private Path file = Path.of("");

    @Parameters(index = "1", arity = "0..1", paramLabel = "OUT", description = "Where to. Default: FILE's own place.")
    private @Nullable Path out;

    @Override
    public Integer call() throws Complaint {
        if (level < 0 || level > 19) {
            throw Complaint.usage("--compress is 1 to 19, not " + level);
        }
        Path target = out == null ? file : out;
        try (Bar bar =
                new Bar(String.valueOf(target.getFileName()), Main.caller(spec).onTerminal())) {
            SaveOptions saving = files.saving().withCompression(level).withProgress(bar);
            Reading.with(file, files.opening(), snapshot -> snapshot.file().compact(target, saving));
        }
        PrintWriter said = spec.commandLine().getOut();
        Reading.Written written = Reading.written(target);
        said.println(json ? Json.line(written) : "%s: %d bytes".formatted(written.file(), written.bytes()));
        said.flush();
        return 0;
    }
}
