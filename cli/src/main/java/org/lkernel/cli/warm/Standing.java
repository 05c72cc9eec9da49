package org.lkernel.cli.warm;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// What a process is to the host and how this one was built: only of another that is the same can it take the place.
///
/// @param status who it is and what it may do
/// @param views what the host shows it
/// @param limits its resource limits
/// @param options the variables by which a launcher would choose another Java, or other options for it
record Standing(List<String> status, List<String> views, String limits, List<String> options) {
    private static final List<String> STATUS =
            List.of("Uid", "Gid", "Groups", "CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb", "NoNewPrivs", "Seccomp");
    private static final List<String> VIEWS =
            List.of("root", "ns/mnt", "ns/pid", "ns/user", "ns/net", "ns/uts", "ns/ipc", "ns/time");
    private static final List<String> OPTIONS = List.of(
            "LKERNEL_JAVA",
            "LKERNEL_JAVA_OPTS",
            "JAVA_HOME",
            "JAVA_TOOL_OPTIONS",
            "JDK_JAVA_OPTIONS",
            "TZ",
            "LD_PRELOAD");

    /// This process's, but for the limits: the JVM has raised its own.
    static Standing own(Path limits) throws IOException {
        ProcessEntry own = ProcessEntry.own();
        return new Standing(status(own), views(own), Files.readString(limits), options(own));
    }

    boolean isThatOf(ProcessEntry process) throws IOException {
        return equals(new Standing(status(process), views(process), process.text("limits"), options(process)));
    }

    private static List<String> status(ProcessEntry process) throws IOException {
        return process.status(STATUS);
    }

    private static List<String> views(ProcessEntry process) throws IOException {
        List<String> views = new ArrayList<>();
        for (String name : VIEWS) {
            views.add(process.link(name));
        }
        return views;
    }

    private static List<String> options(ProcessEntry process) throws IOException {
        var variables = process.variables();
        return OPTIONS.stream()
                .map(name -> Objects.requireNonNullElse(variables.get(name), ""))
                .toList();
    }

    /// The build: every jar beside this one, and the JDK.
    static List<String> build() throws IOException {
        List<String> build = new ArrayList<>();
        build.add(stamp(Path.of(System.getProperty("java.home"), "release")));
        for (String name : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path directory = Path.of(name).getParent();
            if (directory != null) {
                try (Stream<Path> files = Files.list(directory)) {
                    for (Path file : files.sorted().toList()) {
                        build.add(stamp(file));
                    }
                }
            }
        }
        return build;
    }

    private static String stamp(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return "%s %d %s %s".formatted(file, attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
    }
}
