package org.lkernel.cli.debian;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// The way to a suite's package index that can be trusted: signed `InRelease`, then the index it names.
///
/// While a mirror is being synchronised the two disagree for minutes to hours. The index is then asked for by its
/// hash, which mirrors keep for that purpose; then everything is tried anew; then the last pair that did agree is
/// used, if there is one.
record SuiteIndex(
        Mirror mirror, Cache cache, Signature signature, InstantSource clock, Pause pause, Consumer<String> notices) {

    private static final List<Duration> PAUSES = List.of(Duration.ofSeconds(1), Duration.ofSeconds(4));
    private static final int RELEASE_LIMIT_BYTES = 16 << 20;
    private static final long INDEX_LIMIT_BYTES = 1L << 30;

    /// How long to wait before the mirror is asked again.
    interface Pause {
        void of(Duration duration) throws IOException;
    }

    /// An index, and what it calls the suite.
    record Found(PackageIndex packages, Release release) {}

    Found load(String suite, String architecture, Progress progress) throws IOException {
        Path kept = kept(suite, architecture);
        IOException failure = new IOException("the mirror was never asked");
        for (int attempt = 0; attempt <= PAUSES.size(); attempt++) {
            try {
                return fresh(suite, architecture, kept, progress);
            } catch (RootFailure e) {
                throw e;
            } catch (IOException e) {
                failure = e;
            }
            if (attempt < PAUSES.size()) {
                pause.of(PAUSES.get(attempt));
            }
        }
        return lastGood(suite, architecture, kept, failure);
    }

    private Found fresh(String suite, String architecture, Path kept, Progress progress) throws IOException {
        byte[] signed = signedFile(suite);
        Path checked = Files.createTempFile("lkernel", ".InRelease");
        checked.toFile().deleteOnExit();
        try {
            Files.write(checked, signed);
            Release release = trusted(checked, suite);
            requireCurrent(release, suite);
            Found found = new Found(index(release, suite, architecture, progress, true), release);
            Cache.replace(kept, signed);
            return found;
        } finally {
            Files.deleteIfExists(checked);
        }
    }

    private byte[] signedFile(String suite) throws IOException {
        try (InputStream in = new LimitedStream(
                mirror.open("dists/" + suite + "/InRelease"), "InRelease of " + suite, RELEASE_LIMIT_BYTES)) {
            return in.readAllBytes();
        } catch (FileNotFoundException e) {
            throw new RootFailure(
                    "no suite '" + suite + "' on " + mirror.archive() + ": name another one with --suite", e);
        }
    }

    private Release trusted(Path signed, String suite) throws IOException {
        Optional<String> unchecked = signature.check(signed);
        Release release = Release.parse(Files.readString(signed, StandardCharsets.UTF_8), "InRelease of " + suite);
        if (!release.isCalled(suite)) {
            throw new RootFailure("asked " + mirror.archive() + " for suite " + suite + ", got '" + release.codename()
                    + "' (" + release.suite() + "): name that with --suite");
        }
        unchecked.ifPresent(notices);
        return release;
    }

    private void requireCurrent(Release release, String suite) throws Mismatch {
        if (mirror.archive().checkExpiry() && release.expired(clock.instant())) {
            throw new Mismatch("InRelease of " + suite + " expired on "
                    + release.validUntil().orElseThrow());
        }
    }

    private PackageIndex index(Release release, String suite, String architecture, Progress progress, boolean mayFetch)
            throws IOException {
        String plain = "main/binary-" + architecture + "/Packages";
        IOException failure = new RootFailure("suite " + suite + " has no " + architecture + " packages, only "
                + String.join(" ", release.architectures())
                + ": name another one with --suite, such as trixie");
        for (String name : List.of(plain + ".xz", plain + ".gz")) {
            Optional<Checksum> checksum = Optional.ofNullable(release.files().get(name));
            if (checksum.isPresent()) {
                try {
                    Path file = indexFile(release, suite, name, checksum.get(), progress, mayFetch);
                    Checksum whole = release.files().get(plain);
                    return PackageIndex.read(file, name, whole == null ? INDEX_LIMIT_BYTES : whole.sizeBytes());
                } catch (Mismatch | FileNotFoundException e) {
                    failure = failure instanceof RootFailure ? e : failure;
                }
            }
        }
        throw failure;
    }

    private Path indexFile(
            Release release, String suite, String name, Checksum checksum, Progress progress, boolean mayFetch)
            throws IOException {
        String path = "dists/" + suite + "/" + name;
        List<String> paths = new ArrayList<>();
        if (mayFetch && release.byHash()) {
            paths.add(path.substring(0, path.lastIndexOf('/')) + "/by-hash/SHA256/" + checksum.sha256());
        }
        if (mayFetch) {
            paths.add(path);
        }
        try (Progress.Step step = progress.begin("index of " + suite, checksum.sizeBytes())) {
            return cache.fetch(mirror, paths, checksum, "-" + name.replaceFirst(".*/", ""), step::advance);
        }
    }

    private Found lastGood(String suite, String architecture, Path kept, IOException failure) throws IOException {
        if (Files.isReadable(kept)) {
            try {
                Release release = trusted(kept, suite);
                Found found = new Found(index(release, suite, architecture, Progress.NONE, false), release);
                notices.accept("using the " + suite + " index of " + release.date() + " from the cache, for "
                        + Sentence.of(failure));
                return found;
            } catch (IOException e) {
                failure.addSuppressed(e);
            }
        }
        if (failure instanceof Mismatch || failure instanceof FileNotFoundException) {
            throw new RootFailure(
                    "the " + suite + " index on " + mirror.archive()
                            + " does not hold together, as while a mirror is synchronised: " + Sentence.of(failure)
                            + "; try later, or another --suite: stable, forky or sid",
                    failure);
        }
        throw new RootFailure(
                "cannot read " + mirror.archive() + ": " + Sentence.of(failure) + "; check the network, http_proxy or "
                        + AptSources.OVERRIDE,
                failure);
    }

    /// The `InRelease` whose index the cache holds too.
    private Path kept(String suite, String architecture) {
        String place = mirror.archive().toString().replaceAll("[^A-Za-z0-9.-]+", "_");
        return cache.directory().resolve("dists").resolve(place).resolve(suite + "-" + architecture + ".InRelease");
    }
}
