package org.lkernel.cli.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The programs that are measured, as files of the host, while they are needed.
final class Tools implements AutoCloseable {
    private static final List<String> PROGRAMS = List.of("bench", "kernels", "true", "echo", "sh");
    private static final List<String> SOURCES = List.of(
            "bench.c", "kernels.c", "check.c", "command.c", "check.h", "command.h", "init.c", "echo.c", "true.c");

    private final Path directory;

    private Tools(Path directory) {
        this.directory = directory;
    }

    static Tools unpack() throws IOException {
        Tools tools = new Tools(Files.createTempDirectory("lkernel-bench"));
        Path guests = Files.createDirectory(tools.guests());
        for (String program : PROGRAMS) {
            copy("/org/lkernel/userland/" + program, guests.resolve(program));
            if (!guests.resolve(program).toFile().setExecutable(true)) {
                throw new IOException(guests.resolve(program) + " cannot be made executable");
            }
        }
        return tools;
    }

    /// Our programs as they are.
    Path guests() {
        return directory.resolve("guests");
    }

    /// The name of the program that words call.
    static String name(List<String> words) {
        return Path.of(words.getFirst()).getFileName().toString();
    }

    /// Our programs built for the host, or null when there is no compiler, or it cannot.
    @Nullable
    Path natives() throws IOException, InterruptedException {
        Path compiler = find("gcc");
        if (compiler == null) {
            return null;
        }
        Path host = Files.createDirectory(directory.resolve("host"));
        for (String source : SOURCES) {
            copy("/org/lkernel/bench/" + source, host.resolve(source));
        }
        boolean built = build(compiler, host, "bench", "bench.c", "check.c", "command.c")
                && build(compiler, host, "kernels", "kernels.c")
                && build(compiler, host, "true", "true.c")
                && build(compiler, host, "echo", "echo.c")
                && build(compiler, host, Native.INIT, "init.c");
        return built ? host : null;
    }

    private static boolean build(Path compiler, Path directory, String program, String... sources)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(compiler.toString(), "-O2", "-static", "-w", "-fno-math-errno"));
        words.addAll(
                List.of("-D_GNU_SOURCE", "-Dprogram_name=program_invocation_short_name", "-include", "errno.h", "-I."));
        words.addAll(List.of("-o", program));
        words.addAll(List.of(sources));
        return new ProcessBuilder(words)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    private static void copy(String resource, Path to) throws IOException {
        try (InputStream from = Tools.class.getResourceAsStream(resource)) {
            if (from == null) {
                throw new IllegalStateException("no resource " + resource);
            }
            Files.copy(from, to);
        }
    }

    /// A program of the host.
    static @Nullable Path find(String name) {
        String path = System.getenv("PATH");
        if (path == null) {
            return null;
        }
        return Stream.of(path.split(Pattern.quote(java.io.File.pathSeparator), -1))
                .map(each -> Path.of(each, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
