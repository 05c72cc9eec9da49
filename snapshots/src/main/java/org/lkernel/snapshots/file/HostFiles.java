package org.lkernel.snapshots.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// The host's file system.
///
/// A file being written is locked by its writer. The host drops the lock when the writer dies, however it dies, so
/// that a file with the name of a temporary one and no lock is a leftover. It is removed under its lock; so a writer
/// that has the lock and still sees its file keeps it.
final class HostFiles implements FileLayer {
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    private static final boolean WINDOWS = System.getProperty("os.name", "").startsWith("Windows");

    /// What this process is writing. On POSIX hosts it must not even open these to look at their locks: closing any
    /// descriptor of a file drops all the process's locks on it (fcntl(2)).
    private final Set<Path> ours = ConcurrentHashMap.newKeySet();

    @Override
    public OpenFile create(Path path) throws IOException {
        FileAttribute<?>[] ownerOnly = POSIX
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        ours.add(path);
        FileChannel channel = null;
        try {
            channel =
                    FileChannel.open(path, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly);
            if (isLocked(channel) || Files.notExists(path)) {
                throw new IOException("removed by another save at the same moment");
            }
            return new HostFile(channel, () -> ours.remove(path));
        } catch (IOException | RuntimeException failure) {
            ours.remove(path);
            if (channel != null) {
                channel.close();
            }
            throw failure;
        }
    }

    /// Locks a file, unless somebody else has. Where the file system has no locks, nothing is ever locked.
    private static boolean isLocked(FileChannel channel) {
        try {
            return channel.tryLock() == null;
        } catch (OverlappingFileLockException ours) {
            return true;
        } catch (IOException unsupported) {
            return false;
        }
    }

    @Override
    public OpenFile open(Path path) throws IOException {
        return new HostFile(FileChannel.open(path, StandardOpenOption.READ), () -> {});
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void link(Path existing, Path name) throws IOException {
        try {
            Files.createLink(name, existing);
        } catch (UnsupportedOperationException none) {
            throw new IOException("the file system has no hard links, which increments need", none);
        }
    }

    @Override
    public List<Path> list(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.toList();
        } catch (UncheckedIOException failure) {
            throw Objects.requireNonNull(failure.getCause());
        }
    }

    @Override
    public void delete(Path path) throws IOException {
        Files.deleteIfExists(path);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        if (WINDOWS) {
            return; // a directory cannot be opened there, and a rename is in the journal already
        }
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public void sweep(Path directory, String prefix, String suffix) throws IOException {
        DirectoryStream.Filter<Path> named = path -> {
            String name = String.valueOf(path.getFileName());
            return name.startsWith(prefix) && name.endsWith(suffix) && !ours.contains(path);
        };
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, named)) {
            for (Path path : entries) {
                removeIfAbandoned(path);
            }
        }
    }

    private static void removeIfAbandoned(Path path) {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            if (channel.tryLock() != null) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | OverlappingFileLockException another) {
            return; // somebody else's, gone, or on a file system without locks, where nobody can tell
        }
    }

    private record HostFile(FileChannel channel, Runnable whenClosed) implements OpenFile {
        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            return channel.read(target, position);
        }

        @Override
        public int write(ByteBuffer source, long position) throws IOException {
            return channel.write(source, position);
        }

        @Override
        public void sync() throws IOException {
            channel.force(true);
        }

        @Override
        public void close() throws IOException {
            try (channel) {
                whenClosed.run();
            }
        }
    }
}
