package org.lkernel.cli.debian;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The single values of apt.conf(5), by their full name, such as `Acquire::Check-Valid-Until`.
record AptSettings(Map<String, String> values) {

    private static final Pattern TOKEN =
            Pattern.compile("(//[^\\n]*|#[^\\n]*|/\\*.*?\\*/)|\"([^\"]*)\"|([{};])|([^\\s{};\"]+)", Pattern.DOTALL);

    /// Reads `apt.conf.d` in the order of names, then `apt.conf`, as apt(8) does.
    static AptSettings read(Path etcApt) throws IOException {
        AptSettings settings = new AptSettings(new TreeMap<>(String.CASE_INSENSITIVE_ORDER));
        for (Path part : parts(etcApt)) {
            settings.parse(Files.readString(part));
        }
        return settings;
    }

    private static List<Path> parts(Path etcApt) throws IOException {
        List<Path> parts = new ArrayList<>();
        Path directory = etcApt.resolve("apt.conf.d");
        if (Files.isDirectory(directory)) {
            try (Stream<Path> entries = Files.list(directory)) {
                entries.filter(AptSettings::counts).sorted().forEach(parts::add);
            }
        }
        parts.add(etcApt.resolve("apt.conf"));
        parts.removeIf(part -> !Files.isReadable(part));
        return parts;
    }

    private static boolean counts(Path file) {
        String name = file.getFileName().toString();
        return Files.isRegularFile(file) && (!name.contains(".") || name.endsWith(".conf"));
    }

    boolean enabled(String name, boolean otherwise) {
        return Optional.ofNullable(values.get(name)).map(AptSettings::truth).orElse(otherwise);
    }

    /// The words that apt(8) takes for no; all others are yes.
    static boolean truth(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "no", "false", "without", "off", "disable", "0" -> false;
            case String other -> !other.isEmpty();
        };
    }

    private void parse(String text) {
        Deque<List<String>> scopes = new ArrayDeque<>();
        List<String> words = new ArrayList<>();
        Matcher token = TOKEN.matcher(text);
        while (token.find()) {
            if (token.group(3) != null) {
                punctuate(token.group(3).charAt(0), scopes, words);
            } else if (token.group(1) == null) {
                words.add(token.group(2) != null ? token.group(2) : token.group(4));
            }
        }
    }

    private void punctuate(char mark, Deque<List<String>> scopes, List<String> words) {
        if (mark == '{') {
            scopes.push(List.copyOf(words));
        } else if (mark == '}') {
            scopes.poll();
        } else if (words.size() == 2) {
            values.put(fullName(scopes, words.getFirst()), words.getLast());
        }
        words.clear();
    }

    private static String fullName(Deque<List<String>> scopes, String name) {
        List<String> names = new ArrayList<>(List.of(name));
        scopes.forEach(scope -> names.addAll(scope));
        Collections.reverse(names);
        return String.join("::", names);
    }
}
