package org.lkernel.cli.snapshot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.lkernel.actors.MachineImage;
import org.lkernel.cli.Complaint;
import org.lkernel.cli.Json;
import org.lkernel.kernel.scheduler.SchedulerState;
import org.lkernel.kernel.task.TasksState;
import org.lkernel.snapshots.Snapshot;
import org.lkernel.snapshots.file.Ancestor;
import org.lkernel.snapshots.file.SnapshotFile;
import org.lkernel.snapshots.file.StoredPages;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `lkernel snapshot info`: what is in a snapshot.
@Command(
        name = "info",
        mixinStandardHelpOptions = true,
        description = "Says what machine a snapshot holds, and how far it had come.",
        footer = {
            "",
            "Examples:",
            "  lkernel snapshot info work.snapshot",
            "  lkernel snapshot info --json work.snapshot"
        })
final class InfoCommand implements Callable<Integer> {
    /// Topics that say something of the machine as a whole, in the order in which they are shown.
    private static final List<String> SHOWN = List.of("terminals", "pipes", "messages in flight");

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Mixin
    private FileOptions files = new FileOptions();

    @Option(names = "--json", description = "Prints a JSON object, with every topic of the survey.")
    private boolean json;

    @Parameters(paramLabel = "FILE", description = "A snapshot.")
    private Path file = Path.of("");

    /// @param stored pages in this file and the parents it needs; `zero` ones are in none
    record Pages(int all, int zero, long stored) {}

    record Part(String name, int schema, int bytes) {}

    record Info(
            String file,
            String generation,
            String build,
            long bytes,
            List<String> lineage,
            long seed,
            JsonNode host,
            List<Part> sections,
            Pages pages,
            List<TaskTable.Row> tasks,
            Map<String, Map<String, String>> survey) {}

    @Override
    public Integer call() throws Complaint {
        Info info = Reading.with(file, files.opening(), InfoCommand::info);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.line(info));
        } else {
            print(info, out);
        }
        out.flush();
        return 0;
    }

    private static Info info(Snapshot snapshot) {
        SnapshotFile file = snapshot.file();
        List<Ancestor> lineage = file.lineage();
        try (MachineImage image = snapshot.image()) {
            return new Info(
                    file.path().toString(),
                    file.generation().toString(),
                    file.kernelBuild(),
                    lineage.getFirst().bytes(),
                    lineage.stream()
                            .skip(1)
                            .map(parent -> parent.path().toString())
                            .toList(),
                    snapshot.seed(),
                    host(snapshot.host()),
                    file.sections().stream().map(name -> part(file, name)).toList(),
                    pages(file.pages(), lineage),
                    tasks(image).rows(),
                    Survey.of(image).topics());
        }
    }

    private static TaskTable tasks(MachineImage image) {
        return TaskTable.of(Survey.state(image, TasksState.class), Survey.state(image, SchedulerState.class));
    }

    private static JsonNode host(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException malformed) {
            return new ObjectMapper().createObjectNode();
        }
    }

    private static Part part(SnapshotFile file, String name) {
        var section = file.section(name);
        return new Part(name, section.schemaVersion(), section.content().length);
    }

    private static Pages pages(StoredPages pages, List<Ancestor> lineage) {
        int zero = 0;
        int[] frames = pages.frames();
        for (int frame : frames) {
            zero += pages.isZero(frame) ? 1 : 0;
        }
        return new Pages(
                frames.length, zero, lineage.stream().mapToLong(Ancestor::pages).sum());
    }

    private static void print(Info info, PrintWriter out) {
        JsonNode host = info.host();
        out.println("file        " + info.file() + ", " + info.bytes() + " bytes");
        info.lineage().forEach(parent -> out.println("parent      " + parent));
        out.println("generation  " + info.generation());
        out.println("build       " + info.build());
        out.println("machine     %s, seed %d, %s harts, %d MiB, %s"
                .formatted(
                        host.path("mode").asText("?").toLowerCase(java.util.Locale.ROOT),
                        info.seed(),
                        host.path("harts").asText("?"),
                        host.path("memory").asLong() >> 20,
                        host.path("terminal").asBoolean() ? "a terminal" : "streams"));
        out.println("command     lkernel " + Survey.line(words(host.path("words"))));
        host.path("trees")
                .forEach(tree -> out.println("files       %s at %s, %d seen"
                        .formatted(
                                tree.path("host").isNull()
                                        ? "embedded userland"
                                        : tree.path("host").asText(),
                                tree.path("guest").asText(),
                                tree.path("files").size())));
        info.survey().getOrDefault("machine", Map.of()).forEach((what, text) -> out.printf("%-11s %s%n", what, text));
        out.println("pages       %d, of which %d zero; %d stored"
                .formatted(info.pages().all(), info.pages().zero(), info.pages().stored()));
        new TaskTable(info.tasks()).print(out);
        for (String topic : SHOWN) {
            info.survey()
                    .getOrDefault(topic, Map.of())
                    .forEach((subject, text) -> out.printf("%-11s %s%n", subject, text));
        }
        info.sections()
                .forEach(part -> out.printf(
                        "section     %-20s %8d bytes, version %d%n", part.name(), part.bytes(), part.schema()));
    }

    private static String words(JsonNode words) {
        StringBuilder line = new StringBuilder();
        words.forEach(word -> line.append(line.isEmpty() ? "" : " ").append(word.asText()));
        return line.toString();
    }
}
