package org.lkernel.kernel.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.abi.Errno;

/// Random operations on a base with the copy-on-write layer, and the same on the host's own file system: every
/// answer and the trees that are left must be equal.
///
/// Both work in a directory far below the root, since `..` may go up and the two roots differ.
final class OverlayDifferentialTest {
    private static final String DEEP = "n/n/n/n/n/n/n/n/n";
    private static final List<String> NAMES = List.of("a", "b", "c", "d");
    private static final int STEPS = 400;
    private static final int SEEDS = 25;

    @TempDir
    Path scratch;

    @Test
    void theLayerOverABaseBehavesAsTheHostsFileSystem() throws IOException {
        for (int seed = 1; seed <= SEEDS; seed++) {
            Path reference = scratch.resolve("seed" + seed);
            new Run(seed, reference.resolve(DEEP)).go();
        }
    }

    /// One seed: a machine and a directory of the host that begin alike.
    private static final class Run {
        private final int seed;
        private final Random random;
        private final Path top;
        private final Bench bench = Bench.based();

        Run(int seed, Path top) {
            this.seed = seed;
            this.random = new Random(seed);
            this.top = top;
        }

        void go() throws IOException {
            populate();
            bench.value(call -> new NameCall.ChangeDirectory(call, Bytes.latin1("/" + DEEP)));
            for (int step = 1; step <= STEPS; step++) {
                step("seed " + seed + " step " + step);
            }
            assertEquals(hostTree(top), guestTree("."), "seed " + seed);
        }

        private void populate() throws IOException {
            java.nio.file.Files.createDirectories(top);
            for (int length = 1; length <= DEEP.length(); length += 2) {
                bench.host.directory(DEEP.substring(0, length));
            }
            for (String name : List.of("a", "b", "a/c", "a/c/d")) {
                java.nio.file.Files.createDirectory(top.resolve(name));
                bench.host.directory(DEEP + "/" + name);
            }
            for (String name : List.of("c", "a/a", "a/c/a", "b/b")) {
                java.nio.file.Files.writeString(top.resolve(name), "base of " + name);
                bench.host.file(DEEP + "/" + name, "base of " + name);
            }
            java.nio.file.Files.createSymbolicLink(top.resolve("d"), Path.of("a/c"));
            bench.host.link(DEEP + "/d", "a/c");
        }

        private String path() {
            StringBuilder path = new StringBuilder(NAMES.get(random.nextInt(NAMES.size())));
            for (int depth = random.nextInt(4); depth > 0; depth--) {
                path.append('/').append(random.nextInt(8) == 0 ? ".." : NAMES.get(random.nextInt(NAMES.size())));
            }
            return path.toString();
        }

        private Path host(String path) {
            return Path.of(top + "/" + path);
        }

        private void step(String where) throws IOException {
            String one = path();
            String other = path();
            int length = random.nextInt(30);
            switch (random.nextInt(9)) {
                case 0 ->
                    same(where + " mkdir " + one, () -> java.nio.file.Files.createDirectory(host(one)), mkdir(one));
                case 1, 2 ->
                    same(where + " write " + one, () -> hostWrite(one, where, length), guestWrite(one, where, length));
                case 3 -> same(where + " truncate " + one, () -> hostTruncate(one, length), guestTruncate(one, length));
                case 4, 5 ->
                    same(
                            where + " rename " + one + " " + other,
                            () -> java.nio.file.Files.move(host(one), host(other), StandardCopyOption.ATOMIC_MOVE),
                            rename(one, other));
                case 6 -> {
                    boolean directory = java.nio.file.Files.isDirectory(host(one), LinkOption.NOFOLLOW_LINKS);
                    same(where + " delete " + one, () -> java.nio.file.Files.delete(host(one)), delete(one, directory));
                }
                case 7 ->
                    same(
                            where + " symlink " + other + " at " + one,
                            () -> java.nio.file.Files.createSymbolicLink(host(one), Path.of(other)),
                            symlink(other, one));
                default ->
                    same(
                            where + " link " + one + " at " + other,
                            () -> java.nio.file.Files.createLink(host(other), host(one)),
                            link(one, other));
            }
        }

        // ---- the machine's side

        private long mkdir(String path) {
            return bench.value(call -> new NameCall.MakeDirectory(call, -100, Bytes.latin1(path), 0755));
        }

        private long rename(String from, String to) {
            return bench.value(call -> new NameCall.Rename(call, -100, Bytes.latin1(from), -100, Bytes.latin1(to), 0));
        }

        private long delete(String path, boolean directory) {
            return bench.value(call ->
                    new NameCall.Unlink(call, -100, Bytes.latin1(path), directory ? OpenFlags.AT_REMOVEDIR : 0));
        }

