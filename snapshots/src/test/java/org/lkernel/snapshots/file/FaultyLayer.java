package org.lkernel.snapshots.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/// A file layer on which something goes wrong at the operation, or the byte, that a test chooses.
final class FaultyLayer implements FileLayer {
    private final FileLayer layer;
    private final Fault fault;
    private long operations;
    private long written;
    private long syncs;
    private boolean dead;

    /// What goes wrong.
    sealed interface Fault {
        record None() implements Fault {}

        /// The host reports an error, once.
        record Fails(long operation) implements Fault {}

        /// As [Fails], counting [OpenFile#sync] alone.
        record FailsToSync(long sync) implements Fault {}

        /// The process is no more: neither this operation nor a later one happens.
        record Dies(long operation) implements Fault {}

        /// No write and no read takes more than so many bytes.
        record Dribbles(int most) implements Fault {}

        /// So many bytes fit, and none more.
        record Fills(long bytes) implements Fault {}
    }

    /// Thrown at whoever asks for something after the death of the process.
    static final class Died extends RuntimeException {
        Died() {
            super("the process is dead");
        }
    }

    FaultyLayer(FileLayer layer, Fault fault) {
        this.layer = layer;
        this.fault = fault;
    }

    long operations() {
        return operations;
    }

    long written() {
        return written;
    }

    private synchronized void step() throws IOException {
        operations++;
        switch (fault) {
            case Fault.Fails(long operation) -> {
                if (operation == operations) {
                    throw new IOException("Input/output error");
                }
            }
            case Fault.Dies(long operation) -> dead |= operation == operations;
            case Fault.None _, Fault.FailsToSync _, Fault.Dribbles _, Fault.Fills _ -> {}
        }
        if (dead) {
            throw new Died();
        }
    }

    @Override
    public OpenFile create(Path path) throws IOException {
        step();
        return new FaultyFile(layer.create(path));
    }

    @Override
    public OpenFile open(Path path) throws IOException {
        step();
        return new FaultyFile(layer.open(path));
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        step();
        layer.rename(from, to);
    }

    @Override
    public void link(Path existing, Path name) throws IOException {
        step();
        layer.link(existing, name);
    }

    @Override
    public List<Path> list(Path directory) throws IOException {
        step();
        return layer.list(directory);
    }

    @Override
    public void delete(Path path) throws IOException {
        step();
        layer.delete(path);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        step();
        layer.syncDirectory(directory);
    }

    @Override
    public void sweep(Path directory, String prefix, String suffix) throws IOException {
        step();
        layer.sweep(directory, prefix, suffix);
    }

    private final class FaultyFile implements OpenFile {
        private final OpenFile file;

        FaultyFile(OpenFile file) {
            this.file = file;
        }

        @Override
        public long size() throws IOException {
            step();
            return file.size();
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            step();
            return some(
                    target,
                    fault instanceof Fault.Dribbles(int most) ? most : target.remaining(),
                    part -> file.read(part, position));
        }

        @Override
        public int write(ByteBuffer source, long position) throws IOException {
            step();
            long most = switch (fault) {
                case Fault.Dribbles(int bytes) -> bytes;
                case Fault.Fills(long bytes) -> bytes - written;
                case Fault.None _, Fault.Fails _, Fault.FailsToSync _, Fault.Dies _ -> source.remaining();
            };
            if (most <= 0) {
                throw new IOException("No space left on device");
            }
            int count = some(source, most, part -> file.write(part, position));
            written += count;
            return count;
        }

        private int some(ByteBuffer buffer, long most, Transfer transfer) throws IOException {
            int limit = buffer.limit();
            buffer.limit((int) Math.min(limit, buffer.position() + most));
            try {
                return transfer.run(buffer);
            } finally {
                buffer.limit(limit);
            }
        }

        @Override
        public void sync() throws IOException {
            step();
            if (fault instanceof Fault.FailsToSync(long sync) && sync == ++syncs) {
                throw new IOException("Input/output error");
            }
            file.sync();
        }

        @Override
        public void close() throws IOException {
            if (dead) {
                return; // the kernel closes what a dead process had open; MemoryLayer is told by die()
            }
            step();
            file.close();
        }
    }

    /// Reads or writes.
    private interface Transfer {
        int run(ByteBuffer buffer) throws IOException;
    }
}
