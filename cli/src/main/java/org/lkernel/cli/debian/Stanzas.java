package org.lkernel.cli.debian;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// A reader of paragraphs of `Field: value` lines (deb822(5)); field names have no case.
final class Stanzas {

    private final Predicate<String> wanted;
    private final Consumer<Map<String, String>> each;
    private Map<String, String> stanza = empty();
    private String field = "";

    private Stanzas(Predicate<String> wanted, Consumer<Map<String, String>> each) {
        this.wanted = wanted;
        this.each = each;
    }

    static List<Map<String, String>> of(String text) {
        List<Map<String, String>> stanzas = new ArrayList<>();
        try {
            read(new BufferedReader(new StringReader(text)), name -> true, stanzas::add);
        } catch (IOException e) {
            throw new UncheckedIOException("a string cannot fail to be read", e);
        }
        return stanzas;
    }

    /// Hands on each paragraph with the fields wanted; the lines of a folded value are joined with newlines.
    static void read(BufferedReader in, Predicate<String> wanted, Consumer<Map<String, String>> each)
            throws IOException {
        Stanzas stanzas = new Stanzas(wanted, each);
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            stanzas.line(line);
        }
        stanzas.end();
    }

    private void line(String line) {
        if (line.isBlank()) {
            end();
        } else if (line.charAt(0) == ' ' || line.charAt(0) == '\t') {
            stanza.computeIfPresent(field, (name, value) -> (value + "\n" + line.strip()).strip());
        } else if (line.charAt(0) != '#') {
            start(line);
        }
    }

    private void start(String line) {
        int colon = line.indexOf(':');
        field = colon < 0 ? "" : line.substring(0, colon);
        if (colon > 0 && wanted.test(field)) {
            stanza.put(field, line.substring(colon + 1).strip());
        }
    }

    private void end() {
        if (!stanza.isEmpty()) {
            each.accept(stanza);
            stanza = empty();
        }
        field = "";
    }

    private static Map<String, String> empty() {
        return new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    }
}
