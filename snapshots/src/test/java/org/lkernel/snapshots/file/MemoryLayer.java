package org.lkernel.snapshots.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// A file system in memory, which knows what a loss of power would leave of it.
final class MemoryLayer implements FileLayer {
    private static final int SECTOR = 512;

    private TreeMap<Path, Content> names = new TreeMap<>();
    private TreeMap<Path, Content> durableNames = new TreeMap<>();

    /// The bytes of a file, and those that were synchronised.
    private static final class Content {
        byte[] bytes = new byte[0];
        byte[] durable = new byte[0];
        int length;
        boolean open;

        byte[] copy() {
            return Arrays.copyOf(bytes, length);
        }
    }

    MemoryLayer put(Path path, byte[] bytes) {
        Content content = new Content();
        content.bytes = bytes;
        content.durable = bytes;
        content.length = bytes.length;
        names.put(path, content);
        durableNames.put(path, content);
        return this;
    }

    byte[] content(Path path) {
        return names.get(path).copy();
    }

    List<Path> names() {
        return List.copyOf(names.keySet());
    }

    /// What is left when the process dies: all that was written, and nothing is open.
    void die() {
        names.values().forEach(content -> content.open = false);
    }

    /// What is left when the power goes: names as they are or as they last were synchronised, and of the sectors that
    /// were not synchronised any.
    void losePower(SplittableRandom random) {
        names = random.nextBoolean() ? names : durableNames;
        durableNames = new TreeMap<>(names);
        for (Content content : names.values()) {
            byte[] left = Arrays.copyOf(
                    content.durable, Math.max(content.durable.length, random.nextInt(content.length + 1)));
            for (int at = 0; at < left.length; at += SECTOR) {
                if (random.nextBoolean()) {
                    int end = Math.min(Math.min(at + SECTOR, left.length), content.length);
                    System.arraycopy(content.bytes, at, left, at, Math.max(0, end - at));
                }
            }
            content.bytes = left;
            content.durable = left;
            content.length = left.length;
            content.open = false;
        }
    }

    @Override
    public OpenFile create(Path path) throws IOException {
        if (names.containsKey(path)) {
            throw new FileAlreadyExistsException(path.toString());
        }
        Content content = new Content();
        content.open = true;
        names.put(path, content);
        return new MemoryFile(content);
    }

    @Override
    public OpenFile open(Path path) throws IOException {
        return new MemoryFile(existing(path));
    }

    private Content existing(Path path) throws IOException {
        Content content = names.get(path);
        if (content == null) {
            throw new NoSuchFileException(path.toString());
        }
        return content;
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        names.put(to, existing(from));
        names.remove(from);
    }

    @Override
    public void link(Path existing, Path name) throws IOException {
        if (names.putIfAbsent(name, existing(existing)) != null) {
            throw new FileAlreadyExistsException(name.toString());
        }
    }

    @Override
    public List<Path> list(Path directory) {
        return names.keySet().stream()
                .filter(path -> directory.equals(path.getParent()))
                .toList();
    }

    @Override
    public void delete(Path path) {
        names.remove(path);
    }

    @Override
    public void syncDirectory(Path directory) {
        durableNames = new TreeMap<>(names);
    }

    @Override
    public void sweep(Path directory, String prefix, String suffix) {
        names.entrySet()
                .removeIf(entry -> directory.equals(entry.getKey().getParent())
                        && entry.getKey().getFileName().toString().startsWith(prefix)
                        && entry.getKey().toString().endsWith(suffix)
                        && !entry.getValue().open);
    }

    private record MemoryFile(Content content) implements OpenFile {
        @Override
        public long size() {
            return content.length;
        }

        @Override
        public int read(ByteBuffer target, long position) {
            if (position >= content.length) {
                return -1;
            }
            int count = Math.min(target.remaining(), content.length - (int) position);
            target.put(content.bytes, (int) position, count);
            return count;
        }

        @Override
        public int write(ByteBuffer source, long position) {
            synchronized (content) {
                return store(source, position);
            }
        }

        private int store(ByteBuffer source, long position) {
            int count = source.remaining();
            int end = Math.toIntExact(position + count);
            if (end > content.bytes.length) {
                content.bytes = Arrays.copyOf(content.bytes, Math.max(end, 2 * content.bytes.length));
            }
            source.get(content.bytes, (int) position, count);
            content.length = Math.max(content.length, end);
            return count;
        }

        @Override
        public void sync() {
            synchronized (content) {
                content.durable = content.copy();
            }
        }

        @Override
        public void close() {
            content.open = false;
        }
    }
}
