package org.lkernel.cli.debian;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// The package files of a plan on their way into the cache, a few at a time.
record Downloads(Mirror mirror, Cache cache, Progress progress) {

    private static final int AT_ONCE = 4;

    /// Answers where each package's file is; the first failure stops the others.
    Map<DebianPackage, Path> fetch(List<DebianPackage> packages) throws IOException {
        long total =
                packages.stream().mapToLong(one -> one.checksum().sizeBytes()).sum();
        Map<DebianPackage, Path> files = new LinkedHashMap<>();
        try (Progress.Step step = progress.begin("packages", total);
                ExecutorService threads =
                        Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
            List<Future<Path>> pending = new ArrayList<>();
            packages.forEach(one -> pending.add(threads.submit(() -> fetch(one, step))));
            try {
                for (int i = 0; i < packages.size(); i++) {
                    files.put(packages.get(i), result(pending.get(i)));
                }
            } finally {
                threads.shutdownNow();
            }
        }
        return files;
    }

    private Path fetch(DebianPackage wanted, Progress.Step step) throws IOException {
        try {
            return cache.fetch(mirror, List.of(wanted.path()), wanted.checksum(), ".deb", step::advance);
        } catch (FileNotFoundException | Mismatch e) {
            throw new RootFailure(
                    "package " + wanted + " is not on the mirror as its index says: " + Sentence.of(e)
                            + "; try later, or another --suite",
                    e);
        }
    }

    private static Path result(Future<Path> pending) throws IOException {
        try {
            return pending.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }
}
