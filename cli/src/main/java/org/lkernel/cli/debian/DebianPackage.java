package org.lkernel.cli.debian;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// A binary package as the index describes it.
///
/// @param fields relationship fields as they stand in the index; most packages are never asked for theirs
/// @param installedBytes what it says it needs when unpacked, or 0
record DebianPackage(
        String name,
        DebianVersion version,
        Map<String, String> fields,
        String path,
        Checksum checksum,
        long installedBytes) {

    /// What of the index is read; the rest of it is descriptions.
    static final Set<String> FIELDS = fieldNames();

    private static Set<String> fieldNames() {
        Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        names.addAll(List.of("Package", "Version", "Filename", "SHA256", "Size", "Installed-Size", "Priority"));
        names.addAll(List.of("Depends", "Pre-Depends", "Provides", "Conflicts", "Breaks", "Replaces"));
        return names;
    }

    static DebianPackage of(Map<String, String> stanza) throws IOException {
        String name = stanza.getOrDefault("Package", "");
        String sha256 = stanza.getOrDefault("SHA256", "");
        try {
            long size = Long.parseLong(stanza.getOrDefault("Size", ""));
            long installed = Math.multiplyExact(Long.parseLong(stanza.getOrDefault("Installed-Size", "0")), 1024L);
            if (!Checksum.wellFormed(sha256) || !name.matches("[a-z0-9][a-z0-9+.-]*") || size < 0 || installed < 0) {
                throw new RootFailure("the package index is malformed at package '" + name + "'");
            }
            return new DebianPackage(
                    name,
                    new DebianVersion(stanza.getOrDefault("Version", "")),
                    stanza,
                    stanza.getOrDefault("Filename", ""),
                    new Checksum(sha256, size),
                    installed);
        } catch (ArithmeticException | NumberFormatException e) {
            throw new RootFailure("the package index is malformed at package '" + name + "': " + e.getMessage(), e);
        }
    }

    List<List<Relation>> dependencies() {
        return Relation.groups(field("Pre-Depends") + "," + field("Depends"));
    }

    List<Relation> provides() {
        return Relation.list(field("Provides"));
    }

    List<Relation> exclusions() {
        return Relation.list(field("Conflicts") + "," + field("Breaks"));
    }

    List<Relation> replaces() {
        return Relation.list(field("Replaces"));
    }

    /// How near to every Debian system it is: required, important, standard, then the others.
    int distance() {
        int index = List.of("required", "important", "standard").indexOf(field("Priority"));
        return index < 0 ? Integer.MAX_VALUE : index;
    }

    private String field(String name) {
        return fields.getOrDefault(name, "");
    }

    @Override
    public String toString() {
        return name + " " + version;
    }
}
