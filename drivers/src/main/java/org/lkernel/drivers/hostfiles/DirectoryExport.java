package org.lkernel.drivers.hostfiles;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Escapes;
import org.lkernel.kernel.device.HostEntry;

/// A directory of the host, taken as immutable and shown read-only.
///
/// Everything belongs to root, and a directory's size is fixed, so that the guest sees the same on any host.
public final class DirectoryExport implements Export {
    private static final int S_IFREG = 0100000;
    private static final int S_IFDIR = 0040000;
    private static final int S_IFLNK = 0120000;
    private static final int TYPE_MASK = 0170000;
    private static final int DIRECTORY_BYTES = 4096;
    private static final int OPEN_MAXIMUM = 64;

    private final Path top;
    private final LinkedHashMap<Path, SeekableByteChannel> open = new LinkedHashMap<>(16, 0.75f, true);

    public DirectoryExport(Path top) {
        this.top = top;
    }

    @Override
    public String describe() {
        return Escapes.controls(HostText.of(top)) + " (read-only)";
    }

    @Override
    public @Nullable HostEntry look(List<Bytes> directory, Bytes name) {
        Path parent = directory(directory);
        Path path = parent == null ? null : child(parent, name);
        return path == null ? null : entry(path, name);
    }

    @Override
    public @Nullable List<HostEntry> list(List<Bytes> directory) {
        Path path = directory(directory);
        if (path == null) {
            return null;
        }
        List<HostEntry> entries = new ArrayList<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(path)) {
            for (Path child : children) {
                Bytes name = HostNames.bytes(child.getFileName());
                HostEntry entry = entry(child, name);
                if (entry != null) {
                    entries.add(entry);
                }
            }
        } catch (IOException unreadable) {
            return null;
        }
        entries.sort(Comparator.comparing(entry -> entry.name().toLatin1()));
        return List.copyOf(entries);
    }

    @Override
    public @Nullable String same(String path, List<String> candidates) {
        Path wanted = file(path);
        for (String candidate : candidates) {
            Path other = file(candidate);
            try {
                if (wanted != null && other != null && Files.isSameFile(wanted, other)) {
                    return candidate;
                }
            } catch (IOException unreadable) {
                // One that is gone is not the same.
            }
        }
        return null;
    }

    /// The host path of what is no link itself and is reached through none.
    private @Nullable Path file(String joined) {
        List<Bytes> path = HostFile.components(joined);
        Path parent = directory(path.subList(0, path.size() - 1));
        Path file = parent == null ? null : child(parent, path.getLast());
        return file != null && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? file : null;
    }

    /// One reader at a time: forked machines on several threads read the same files.
    @Override
    public synchronized @Nullable Bytes read(List<Bytes> path, long offset, int length, long size, long modifiedNanos) {
        Path parent = directory(path.subList(0, path.size() - 1));
        Path file = parent == null ? null : child(parent, path.getLast());
        HostEntry now = file == null ? null : entry(file, path.getLast());
        if (file == null
                || now == null
                || (now.mode() & TYPE_MASK) != S_IFREG
                || now.size() != size
                || now.modifiedNanos() != modifiedNanos) {
            return null;
        }
        try {
            return read(channel(file), offset, (int) Math.min(length, Math.max(0, size - offset)));
        } catch (IOException unreadable) {
            return null;
        }
    }

    private static @Nullable Bytes read(SeekableByteChannel channel, long offset, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        channel.position(offset);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                return null;
            }
        }
        return Bytes.wrap(buffer.array());
    }

    private SeekableByteChannel channel(Path file) throws IOException {
        SeekableByteChannel channel = open.get(file);
        if (channel == null) {
            channel = Files.newByteChannel(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
            open.put(file, channel);
            if (open.size() > OPEN_MAXIMUM) {
                open.pollFirstEntry().getValue().close();
            }
        }
        return channel;
    }

    /// The host path of a directory; null when a component is no directory, or a link.
    private @Nullable Path directory(List<Bytes> components) {
        Path path = top;
        for (Bytes component : components) {
            path = child(path, component);
            if (path == null || !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                return null;
            }
        }
        return path;
    }

    /// One component further; null for a name that this host cannot have, or that would lead elsewhere.
    private static @Nullable Path child(Path parent, Bytes name) {
        String text = name.toLatin1();
        if (text.isEmpty() || text.equals(".") || text.equals("..") || text.indexOf('/') >= 0) {
            return null;
        }
        try {
            Path path = HostNames.resolve(parent, name);
            return parent.equals(path.getParent()) ? path : null;
        } catch (InvalidPathException impossible) {
            return null;
        }
    }

    private static @Nullable HostEntry entry(Path path, Bytes name) {
        try {
            BasicFileAttributes basic =
                    Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            long modified = basic.lastModifiedTime().to(TimeUnit.NANOSECONDS);
            Bytes target = basic.isSymbolicLink() ? HostNames.bytes(Files.readSymbolicLink(path)) : Bytes.EMPTY;
            long size = basic.isDirectory() ? DIRECTORY_BYTES : basic.isSymbolicLink() ? target.length() : basic.size();
            Map<String, Object> unix = unix(path);
            int mode = mode(unix, basic);
            int links = basic.isRegularFile() && unix.get("nlink") instanceof Integer count ? count : 1;
            return new HostEntry(name, mode, 0, 0, size, modified, target).withLinks(links);
        } catch (IOException unreadable) {
            return null;
        }
    }

    /// What only some hosts know.
    private static Map<String, Object> unix(Path path) throws IOException {
        return path.getFileSystem().supportedFileAttributeViews().contains("unix")
                ? Files.readAttributes(path, "unix:mode,nlink", LinkOption.NOFOLLOW_LINKS)
                : Map.of();
    }

    private static int mode(Map<String, Object> unix, BasicFileAttributes basic) {
        if (basic.isSymbolicLink()) {
            return S_IFLNK | 0777;
        }
        if (unix.get("mode") instanceof Integer mode) {
            return mode;
        }
        return basic.isDirectory() ? S_IFDIR | 0755 : S_IFREG | 0755;
    }
}
