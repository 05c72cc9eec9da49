package org.lkernel.snapshots.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.lkernel.snapshots.file.FileLayer.OpenFile;

/// A file open for reading, of a length that is fixed when it is opened.
///
/// @param length what is read lies below it, whatever becomes of the file meanwhile
record Source(Path path, OpenFile file, long length) implements Closeable {

    static Source open(FileLayer layer, Path path) {
        try {
            OpenFile file = layer.open(path);
            try {
                return new Source(path, file, file.size());
            } catch (IOException | RuntimeException failure) {
                file.close();
                throw failure;
            }
        } catch (IOException failure) {
            throw SnapshotException.host(path, "open", failure);
        }
    }

    byte[] read(long position, int length) {
        byte[] bytes = new byte[length];
        read(position, bytes, 0, length);
        return bytes;
    }

    /// Fills the part of `target`, or fails: a file that became shorter is truncated.
    void read(long position, byte[] target, int offset, int length) {
        ByteBuffer buffer = ByteBuffer.wrap(target, offset, length);
        try {
            while (buffer.hasRemaining()) {
                long at = position + buffer.position() - offset;
                if (file.read(buffer, at) < 0) {
                    throw SnapshotException.truncated(path, position + length, at);
                }
            }
        } catch (IOException failure) {
            throw SnapshotException.host(path, "read", failure);
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException failure) {
            throw SnapshotException.host(path, "close", failure);
        }
    }
}
