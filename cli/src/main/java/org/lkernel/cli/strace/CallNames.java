package org.lkernel.cli.strace;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// The names of all of Linux's system calls, those the kernel does not have among them.
public final class CallNames {
    private static final Map<Long, String> NAMES = read();

    private CallNames() {}

    /// The manual page's name; of a number that Linux has not either, what `strace(1)` calls it.
    public static String name(long number) {
        String name = NAMES.get(number);
        return name == null ? "syscall_0x" + Long.toHexString(number) : name;
    }

    static Map<Long, String> names() {
        return NAMES;
    }

    private static Map<Long, String> read() {
        try (InputStream table = CallNames.class.getResourceAsStream("calls.txt");
                BufferedReader lines = new BufferedReader(
                        new InputStreamReader(Objects.requireNonNull(table), StandardCharsets.UTF_8))) {
            Map<Long, String> names = new TreeMap<>();
            lines.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
                String[] words = line.split(" ");
                names.put(Long.valueOf(words[0]), words[1]);
            });
            return names;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
