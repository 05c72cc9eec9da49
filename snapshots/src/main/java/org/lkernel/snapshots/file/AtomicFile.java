package org.lkernel.snapshots.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.lkernel.snapshots.file.FileLayer.OpenFile;

/// A file that is replaced in one step: written beside its place under another name, made durable, renamed.
///
/// Whenever the process or the host dies, the name leads to the whole old content or to the whole new one. What a dead
/// process left behind is removed by the next save under the same name.
final class AtomicFile {
    static final String SUFFIX = ".saving";

    private final FileLayer layer;
    private final Path target;
    private final Path directory;
    private final String prefix;

    /// Writes the content.
    interface Body {
        void write(OpenFile file) throws IOException;
    }

    AtomicFile(FileLayer layer, Path path) {
        this.layer = layer;
        this.target = path.toAbsolutePath();
        Path parent = target.getParent();
        if (parent == null) {
            throw new SnapshotException(path, "cannot save: expected a file name, found a root directory");
        }
        this.directory = parent;
        this.prefix = "." + target.getFileName() + ".";
    }

    void replace(Body body) {
        try {
            layer.sweep(directory, prefix, SUFFIX);
            Path temporary = directory.resolve(
                    prefix + Long.toHexString(ThreadLocalRandom.current().nextLong()) + SUFFIX);
            OpenFile file = layer.create(temporary);
            try (file) {
                body.write(file);
                file.sync();
                layer.rename(temporary, target);
            } catch (IOException | RuntimeException | Error failure) {
                delete(temporary, failure);
                throw failure;
            }
            layer.syncDirectory(directory);
        } catch (IOException failure) {
            throw SnapshotException.host(target, "save", failure);
        } catch (UncheckedIOException failure) {
            throw SnapshotException.host(target, "save", Objects.requireNonNull(failure.getCause()));
        }
    }

    private void delete(Path temporary, Throwable failure) {
        try {
            layer.delete(temporary);
        } catch (IOException second) {
            failure.addSuppressed(second);
        }
    }

    /// Writes all of a part of an array.
    static void write(OpenFile file, long position, byte[] bytes, int offset, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
        while (buffer.hasRemaining()) {
            file.write(buffer, position + buffer.position() - offset);
        }
    }
}
