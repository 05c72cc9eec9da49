package org.lkernel.cli.debian;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The host's package sources (sources.list(5)), of which one is the Debian archive.
final class AptSources {

    /// Set to an address, it is the archive, whatever the files say.
    static final String OVERRIDE = "LKERNEL_DEBIAN_MIRROR";

    private static final Pattern LINE = Pattern.compile("deb\\s+(?:\\[([^\\]]*)\\]\\s+)?(\\S+)\\s+(\\S+)\\s*(.*)");
    private static final List<String> ALIASES = List.of("oldoldstable", "oldstable", "stable", "testing", "unstable");
    private static final List<String> CODENAMES =
            List.of("sid", "duke", "forky", "trixie", "bookworm", "bullseye", "buster", "stretch", "jessie");

    private record Source(String uri, List<String> suites, List<String> components, Map<String, String> options) {

        /// The main archive holds a release under its own name; updates and security have a suffix, other vendors
        /// other components.
        boolean isDebian() {
            boolean release = suites.stream().anyMatch(CODENAMES::contains)
                    || (suites.stream().anyMatch(ALIASES::contains) && uri.contains("debian"));
            return release && components.contains("main") && !uri.contains("security");
        }

        boolean checksExpiry(AptSettings settings) {
            return Optional.ofNullable(options.get("Check-Valid-Until"))
                    .map(AptSettings::truth)
                    .orElseGet(() -> settings.enabled("Acquire::Check-Valid-Until", true));
        }

        /// Key files only: fingerprints and keys written into the source itself leave the host's keyring to be
        /// used.
        List<Path> keyrings() {
            return words(options.getOrDefault("Signed-By", "").replace(',', ' ')).stream()
                    .filter(word -> word.startsWith("/"))
                    .map(Path::of)
                    .toList();
        }
    }

    private AptSources() {}

    /// The archive that `environment` or the files under `etcApt` name.
    static Archive debian(Path etcApt, Map<String, String> environment) throws IOException {
        AptSettings settings = AptSettings.read(etcApt);
        List<Source> sources = sources(etcApt);
        Optional<Source> debian = sources.stream().filter(Source::isDebian).findFirst();
        String override = environment.getOrDefault(OVERRIDE, "");
        if (!override.isEmpty()) {
            return new Archive(
                    address(override, OVERRIDE), List.of(), settings.enabled("Acquire::Check-Valid-Until", true));
        }
        Source source = debian.orElseThrow(() -> new RootFailure("no Debian archive among the " + sources.size()
                + " package sources in " + etcApt + ": set " + OVERRIDE + " to the address of a Debian mirror"));
        return new Archive(
                address(mirror(source.uri), etcApt.toString()), source.keyrings(), source.checksExpiry(settings));
    }

    private static List<Source> sources(Path etcApt) throws IOException {
        List<Path> files = new ArrayList<>(List.of(etcApt.resolve("sources.list")));
        Path directory = etcApt.resolve("sources.list.d");
        if (Files.isDirectory(directory)) {
            try (Stream<Path> entries = Files.list(directory)) {
                entries.sorted().forEach(files::add);
            }
        }
        List<Source> sources = new ArrayList<>();
        for (Path file : files) {
            if (Files.isReadable(file) && Files.isRegularFile(file)) {
                sources.addAll(sourcesIn(file));
            }
        }
        return sources;
    }

    private static List<Source> sourcesIn(Path file) throws IOException {
        if (file.toString().endsWith(".sources")) {
            return Stanzas.of(Files.readString(file)).stream()
                    .flatMap(AptSources::fromStanza)
                    .toList();
        }
        if (file.toString().endsWith(".list")) {
            return Files.readAllLines(file).stream()
                    .flatMap(AptSources::fromLine)
                    .toList();
        }
        return List.of();
    }

    private static Stream<Source> fromStanza(Map<String, String> stanza) {
        boolean enabled = AptSettings.truth(stanza.getOrDefault("Enabled", "yes"));
        if (!enabled || !words(stanza.getOrDefault("Types", "")).contains("deb")) {
            return Stream.of();
        }
        List<String> suites = words(stanza.getOrDefault("Suites", ""));
        List<String> components = words(stanza.getOrDefault("Components", ""));
        return words(stanza.getOrDefault("URIs", "")).stream().map(uri -> new Source(uri, suites, components, stanza));
    }

    private static Stream<Source> fromLine(String line) {
        Matcher source = LINE.matcher(line.replaceFirst("#.*", "").strip());
        if (!source.matches()) {
            return Stream.of();
        }
        Map<String, String> options = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String option : words(Optional.ofNullable(source.group(1)).orElse(""))) {
            int equals = option.indexOf('=');
            if (equals > 0) {
                options.put(option.substring(0, equals), option.substring(equals + 1));
            }
        }
        return Stream.of(new Source(source.group(2), List.of(source.group(3)), words(source.group(4)), options));
    }

    /// `mirror+file:` names a file whose first line is the address (apt-transport-mirror(1)).
    private static String mirror(String uri) throws IOException {
        if (!uri.startsWith("mirror+file:")) {
            return uri;
        }
        Path list = Path.of(uri.substring("mirror+file:".length()).replaceFirst("^//", ""));
        return Files.readAllLines(list).stream()
                .map(line -> line.replaceFirst("[\\s#].*", ""))
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElseThrow(() -> new RootFailure("the list of mirrors " + list + " is empty"));
    }

    private static URI address(String text, String where) throws RootFailure {
        try {
            URI uri = URI.create(text);
            String scheme = Optional.ofNullable(uri.getScheme()).orElse("").toLowerCase(Locale.ROOT);
            if (List.of("http", "https", "file").contains(scheme) && uri.getPath() != null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            throw new RootFailure("the Debian archive '" + text + "' of " + where + " is no address", e);
        }
        throw new RootFailure("the Debian archive '" + text + "' of " + where + " is not http:, https: or file:");
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.strip().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
