package org.lkernel.cli.warm;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The directory by which a host is reached, made anew for each command: two pipes, and a file that says the host is
/// taken.
final class Slot implements AutoCloseable {
    /// Ends the thread that listens.
    private static final String OVER = "over";

    private final Path directory;
    private LinkedBlockingQueue<String> said = new LinkedBlockingQueue<>();
    private RandomAccessFile ask;
    private RandomAccessFile answer;

    /// Offers the host to whoever comes first.
    Slot(Path directory) throws IOException {
        this.directory = directory;
        ask = pipe("ask");
        answer = pipe("answer");
        listen(ask, said);
        Files.deleteIfExists(claim());
    }

    private RandomAccessFile pipe(String name) throws IOException {
        Path path = directory.resolve(name);
        Files.deleteIfExists(path);
        Posix.fifo(path.toString());
        return new RandomAccessFile(path.toFile(), "rw");
    }

    Path claim() {
        return directory.resolve("claim");
    }

    Path ask() {
        return directory.resolve("ask");
    }

    private static void listen(RandomAccessFile from, LinkedBlockingQueue<String> said) {
        Thread.ofPlatform().daemon().name("asked").start(() -> {
            try {
                for (String line = from.readLine(); line != null && !line.equals(OVER); line = from.readLine()) {
                    said.add(line);
                }
                from.close();
            } catch (IOException closed) {
                // Nobody asks any more.
            }
        });
    }

    /// The next line that came, or null when none came in time.
    @Nullable
    String hear(long millis) {
        try {
            return said.poll(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    synchronized void say(String line) throws IOException {
        answer.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    /// Done with whoever had it: the next may come, who sees none of that one's lines.
    ///
    /// @param last what that one is told when the next may come already
    void renew(String last) throws IOException {
        RandomAccessFile before = answer;
        ask.write((OVER + "\n").getBytes(StandardCharsets.US_ASCII));
        said = new LinkedBlockingQueue<>();
        ask = pipe("ask");
        answer = pipe("answer");
        listen(ask, said);
        Files.deleteIfExists(claim());
        before.write((last + "\n").getBytes(StandardCharsets.US_ASCII));
        before.close();
    }

    /// Takes the host for itself, so that nobody else can.
    boolean withdraw() throws IOException {
        try {
            Files.createFile(claim());
            return true;
        } catch (FileAlreadyExistsException taken) {
            return false;
        }
    }

    /// Whether somebody has claimed it this long ago and asked for nothing.
    boolean isForgotten(long millis) throws IOException {
        return Files.exists(claim())
                && Files.getLastModifiedTime(claim())
                        .toInstant()
                        .isBefore(Instant.now().minusMillis(millis));
    }

    boolean isToRetire() {
        return Files.exists(directory.resolve("retire"));
    }

    @Override
    public void close() throws IOException {
        ask.write((OVER + "\n").getBytes(StandardCharsets.US_ASCII));
        answer.close();
    }
}
