package org.lkernel.cli.debian;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.function.Executable;

/// A host in a temporary directory: its apt configuration, a gpgv(1) that says what it is told to, and the mirror
/// it is configured to use.
final class TestHost {

    static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    private static final String INDEX = "main/binary-riscv64/Packages";

    final Path directory;
    final Path mirror;
    final Map<String, String> environment = new TreeMap<>();
    final List<Duration> pauses = new ArrayList<>();
    Runnable whenPausing = () -> {};
    private final StringBuilder packages = new StringBuilder();
    private String validUntil = "";

    TestHost(Path directory) throws IOException {
        this.directory = directory;
        mirror = Files.createDirectories(directory.resolve("mirror"));
        source("Types: deb\nURIs: " + mirror.toUri() + "\nSuites: trixie\nComponents: main\nSigned-By: "
                + directory.resolve("keyring.gpg") + "\n");
        Files.writeString(directory.resolve("keyring.gpg"), "keys");
        environment.put("PATH", directory.resolve("bin").toString());
        gpgv("GOODSIG 1 Debian", "VALIDSIG 1");
    }

    void source(String stanza) throws IOException {
        write(directory.resolve("apt/sources.list.d/debian.sources"), stanza.getBytes(StandardCharsets.UTF_8));
    }

    /// Gives the host a gpgv(1) whose status lines are these.
    void gpgv(String... status) throws IOException {
        StringBuilder script = new StringBuilder("#!/bin/sh\n");
        for (String line : status) {
            script.append("echo '[GNUPG:] ").append(line).append("'\n");
        }
        Path program = directory.resolve("bin/gpgv");
        write(program, script.toString().getBytes(StandardCharsets.UTF_8));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    void withoutGpgv() throws IOException {
        Files.delete(directory.resolve("bin/gpgv"));
    }

    TestHost validUntil(String date) {
        validUntil = "Valid-Until: " + date + "\n";
        return this;
    }

    /// Puts a package on the mirror; `more` is further lines of its stanza.
    TestHost add(String name, String version, Deb deb, String... more) throws IOException {
        return add(name, version, deb.bytes(), more);
    }

    TestHost add(String name, String version, byte[] deb, String... more) throws IOException {
        String path = "pool/" + name.replace('/', '_') + "_" + version.replace(':', '_') + "_riscv64.deb";
        Path file = mirror.resolve(path);
        write(file, deb);
        Checksum checksum = Checksum.of(file);
        packages.append("Package: ").append(name).append("\nVersion: ").append(version);
        packages.append("\nInstalled-Size: 1\nFilename: ").append(path);
        packages.append("\nSize: ")
                .append(checksum.sizeBytes())
                .append("\nSHA256: ")
                .append(checksum.sha256());
        packages.append('\n').append(String.join("\n", more)).append(more.length > 0 ? "\n\n" : "\n");
        return this;
    }

    TestHost forgetPackages() {
        packages.setLength(0);
        return this;
    }

    /// Publishes what was added as the state of trixie.
    TestHost publish() throws IOException {
        publishIndex();
        return publishRelease();
    }

    TestHost publishIndex() throws IOException {
        byte[] index = packages.toString().getBytes(StandardCharsets.UTF_8);
        write(index(""), index);
        write(index(".xz"), Deb.xz(index));
        return this;
    }

    TestHost publishRelease() throws IOException {
        StringBuilder text = new StringBuilder("""
                -----BEGIN PGP SIGNED MESSAGE-----
                Hash: SHA256

                Codename: trixie
                Suite: stable
                Date: Sat, 30 May 2026 09:00:00 UTC
                Acquire-By-Hash: yes
                Architectures: all riscv64
                """);
        text.append(validUntil).append("SHA256:\n");
        for (String suffix : List.of("", ".xz")) {
            Checksum checksum = Checksum.of(index(suffix));
            text.append(" %s %d %s%n".formatted(checksum.sha256(), checksum.sizeBytes(), INDEX + suffix));
        }
        text.append("-----BEGIN PGP SIGNATURE-----\n\nAAAA\n-----END PGP SIGNATURE-----\n");
        write(release(), text.toString().getBytes(StandardCharsets.UTF_8));
        return this;
    }

    Path release() {
        return mirror.resolve("dists/trixie/InRelease");
    }

    Path index(String suffix) {
        return mirror.resolve("dists/trixie/" + INDEX + suffix);
    }

    /// Moves the index to where only its hash names it.
    void keepIndexByHash() throws IOException {
        Path file = index(".xz");
        write(
                mirror.resolve("dists/trixie/main/binary-riscv64/by-hash/SHA256/"
                        + Checksum.of(file).sha256()),
                Files.readAllBytes(file));
    }

    Path tree() {
        return directory.resolve("tree");
    }

    DebianRoot root(String... names) {
        return DebianRoot.into(tree())
                .packages(names)
                .cache(directory.resolve("cache"))
                .host(directory.resolve("apt"), environment, () -> NOW, this::pause);
    }

    /// The one line with which `what` fails.
    static String refusal(Executable what) {
        return String.valueOf(assertThrows(RootFailure.class, what).getMessage());
    }

    private void pause(Duration duration) {
        pauses.add(duration);
        whenPausing.run();
    }

    static void write(Path file, byte[] content) throws IOException {
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.write(file, content);
    }
}
