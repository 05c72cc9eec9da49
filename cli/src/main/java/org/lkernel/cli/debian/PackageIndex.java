package org.lkernel.cli.debian;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.tukaani.xz.XZInputStream;

/// The packages of one suite and architecture, by their own names and by the names they provide.
final class PackageIndex {

    private static final Comparator<DebianPackage> PREFERENCE =
            Comparator.comparingInt(DebianPackage::distance).thenComparing(DebianPackage::name);
    private static final int XZ_MEMORY_KIB = 256 << 10;

    private final NavigableMap<String, List<DebianPackage>> named = new TreeMap<>();
    private final Map<String, List<DebianPackage>> provided = new TreeMap<>();

    /// Reads a `Packages` file, compressed as its name says, of at most `limitBytes` when unpacked.
    static PackageIndex read(Path file, String name, long limitBytes) throws IOException {
        PackageIndex index = new PackageIndex();
        List<IOException> failures = new ArrayList<>();
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file));
                InputStream unpacked = new LimitedStream(decompressed(raw, name), "the package index", limitBytes);
                BufferedReader lines = new BufferedReader(new InputStreamReader(unpacked, StandardCharsets.UTF_8))) {
            Stanzas.read(lines, DebianPackage.FIELDS::contains, stanza -> index.add(stanza, failures));
        }
        if (!failures.isEmpty()) {
            throw failures.getFirst();
        }
        index.named
                .values()
                .forEach(versions -> versions.sort(
                        Comparator.comparing(DebianPackage::version).reversed()));
        return index;
    }

    private static InputStream decompressed(InputStream raw, String name) throws IOException {
        if (name.endsWith(".xz")) {
            return new XZInputStream(raw, XZ_MEMORY_KIB);
        }
        return name.endsWith(".gz") ? new GZIPInputStream(raw, 1 << 16) : raw;
    }

    private void add(Map<String, String> stanza, List<IOException> failures) {
        try {
            DebianPackage found = DebianPackage.of(stanza);
            named.computeIfAbsent(found.name(), name -> new ArrayList<>(1)).add(found);
            found.provides()
                    .forEach(relation -> provided.computeIfAbsent(relation.name(), name -> new ArrayList<>(1))
                            .add(found));
        } catch (IOException e) {
            failures.add(e);
        }
    }

    /// The packages of this very name, newest first.
    List<DebianPackage> versions(String name) {
        return named.getOrDefault(name, List.of());
    }

    /// The packages that meet the relation: those of its name, newest first, then those that provide it.
    List<DebianPackage> candidates(Relation relation) {
        List<DebianPackage> candidates = new ArrayList<>(
                versions(relation.name()).stream().filter(relation::names).toList());
        providers(relation.name()).stream()
                .filter(candidate -> !candidates.contains(candidate) && relation.meets(candidate))
                .forEach(candidates::add);
        return candidates;
    }

    /// The packages that provide a name, those nearest to every Debian system first.
    List<DebianPackage> providers(String name) {
        return provided.getOrDefault(name, List.of()).stream()
                .sorted(PREFERENCE)
                .toList();
    }

    /// The name most like one that does not exist.
    Optional<String> resembling(String name) {
        return named.keySet().stream()
                .filter(known -> Math.abs(known.length() - name.length()) <= 3)
                .map(known -> Map.entry(distance(name, known), known))
                .filter(entry -> entry.getKey() <= Math.max(1, name.length() / 3))
                .min(Map.Entry.<Integer, String>comparingByKey().thenComparing(Map.Entry.comparingByValue()))
                .map(Map.Entry::getValue);
    }

    int size() {
        return named.size();
    }

    /// The least number of insertions, deletions, replacements and swaps of neighbours (optimal string
    /// alignment).
    private static int distance(String from, String to) {
        int[][] cost = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : step(cost, from, to, i, j);
            }
        }
        return cost[from.length()][to.length()];
    }

    private static int step(int[][] cost, String from, String to, int i, int j) {
        int replaced = cost[i - 1][j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replaced, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        boolean swapped =
                i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }
}
