package org.lkernel.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lkernel.actors.Mode;
import org.lkernel.drivers.computer.Computer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `lkernel bench`: what the simplest services cost here, beside `qemu-riscv64` if there is one.
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = {
            "Measures the simplest services of the kernel in live mode, by the guest's own clock: the same program in"
                    + " lkernel and, if it is found, in qemu-riscv64, by turns.",
            "The first round warms the JVM up and does not count."
        },
        footer = {"", "Examples:", "  lkernel bench", "  lkernel bench --rounds 5 null pipe", "  lkernel bench --json"})
final class BenchCommand implements Callable<Integer> {
    private static final Pattern EACH = Pattern.compile("(\\d+) ns each");
    private static final String PEER = "qemu-riscv64";

    /// What is measured, and so often that a round takes about a second.
    private static final Map<String, Integer> ITERATIONS = iterations();

    /// What executes a program, which under the peer would be one of the host.
    private static final String EXECUTES = "exec";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs the command
    private CommandSpec spec;

    @Option(names = "--json", description = "Prints a JSON array.")
    private boolean json;

    @Option(names = "--rounds", paramLabel = "N", description = "Rounds that count. Default: ${DEFAULT-VALUE}.")
    private int rounds = 3;

    @Parameters(
            arity = "0..*",
            paramLabel = "NAME",
            description = "null, pipe, switch, fork, exec, map, signal, compute. Default: all.")
    private List<String> names = new ArrayList<>();

    /// Nanoseconds of one iteration; `peer` is of `qemu-riscv64`, null when it was not measured.
    record Figure(
            String name, long best, long median, @Nullable Long peer) {}

    private static Map<String, Integer> iterations() {
        Map<String, Integer> all = new LinkedHashMap<>();
        all.put("null", 2_000_000);
        all.put("pipe", 700_000);
        all.put("switch", 100_000);
        all.put("fork", 3_000);
        all.put(EXECUTES, 1_000);
        all.put("map", 10_000);
        all.put("signal", 200_000);
        all.put("compute", 30_000);
        return all;
    }

    @Override
    public Integer call() throws Complaint {
        List<String> wanted = names.isEmpty() ? List.copyOf(ITERATIONS.keySet()) : names;
        for (String name : wanted) {
            if (!ITERATIONS.containsKey(name)) {
                throw Complaint.usage(
                        "there is no benchmark '" + name + "': " + String.join(", ", ITERATIONS.keySet()));
            }
        }
        if (rounds < 1) {
            throw Complaint.usage("--rounds is 1 or more, not " + rounds);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (!json) {
            out.println("            best    median    " + PEER);
        }
        List<Figure> figures = new ArrayList<>();
        try (Peer peer = Peer.find()) {
            for (String name : wanted) {
                Figure figure = measure(name, peer);
                figures.add(figure);
                if (!json) {
                    out.println(line(figure));
                    out.flush();
                }
            }
        } catch (IOException failure) {
            throw new Complaint(Session.FAILED, PEER + " cannot be run: " + failure.getMessage());
        }
        if (json) {
            out.println(Json.line(figures));
        }
        out.flush();
        return 0;
    }

    private Figure measure(String name, Peer peer) throws Complaint, IOException {
        String iterations = String.valueOf(ITERATIONS.get(name));
        here(name, iterations);
        List<Long> own = new ArrayList<>();
        List<Long> others = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            own.add(here(name, iterations));
            if (!name.equals(EXECUTES)) {
                peer.run(name, iterations).ifPresent(others::add);
            }
        }
        own.sort(null);
        others.sort(null);
        return new Figure(
                name, own.getFirst(), own.get(own.size() / 2), others.isEmpty() ? null : others.get(others.size() / 2));
    }

    private static long here(String name, String iterations) throws Complaint {
        try (Computer computer = Computer.builder().mode(Mode.LIVE).boot("/bin/bench", name, iterations)) {
            computer.run();
            Matcher found = EACH.matcher(computer.console().text());
            if (!found.find()) {
                throw new Complaint(Session.FAILED, "the benchmark '" + name + "' failed in the guest");
            }
            return Long.parseLong(found.group(1));
        }
    }

    private static String line(Figure figure) {
        Long peer = figure.peer();
        String beside = peer == null
                ? ""
                : "%10s  × %.2g".formatted(inUnit(peer), figure.median() / (double) Math.max(1, peer));
        return "%-8s%10s%10s%s".formatted(figure.name(), inUnit(figure.best()), inUnit(figure.median()), beside);
    }

    private static String inUnit(long nanos) {
        return nanos < 100_000 ? "%.2f µs".formatted(nanos / 1e3) : "%.3f ms".formatted(nanos / 1e6);
    }

    /// The other emulator, which runs the same program from a file.
    ///
    /// @param program null when there is no such emulator
    private record Peer(@Nullable Path program) implements AutoCloseable {
        static Peer find() throws IOException {
            String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
            for (String directory : path.split(Pattern.quote(java.io.File.pathSeparator), -1)) {
                if (Files.isExecutable(Path.of(directory, PEER))) {
                    return new Peer(extracted());
                }
            }
            return new Peer(null);
        }

        private static Path extracted() throws IOException {
            Path file = Files.createTempFile("lkernel-bench", "");
            try (InputStream program = BenchCommand.class.getResourceAsStream("/org/lkernel/userland/bench")) {
                Files.write(file, Objects.requireNonNull(program).readAllBytes());
            }
            if (!file.toFile().setExecutable(true)) {
                throw new IOException(file + " cannot be made executable");
            }
            return file;
        }

        Optional<Long> run(String name, String iterations) throws IOException {
            if (program == null) {
                return Optional.empty();
            }
            Process process = new ProcessBuilder(PEER, program.toString(), name, iterations)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Matcher found = EACH.matcher(text);
            return found.find() ? Optional.of(Long.parseLong(found.group(1))) : Optional.empty();
        }

        @Override
        public void close() throws IOException {
            if (program != null) {
                Files.deleteIfExists(program);
            }
        }
    }
}
