package org.lkernel.cli.debian;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What a tree remembers of how it was made: its suite, what was asked for, and each package's files, in text
/// under `var/lib/lkernel`.
///
/// A package is written down after its last file; so a run that was cut off does it again.
record Ledger(RootTree tree) {

    static final String DIRECTORY = "var/lib/lkernel";

    private static final String IDENTITY = DIRECTORY + "/root";
    private static final String REQUESTS = DIRECTORY + "/requests";
    private static final String PACKAGES = DIRECTORY + "/packages";
    private static final int READABLE = 0644;

    /// Whether a name of the tree is the ledger's own.
    static boolean owns(String name) {
        return name.equals(DIRECTORY) || name.startsWith(DIRECTORY + "/");
    }

    /// What a tree is known to be: `suites` are the names of its suite, for instance `stable` and `trixie`.
    record Known(List<String> suites, String architecture, List<Request> requests, Map<String, Unpacked> packages) {

        static final Known NOTHING = new Known(List.of(), "", List.of(), Map.of());

        /// Whether nothing is left to do for these requests.
        boolean fulfils(String suite, String wantedArchitecture, List<Request> wanted) {
            return suites.contains(suite) && architecture.equals(wantedArchitecture) && requests.containsAll(wanted);
        }
    }

    boolean exists() throws IOException {
        return tree.find(IDENTITY).isPresent();
    }

    Known known() throws IOException {
        return new Known(words(field("Suites")), field("Architecture"), requests(), packages());
    }

    void begin(Collection<String> suites, String architecture) throws IOException {
        TreeSet<String> names = new TreeSet<>(words(field("Suites")));
        names.addAll(suites);
        names.remove("");
        write(IDENTITY, "Suites: " + String.join(" ", names) + "\nArchitecture: " + architecture + "\n");
    }

    private List<Request> requests() throws IOException {
        List<Request> requests = new ArrayList<>();
        for (String line : lines(REQUESTS)) {
            requests.add(Request.parse(line));
        }
        return requests;
    }

    void fulfilled(Collection<Request> requests) throws IOException {
        TreeSet<String> texts = new TreeSet<>(lines(REQUESTS));
        requests.forEach(request -> texts.add(request.toString()));
        write(REQUESTS, String.join("\n", texts) + "\n");
    }

    /// The file that a run locks while it changes the tree.
    Path lock() throws IOException {
        return tree.place(DIRECTORY + "/lock").path();
    }

    void unpacked(Unpacked unpacked) throws IOException {
        StringBuilder text = new StringBuilder()
                .append("Package: ")
                .append(unpacked.name())
                .append("\nVersion: ")
                .append(unpacked.version())
                .append("\nSHA256: ")
                .append(unpacked.sha256())
                .append("\nSkipped: ")
                .append(unpacked.skipped())
                .append("\n\n");
        unpacked.files().forEach(file -> text.append(file.line()).append('\n'));
        write(PACKAGES + "/" + unpacked.name(), text.toString());
    }

    private Map<String, Unpacked> packages() throws IOException {
        Map<String, Unpacked> packages = new TreeMap<>();
        Optional<RootTree.Place> directory = tree.find(PACKAGES).filter(RootTree.Place::isDirectory);
        if (directory.isPresent()) {
            try (Stream<Path> entries = Files.list(directory.get().path())) {
                for (Path entry : entries.toList()) {
                    Unpacked unpacked = parse(lines(PACKAGES + "/" + entry.getFileName()));
                    packages.put(unpacked.name(), unpacked);
                }
            }
        }
        return packages;
    }

    private static Unpacked parse(List<String> lines) {
        int blank = Math.max(lines.indexOf(""), 0);
        Map<String, String> head =
                Stanzas.of(String.join("\n", lines.subList(0, blank))).getFirst();
        return new Unpacked(
                head.getOrDefault("Package", ""),
                head.getOrDefault("Version", ""),
                head.getOrDefault("SHA256", ""),
                Integer.parseInt(head.getOrDefault("Skipped", "0")),
                lines.subList(blank + 1, lines.size()).stream()
                        .map(Unpacked.File::parse)
                        .toList());
    }

    private String field(String name) throws IOException {
        return Stanzas.of(String.join("\n", lines(IDENTITY))).stream()
                .findFirst()
                .map(stanza -> stanza.getOrDefault(name, ""))
                .orElse("");
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" "));
    }

    private List<String> lines(String name) throws IOException {
        return tree.read(name)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8).lines().toList())
                .orElse(List.of());
    }

    /// Dated with the epoch, so that the same packages give the same tree.
    private void write(String name, String text) throws IOException {
        tree.file(tree.place(name), text.getBytes(StandardCharsets.UTF_8), READABLE, Instant.EPOCH);
    }
}
