package org.lkernel.cli.debian;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What a suite's signed `InRelease` says: what the suite is called, and the checksum of each of its index files.
record Release(
        String codename,
        String suite,
        Instant date,
        Optional<Instant> validUntil,
        boolean byHash,
        List<String> architectures,
        Map<String, Checksum> files) {

    private static final String BEGIN = "-----BEGIN PGP SIGNED MESSAGE-----";
    private static final String SIGNATURE = "-----BEGIN PGP SIGNATURE-----";
    private static final String END = "-----END PGP SIGNATURE-----";

    /// Parses a clear-signed text (RFC 9580, 7).
    ///
    /// It must be one message with nothing around it, no header but `Hash`, and no control character that
    /// one reader takes for the end of a line and another does not; so what is read here is what gpgv(1) checks.
    static Release parse(String signed, String where) throws IOException {
        List<String> lines = signed.lines().toList();
        int blank = lines.indexOf("");
        int signature = lines.indexOf(SIGNATURE);
        boolean whole = !lines.isEmpty()
                && lines.getFirst().equals(BEGIN)
                && lines.lastIndexOf(BEGIN) == 0
                && signed.chars().noneMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t')
                && blank > 0
                && blank < signature
                && lines.subList(1, blank).stream().allMatch(header -> header.startsWith("Hash: "))
                && lines.lastIndexOf(SIGNATURE) == signature
                && lines.getLast().equals(END)
                && lines.indexOf(END) == lines.size() - 1;
        if (!whole) {
            throw new Mismatch(where + " is not one clear-signed message");
        }
        String text = String.join(
                "\n",
                lines.subList(blank + 1, signature).stream()
                        .map(line -> line.startsWith("- ") ? line.substring(2) : line)
                        .toList());
        List<Map<String, String>> stanzas = Stanzas.of(text);
        if (stanzas.size() != 1) {
            throw new Mismatch(where + " is not one paragraph");
        }
        return of(stanzas.getFirst(), where);
    }

    private static Release of(Map<String, String> stanza, String where) throws IOException {
        try {
            return new Release(
                    stanza.getOrDefault("Codename", ""),
                    stanza.getOrDefault("Suite", ""),
                    instant(stanza.getOrDefault("Date", "")),
                    Optional.ofNullable(stanza.get("Valid-Until")).map(Release::instant),
                    stanza.getOrDefault("Acquire-By-Hash", "no").equals("yes"),
                    List.of(stanza.getOrDefault("Architectures", "").split("\\s+")),
                    files(stanza.getOrDefault("SHA256", "")));
        } catch (DateTimeException | NumberFormatException e) {
            throw new RootFailure(where + " is malformed: " + e.getMessage(), e);
        }
    }

    /// The zone is written as `UTC`, which RFC 1123's formatter does not know.
    private static Instant instant(String text) {
        String zoned = text.replaceFirst("(UTC|Z)$", "GMT");
        return ZonedDateTime.parse(zoned, DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT))
                .toInstant();
    }

    private static Map<String, Checksum> files(String field) {
        Map<String, Checksum> files = new TreeMap<>();
        field.lines()
                .map(line -> line.strip().split("\\s+"))
                .filter(words -> words.length == 3 && Checksum.wellFormed(words[0]))
                .forEach(words -> files.put(words[2], new Checksum(words[0], Long.parseLong(words[1]))));
        return files;
    }

    boolean isCalled(String name) {
        return Arrays.asList(codename, suite).contains(name);
    }

    boolean expired(Instant now) {
        return validUntil.filter(now::isAfter).isPresent();
    }
}
