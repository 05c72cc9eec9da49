package org.lkernel.snapshots.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Whatever is in a file, reading it gives what was saved or a [SnapshotException], for memory in proportion to the
/// file's size.
///
/// `mvn -pl snapshots -am test -Dtest=HostileFileTest -Dsnapshots.mutations=1000000` tries more;
/// `-Dsnapshots.seed=N -Dsnapshots.mutations=1` repeats one.
class HostileFileTest {
    private static final int MUTATIONS = Integer.getInteger("snapshots.mutations", 30_000);
    private static final long FIRST_SEED = Long.getLong("snapshots.seed", 1);

    private static final Path BASE = Path.of("hostile", "base").toAbsolutePath();
    private static final Path NEXT = BASE.resolveSibling("next");
    private static final Path PACKED = BASE.resolveSibling("packed");

    /// Beside what is in proportion to the file: what one pass over any file costs.
    private static final long FIXED_ALLOCATION = 1 << 20;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final MemoryLayer good = new MemoryLayer();
    private final byte[] base = save(BASE, SaveOptions.DEFAULT);
    private final byte[] packed = save(PACKED, SaveOptions.DEFAULT.withCompression(3));
    private final byte[] next = saveNext();
    private int refused;
    private int read;

    private byte[] save(Path path, SaveOptions options) {
        Samples.Memory memory = Samples.memory(20).put(100, new byte[Format.PAGE_BYTES]);
        for (int frame = 101; frame < 110; frame++) {
            memory.put(frame, Arrays.copyOf(Samples.bytes(frame, 600), Format.PAGE_BYTES));
        }
        SnapshotFile.save(path, Samples.content(memory), options.withLayer(good));
        return good.content(path);
    }

    private byte[] saveNext() {
        Samples.Memory memory = Samples.memory(20).put(2, Samples.page(900)).remove(4);
        try (SnapshotFile parent = SnapshotFile.open(BASE, OpenOptions.DEFAULT.withLayer(good))) {
            SnapshotFile.save(
                    NEXT,
                    Samples.content(memory).since(new Increment(parent, new int[] {2})),
                    SaveOptions.DEFAULT.withLayer(good));
        }
        return good.content(NEXT);
    }

    @Test
    void everyMutationIsRefusedOrReadRight() {
        List<String> right = List.of(digest(good, BASE), digest(good, PACKED), digest(good, NEXT));
        for (long seed = FIRST_SEED; seed < FIRST_SEED + MUTATIONS; seed++) {
            try {
                attempt(new SplittableRandom(seed), right);
            } catch (RuntimeException | Error failure) {
                fail("repeat with -Dsnapshots.seed=" + seed + " -Dsnapshots.mutations=1", failure);
            }
        }
        assertEquals(MUTATIONS, refused + read);
        assertTrue(MUTATIONS < 1000 || (refused > read && read > 0), refused + " refused, " + read + " read");
    }

    private void attempt(SplittableRandom random, List<String> right) {
        boolean fixed = random.nextInt(4) > 0;
        MemoryLayer layer = new MemoryLayer();
        int victim = random.nextInt(4);
        Path opened = victim == 0 ? BASE : victim == 1 ? PACKED : NEXT;
        byte[] changed = mutate(victim == 1 ? packed : victim == 2 ? next : base, random, fixed);
        layer.put(opened, changed);
        if (victim == 2) {
            layer.put(BASE, base);
        } else if (victim == 3) {
            Mutation child = new Mutation(next, random);
            if (fixed && changed.length > Format.FIXED_BYTES) {
                child.relink(changed);
            }
            layer.put(BASE, changed).put(NEXT, child.bytes());
        }
        String found = digestOrRefusal(layer, opened, changed.length + next.length);
        if (!fixed && !found.isEmpty()) {
            assertEquals(right.get(Math.min(victim, 2)), found);
        }
    }

    private static byte[] mutate(byte[] bytes, SplittableRandom random, boolean fixed) {
        Mutation mutation = new Mutation(bytes, random);
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            mutation.mutate();
        }
        return (fixed ? mutation.fixHashes() : mutation).bytes();
    }

    /// What the file holds, or nothing when it is refused.
    private String digestOrRefusal(MemoryLayer layer, Path path, long bytes) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        String found = "";
        try {
            found = digest(layer, path);
            read++;
        } catch (SnapshotException refusal) {
            refused++;
            assertEquals(1, refusal.getMessage().lines().count(), refusal.getMessage());
        }
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        long most = FIXED_ALLOCATION + (Zstandard.HIGHEST_RATIO + 16) * bytes;
        assertTrue(allocated < most, () -> allocated + " bytes allocated for a file of " + bytes);
        return found;
    }

    /// All ways of reading a file, and a hash over what they gave.
    private static String digest(FileLayer layer, Path path) {
        MessageDigest digest = sha256();
        try (SnapshotFile file = SnapshotFile.open(path, OpenOptions.DEFAULT.withLayer(layer))) {
            digest.update((file.kernelBuild() + file.sections()).getBytes(java.nio.charset.StandardCharsets.UTF_8));
            for (String name : file.sections()) {
                digest.update((byte) file.section(name).schemaVersion());
                digest.update(file.section(name).content());
            }
            byte[] page = new byte[Format.PAGE_BYTES];
            for (int frame : file.pages().frames()) {
                file.pages().copy(frame, page, 0);
                digest.update((byte) frame);
                digest.update(page);
            }
            file.pages().readAll((frame, bytes, offset) -> digest.update(bytes, offset, Format.PAGE_BYTES));
            file.verify(Progress.UNSEEN);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
