package org.lkernel.cli.warm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.lkernel.drivers.hostfiles.HostText;
import org.lkernel.kernel.Bytes;

/// A process of the host, as `proc(5)` shows it to others of the same user.
record ProcessEntry(long number) {
    private static final Path ALL = Path.of("/proc");

    static ProcessEntry own() {
        return new ProcessEntry(ProcessHandle.current().pid());
    }

    Path file(String name) {
        return ALL.resolve(String.valueOf(number)).resolve(name);
    }

    Path descriptor(int descriptor) {
        return file("fd").resolve(String.valueOf(descriptor));
    }

    /// The last words it was started with.
    List<String> words(int count) throws IOException {
        List<String> all = strings("cmdline");
        if (all.size() < count) {
            throw new IOException("fewer words than were told of");
        }
        return List.copyOf(all.subList(all.size() - count, all.size()));
    }

    /// The environment it was started with.
    Map<String, String> variables() throws IOException {
        Map<String, String> variables = new LinkedHashMap<>();
        for (String text : strings("environ")) {
            int equals = text.indexOf('=');
            if (equals > 0) {
                variables.putIfAbsent(text.substring(0, equals), text.substring(equals + 1));
            }
        }
        return variables;
    }

    /// What is said of it under these names.
    List<String> status(List<String> names) throws IOException {
        return Files.readAllLines(file("status"), StandardCharsets.ISO_8859_1).stream()
                .filter(line -> names.contains(line.substring(0, Math.max(0, line.indexOf(':')))))
                .toList();
    }

    String text(String name) throws IOException {
        return Files.readString(file(name), StandardCharsets.ISO_8859_1);
    }

    String link(String name) throws IOException {
        return HostText.of(Files.readSymbolicLink(file(name)));
    }

    /// Whether it has this file open there.
    boolean holds(int descriptor, Path file) throws IOException {
        return Objects.equals(key(descriptor(descriptor)), key(file));
    }

    private static Object key(Path file) throws IOException {
        return Files.readAttributes(file, "unix:dev,ino");
    }

    /// `T` when it is stopped, `Z` when it has ended; see `proc_pid_stat(5)`.
    char state() throws IOException {
        String text = text("stat");
        return text.charAt(text.lastIndexOf(')') + 2);
    }

    private List<String> strings(String name) throws IOException {
        byte[] content = Files.readAllBytes(file(name));
        List<String> strings = new ArrayList<>();
        int start = 0;
        for (int at = 0; at < content.length; at++) {
            if (content[at] == 0) {
                strings.add(HostText.of(Bytes.wrap(Arrays.copyOfRange(content, start, at))));
                start = at + 1;
            }
        }
        return strings;
    }
}
