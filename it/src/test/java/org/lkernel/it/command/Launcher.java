package org.lkernel.it.command;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The launcher in a checkout of its own, whose jar is the classes that are tested, with a place of its own for warm
/// hosts.
final class Launcher implements AutoCloseable {
    private static final Path REAL =
            Path.of("..").resolve("lkernel").toAbsolutePath().normalize();

    private final Path checkout;
    private final Path hosts;

    Launcher(Path scratch) throws IOException {
        checkout = Files.createDirectory(scratch.resolve("checkout"));
        hosts = scratch.resolve("hosts");
        Path built = Files.createDirectories(checkout.resolve("cli/target/lkernel/lib"))
                .getParent();
        Files.copy(REAL, checkout.resolve("lkernel"), StandardCopyOption.COPY_ATTRIBUTES);
        writeJar(built.resolve("lib/lkernel.jar"));
        Files.writeString(built.resolve("built"), "");
        // Nothing is to be prepared: it takes longer than a test.
        Files.writeString(built.resolve("lkernel.aot.none"), "");
    }

    private static void writeJar(Path jar) throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.put(Attributes.Name.MAIN_CLASS, "org.lkernel.cli.Main");
        main.put(
                Attributes.Name.CLASS_PATH,
                Arrays.stream(Command.CLASS_PATH.split(":"))
                        .map(entry -> Path.of(entry).toUri().toString())
                        .collect(Collectors.joining(" ")));
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest)) {
            out.finish();
        }
    }

    Path hosts() {
        return hosts;
    }

    /// The directories of the hosts there are.
    List<Path> running() {
        try (Stream<Path> found = Files.find(hosts, 2, (path, attributes) -> attributes.isDirectory())) {
            return found.filter(path -> path.getFileName().toString().matches("[0-9]+"))
                    .sorted()
                    .toList();
        } catch (IOException none) {
            return List.of();
        }
    }

    /// How many commands all hosts have run.
    int served() {
        return running().stream().mapToInt(Launcher::served).sum();
    }

    private static int served(Path host) {
        try {
            Path file = host.resolve("served");
            return Files.exists(file) ? Integer.parseInt(Files.readString(file)) : 0;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// Runs a script of bash in which `lkernel` is the launcher.
    ///
    /// @param daemon how many hosts there may be
    Command.Result run(int daemon, String script) {
        return Command.bash(environment(daemon), functions() + script);
    }

    Command start(int daemon, String script) {
        return Command.startBash(environment(daemon), functions() + script);
    }

    /// Starts such a script on a terminal.
    Command onTerminal(int daemon, String script) {
        return Command.bashOnTerminal(environment(daemon), functions() + script);
    }

    private Map<String, String> environment(int daemon) {
        return new TreeMap<>(Map.of(
                "LKERNEL_DAEMON", String.valueOf(daemon),
                "LKERNEL_DAEMON_DIR", hosts.toString(),
                "LKERNEL_JAVA", System.getProperty("java.home"),
                "LKERNEL_JAVA_OPTS", "-XX:TieredStopAtLevel=1"));
    }

    private String functions() {
        String command = Command.quoted(List.of(checkout.resolve("lkernel").toString())) + "\"$@\"; }\n";
        return "lkernel() { " + command + "exec_lkernel() { exec " + command;
    }

    /// Nothing is left running, a test that failed included.
    @Override
    public void close() {
        run(1, "lkernel daemon stop");
        running()
                .forEach(host -> ProcessHandle.of(
                                Long.parseLong(host.getFileName().toString()))
                        .ifPresent(ProcessHandle::destroyForcibly));
    }
}
