package org.lkernel.cli.warm;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A user's warm hosts: a directory that nobody else may enter, in it one for each checkout, in that one for each host,
/// which is called by its process's number.
public record Hosts(Path directory) {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");
    private static final Path ME = Path.of("/proc/self");
    private static final long PATIENCE_SECONDS = 10;
    private static final int KIBIBYTE = 1024;

    /// A host as it is listed.
    ///
    /// @param state starting, idle or busy
    /// @param residentKibibytes the memory that it has of the host's
    /// @param served how many commands it has run
    /// @param checkout whose commands it runs
    public record Listed(long process, String state, long residentKibibytes, int served, String checkout) {
        public String text() {
            return "%7d  %-8s  %4d MiB  %5d run  %s"
                    .formatted(process, state, residentKibibytes / KIBIBYTE, served, checkout);
        }
    }

    /// Where the launcher has them too.
    ///
    /// @param variables of the environment
    public static Path directory(UnaryOperator<@Nullable String> variables) {
        String named = variables.apply("LKERNEL_DAEMON_DIR");
        return named != null && !named.isEmpty()
                ? Path.of(named)
                : Path.of(String.valueOf(variables.apply("HOME")), ".lkernel", "daemon");
    }

    /// @throws IOException when others could enter it
    void check() throws IOException {
        Set<PosixFilePermission> granted = Files.getPosixFilePermissions(directory, LinkOption.NOFOLLOW_LINKS);
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
                || !granted.equals(OWNER_ONLY)
                || !Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(ME))) {
            throw new IOException(directory + " must be a directory of its user's alone (0700)");
        }
    }

    /// Those that live; what dead ones left is removed.
    public List<Listed> list() throws IOException {
        List<Listed> all = new ArrayList<>();
        for (Path host : paths()) {
            ProcessEntry process = process(host);
            if (isServing(process, host)) {
                all.add(new Listed(process.number(), state(host), resident(process), served(host), checkout(host)));
            } else {
                remove(host);
            }
        }
        return List.copyOf(all);
    }

    /// Ends them, those that run a command when it has ended.
    public void stop() throws IOException {
        for (Path host : paths()) {
            ProcessEntry process = process(host);
            if (!isServing(process, host)) {
                remove(host);
                continue;
            }
            Files.writeString(host.resolve("retire"), "");
            if (!state(host).equals("busy") && claim(host)) {
                end(process, host);
            }
        }
    }

    private static boolean claim(Path host) throws IOException {
        try {
            Files.createFile(host.resolve("claim"));
            return true;
        } catch (FileAlreadyExistsException taken) {
            return false;
        }
    }

    private static void end(ProcessEntry process, Path host) throws IOException {
        ProcessHandle handle = ProcessHandle.of(process.number()).orElse(null);
        if (handle != null) {
            handle.destroy();
            try {
                handle.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException | TimeoutException deaf) {
                throw new IOException("process " + process.number() + " does not end", deaf);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        remove(host);
    }

    private List<Path> paths() throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        check();
        try (Stream<Path> hosts = Files.find(directory, 2, (path, attributes) -> attributes.isDirectory())) {
            return hosts.filter(path -> path.getFileName().toString().matches("[0-9]+"))
                    .sorted()
                    .toList();
        }
    }

    private static ProcessEntry process(Path host) {
        return new ProcessEntry(Long.parseLong(host.getFileName().toString()));
    }

    /// A number that another process has by now is told by that process's words.
    private static boolean isServing(ProcessEntry process, Path host) {
        try {
            return process.words(1).getFirst().equals(host.toString());
        } catch (IOException gone) {
            return false;
        }
    }

    private static String state(Path host) {
        return !Files.exists(host.resolve("ask")) ? "starting" : Files.exists(host.resolve("claim")) ? "busy" : "idle";
    }

    private static long resident(ProcessEntry process) throws IOException {
        return process.status(List.of("VmRSS")).stream()
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .sum();
    }

    private static int served(Path host) throws IOException {
        Path file = host.resolve("served");
        return Files.exists(file) ? Integer.parseInt(Files.readString(file)) : 0;
    }

    private String checkout(Path host) {
        return directory.relativize(host).getName(0).toString();
    }

    /// Leaves nothing of a host behind.
    public static void remove(Path host) {
        try (Stream<Path> files = Files.list(host)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(host);
        } catch (IOException gone) {
            // Somebody else was tidying up.
        }
    }
}