        private long symlink(String target, String path) {
            return bench.value(call -> new NameCall.MakeSymlink(call, Bytes.latin1(target), -100, Bytes.latin1(path)));
        }

        private long link(String from, String to) {
            return bench.value(
                    call -> new NameCall.MakeLink(call, -100, Bytes.latin1(from), -100, Bytes.latin1(to), 0));
        }

        private long guestWrite(String path, String text, int offset) {
            long file = bench.open(path, OpenFlags.CREATE | OpenFlags.WRITE_ONLY);
            if (file >= 0) {
                bench.value(
                        call -> new TransferCall.WriteAt(call, (int) file, Bench.payload(Bytes.latin1(text)), offset));
                bench.close(1, file);
            }
            return Math.min(file, 0);
        }

        private long guestTruncate(String path, int size) {
            long file = bench.open(path, OpenFlags.WRITE_ONLY);
            if (file >= 0) {
                bench.value(call -> new AttributeCall.TruncateOpen(call, (int) file, size));
                bench.close(1, file);
            }
            return Math.min(file, 0);
        }

        private List<String> guestTree(String directory) {
            List<String> lines = new ArrayList<>();
            List<String> names = new ArrayList<>(bench.list(directory));
            names.removeAll(List.of(".", ".."));
            Collections.sort(names);
            for (String name : names) {
                String path = directory + "/" + name;
                bench.value(call -> new AttributeCall.Stat(call, -100, Bytes.latin1(path), Bench.SCRATCH, 0x100));
                int mode = (int) Layout.read(bench.memory.load(Bench.SCRATCH + 16, 4), 0, 4);
                switch (mode & Mode.TYPE) {
                    case Mode.DIRECTORY -> {
                        lines.add(name + "/");
                        guestTree(path).forEach(line -> lines.add(name + "/" + line));
                    }
                    case Mode.SYMLINK -> {
                        int length = (int) bench.value(
                                call -> new NameCall.ReadLink(call, -100, Bytes.latin1(path), Bench.SCRATCH, 999));
                        lines.add(name + " -> "
                                + bench.memory.load(Bench.SCRATCH, length).toLatin1());
                    }
                    default -> {
                        long file = bench.open(path, OpenFlags.READ_ONLY);
                        lines.add(name + ": " + bench.read(1, file, 9999));
                        bench.close(1, file);
                    }
                }
            }
            return lines;
        }

        // ---- the host's side

        private void hostWrite(String path, String text, int offset) throws IOException {
            try (SeekableByteChannel channel = java.nio.file.Files.newByteChannel(
                    host(path), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                channel.position(offset).write(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
            }
        }

        /// A channel's own truncate never extends, as `ftruncate` does.
        private void hostTruncate(String path, int size) throws IOException {
            try (SeekableByteChannel channel =
                    java.nio.file.Files.newByteChannel(host(path), StandardOpenOption.WRITE)) {
                if (channel.size() < size) {
                    channel.position(size - 1).write(ByteBuffer.allocate(1));
                }
                channel.truncate(size);
            }
        }

        private static List<String> hostTree(Path directory) throws IOException {
            List<String> lines = new ArrayList<>();
            List<Path> children;
            try (java.util.stream.Stream<Path> stream = java.nio.file.Files.list(directory)) {
                children = stream.sorted().toList();
            }
            for (Path child : children) {
                String name = child.getFileName().toString();
                if (java.nio.file.Files.isSymbolicLink(child)) {
                    lines.add(name + " -> " + java.nio.file.Files.readSymbolicLink(child));
                } else if (java.nio.file.Files.isDirectory(child)) {
                    lines.add(name + "/");
                    hostTree(child).forEach(line -> lines.add(name + "/" + line));
                } else {
                    lines.add(name + ": " + java.nio.file.Files.readString(child, StandardCharsets.ISO_8859_1));
                }
            }
            return lines;
        }
    }

    /// Something the host may refuse.
    private interface HostOperation {
        void go() throws IOException;
    }

    private static void same(String what, HostOperation operation, long guest) throws IOException {
        assertEquals(
                answer(operation), guest == 0 ? "OK" : Errno.ofResult(guest).name(), what);
    }

    private static String answer(HostOperation operation) throws IOException {
        try {
            operation.go();
            return "OK";
        } catch (NoSuchFileException missing) {
            return "ENOENT";
        } catch (FileAlreadyExistsException there) {
            return "EEXIST";
        } catch (DirectoryNotEmptyException full) {
            return "ENOTEMPTY";
        } catch (FileSystemException other) {
            for (Errno errno : Errno.values()) {
                if (String.valueOf(other.getReason()).startsWith(errno.description())) {
                    return errno.name();
                }
            }
            return other.toString();
        }
    }
}
