package org.lkernel.cli.debian;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;

/// A directory of downloads, in which every file under its final name was once whole and right.
///
/// Files are named after their SHA-256, written under another name and renamed; so any number of runs may share
/// it.
record Cache(Path directory) {

    private static final int TRIES = 3;
    private static final int BUFFER_BYTES = 1 << 16;

    /// `$XDG_CACHE_HOME/lkernel/debian`, or below `~/.cache` (XDG Base Directory Specification).
    static Path usual(Map<String, String> environment) {
        String configured = environment.getOrDefault("XDG_CACHE_HOME", "");
        Path base =
                configured.startsWith("/") ? Path.of(configured) : Path.of(System.getProperty("user.home"), ".cache");
        return base.resolve("lkernel").resolve("debian");
    }

    Path place(Checksum checksum, String suffix) {
        return directory
                .resolve("files")
                .resolve(checksum.sha256().substring(0, 2))
                .resolve(checksum.sha256() + suffix);
    }

    /// Whether the file is here; it is read and compared, for disks rot too.
    boolean holds(Checksum checksum, String suffix) throws IOException {
        Path file = place(checksum, suffix);
        return Files.isRegularFile(file)
                && Files.size(file) == checksum.sizeBytes()
                && Checksum.of(file).equals(checksum);
    }

    /// The file with this checksum, from here or else from the first of `paths` below the mirror that has it.
    Path fetch(Mirror mirror, List<String> paths, Checksum checksum, String suffix, LongConsumer progress)
            throws IOException {
        Path file = place(checksum, suffix);
        if (holds(checksum, suffix)) {
            progress.accept(checksum.sizeBytes());
            return file;
        }
        IOException failure = new FileNotFoundException("nowhere to fetch " + checksum + " from");
        for (String path : paths) {
            try {
                download(mirror, path, checksum, file, progress);
                return file;
            } catch (FileNotFoundException | Mismatch e) {
                failure = e instanceof FileNotFoundException && failure instanceof Mismatch ? failure : e;
            }
        }
        throw failure;
    }

    private static void download(Mirror mirror, String path, Checksum checksum, Path file, LongConsumer progress)
            throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                attempt(mirror, path, checksum, file, progress);
                return;
            } catch (FileNotFoundException | Mismatch | RootFailure e) {
                throw e;
            } catch (IOException e) {
                if (attempt == TRIES) {
                    throw e;
                }
            }
        }
    }

    private static void attempt(Mirror mirror, String path, Checksum checksum, Path file, LongConsumer progress)
            throws IOException {
        Path part = temporary(file);
        LongAdder told = new LongAdder();
        try {
            Checksum found = receive(mirror, path, checksum.sizeBytes(), part, amount -> {
                told.add(amount);
                progress.accept(amount);
            });
            if (!found.equals(checksum)) {
                throw new Mismatch(mirror.archive() + "/" + path, checksum, found);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            progress.accept(-told.sum());
            throw e;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /// Answers what came; no more than one buffer beyond `expectedBytes` is taken, however much is sent.
    private static Checksum receive(Mirror mirror, String path, long expectedBytes, Path part, LongConsumer progress)
            throws IOException {
        MessageDigest digest = Checksum.digest();
        long received = 0;
        try (InputStream in = mirror.open(path);
                OutputStream out = Files.newOutputStream(part)) {
            byte[] buffer = new byte[BUFFER_BYTES];
            int taken = in.read(buffer);
            while (taken >= 0 && received <= expectedBytes) {
                out.write(buffer, 0, taken);
                digest.update(buffer, 0, taken);
                received += taken;
                progress.accept(taken);
                taken = in.read(buffer);
            }
        }
        return Checksum.of(digest, received);
    }

    /// Writes `content` under `file` in one step.
    static void replace(Path file, byte[] content) throws IOException {
        Path part = temporary(file);
        try {
            Files.write(part, content);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /// A new file beside `file`, which goes when the JVM does, be it by Ctrl-C.
    private static Path temporary(Path file) throws IOException {
        Path directory = Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Path part = Files.createTempFile(directory, ".", ".part");
        part.toFile().deleteOnExit();
        return part;
    }
}
