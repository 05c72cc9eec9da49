package org.lkernel.cli.debian;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The check of an `InRelease` by the host's gpgv(1) against the keys that the host trusts.
record Signature(Map<String, String> environment, List<Path> keyrings) {

    private static final List<Path> USUAL = List.of(
            Path.of("/usr/share/keyrings/debian-archive-keyring.pgp"),
            Path.of("/usr/share/keyrings/debian-archive-keyring.gpg"));
    private static final Path TRUSTED = Path.of("/etc/apt/trusted.gpg.d");

    /// The keyrings of `Signed-By`, or else the host's.
    static Signature of(Archive archive, Map<String, String> environment) throws IOException {
        List<Path> keyrings = new ArrayList<>(archive.keyrings().isEmpty() ? USUAL : archive.keyrings());
        keyrings.removeIf(
                keyring -> !Files.isReadable(keyring) || keyring.toString().endsWith(".asc"));
        if (keyrings.isEmpty() && archive.keyrings().isEmpty() && Files.isDirectory(TRUSTED)) {
            try (Stream<Path> entries = Files.list(TRUSTED)) {
                entries.filter(entry -> entry.toString().endsWith(".gpg"))
                        .sorted()
                        .forEach(keyrings::add);
            }
        }
        return new Signature(environment, List.copyOf(keyrings));
    }

    /// Answers why nothing could be checked, or empty when a trusted key signed the file and none is wrong.
    ///
    /// gpgv's exit status is not asked: it also fails when one of several signatures is by a key newer than
    /// the host.
    Optional<String> check(Path signed) throws IOException {
        Optional<Path> gpgv = program();
        if (gpgv.isEmpty()) {
            return Optional.of("signature not checked: gpgv not found");
        }
        if (keyrings.isEmpty()) {
            return Optional.of("signature not checked: no keyring of the Debian archive found");
        }
        List<String> lines = run(gpgv.get(), signed);
        boolean good = lines.stream().anyMatch(line -> line.startsWith("[GNUPG:] GOODSIG "));
        boolean valid = lines.stream().anyMatch(line -> line.startsWith("[GNUPG:] VALIDSIG "));
        boolean bad = lines.stream().anyMatch(line -> line.startsWith("[GNUPG:] BADSIG "));
        if (!good || !valid || bad) {
            throw new Mismatch("InRelease has " + (bad ? "a bad signature" : "no signature by a key of " + keyrings));
        }
        return Optional.empty();
    }

    private List<String> run(Path gpgv, Path signed) throws IOException {
        List<String> command = new ArrayList<>(List.of(gpgv.toString(), "--status-fd", "1"));
        keyrings.forEach(keyring -> command.addAll(List.of("--keyring", keyring.toString())));
        command.add(signed.toString());
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            process.getOutputStream().close();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } finally {
            process.destroy();
        }
    }

    private Optional<Path> program() {
        return Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(directory -> !directory.isEmpty())
                .flatMap(directory -> Stream.of(Path.of(directory, "gpgv"), Path.of(directory, "gpgv.exe")))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
