package org.lkernel.kernel.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.abi.Elf;
import org.lkernel.kernel.memory.ObjectKey;
import org.lkernel.kernel.memory.SpacePlan.Mapping;
import org.lkernel.kernel.syscall.CopyOut;
import org.lkernel.kernel.syscall.Struct;
import org.lkernel.kernel.task.Execution.Executable;

/// Executables of every kind of wrongness: each is refused or laid out soundly, and none does anything else.
final class ElfFuzzTest {
    private static final int FILE_BYTES = 0x5000;
    private static final ObjectKey OBJECT = new ObjectKey(2, ObjectKey.Backing.PAGED);
    private static final long[] INTERESTING = {
        0,
        1,
        0xfff,
        0x1000,
        0x1001,
        0x10000,
        0x5000,
        0x5001,
        1L << 38,
        (1L << 38) - 1,
        1L << 40,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        -1,
        -4096
    };

    /// A header and the given program headers: type, flags, offset, address, file bytes, memory bytes, alignment.
    private static byte[] image(int type, long[]... segments) {
        byte[] image = new byte[4096];
        Struct.store(image, 0, 8, 0x0001_0102_464c_457fL);
        Struct.store(image, 16, 2, type);
        Struct.store(image, 18, 2, 243);
        Struct.store(image, 20, 4, 1);
        Struct.store(image, 24, 8, 0x10100);
        Struct.store(image, 32, 8, 64);
        Struct.store(image, 54, 2, 56);
        Struct.store(image, 56, 2, segments.length);
        for (int index = 0; index < segments.length; index++) {
            int at = 64 + 56 * index;
            Struct.store(image, at, 4, segments[index][0]);
            Struct.store(image, at + 4, 4, segments[index][1]);
            Struct.store(image, at + 8, 8, segments[index][2]);
            Struct.store(image, at + 16, 8, segments[index][3]);
            Struct.store(image, at + 32, 8, segments[index][4]);
            Struct.store(image, at + 40, 8, segments[index][5]);
            Struct.store(image, at + 48, 8, segments[index][6]);
        }
        return image;
    }

    private static byte[] sound(int type) {
        return image(type, new long[] {1, 5, 0, 0x10000, 0x1234, 0x1234, 0x1000}, new long[] {
            1, 6, 0x1f00, 0x12f00, 0x180, 0x5000, 0x1000
        });
    }

    private static Executable executable(Bytes head) {
        Elf elf = Elf.header(head);
        assertNotNull(elf);
        List<Elf.Segment> segments = elf.segments(head.slice((int) elf.headersOffset(), elf.headersBytes()));
        return new Executable(OBJECT, FILE_BYTES, head, Bytes.latin1("/p"), 0755, 0, 0, elf, segments, 0);
    }

    @Test
    void aSoundProgramIsMappedWithItsTailZeroed() {
        ProgramLayout layout = new ProgramLayout(8 << 20);
        assertTrue(layout.place(executable(Bytes.wrap(sound(2))), null));
        List<Mapping> program = layout.mappings.subList(2, layout.mappings.size());
        Bytes path = Bytes.latin1("/p");
        assertEquals(
                List.of(
                        new Mapping(0x10000, 0x2000, 5, OBJECT, 0, FILE_BYTES, path),
                        new Mapping(0x12000, 0x2000, 3, OBJECT, 0x1000, FILE_BYTES, path),
                        new Mapping(0x14000, 0x4000, 3, null, 0, 0, Bytes.EMPTY)),
                program);
        CopyOut tail = layout.stores.getLast();
        assertEquals(0x13080, tail.address());
        assertEquals(Bytes.wrap(new byte[0xf80]), tail.content());
        assertEquals(0x18000, layout.breakAddress);
        assertEquals(0x10040, layout.headersAddress(executable(Bytes.wrap(sound(2)))));
    }

    @Test
    void aPositionIndependentOneGoesToItsFixedPlaceAndItsInterpreterBelowTheMappings() {
        Executable file = executable(Bytes.wrap(sound(3)));
        ProgramLayout layout = new ProgramLayout(8 << 20);
        assertTrue(layout.place(file, file));
        assertEquals(0x2a_aaaa_a000L - 0x10000, layout.programBias);
        assertEquals(layout.mmapBase, layout.interpreterBias + 0x18000);
        checkSound(layout);
    }

    @Test
    void whatIsNotForThisMachineIsNoExecutable() {
        int[][] wrong = {{0, 'X'}, {4, 1}, {5, 2}, {16, 1}, {16, 4}, {18, 62}, {54, 32}, {56, 0}, {57, 1}, {39, 0x80}};
        for (int[] change : wrong) {
            byte[] image = sound(2);
            image[change[0]] = (byte) change[1];
            assertNull(Elf.header(Bytes.wrap(image)), "byte " + change[0] + " is " + change[1]);
        }
        assertNull(Elf.header(Bytes.EMPTY));
        assertNull(Elf.header(Bytes.copyOf(sound(2), 0, 63)));
    }

    @Test
    void aSegmentThatLiesIsRefused() {
        long[][] lies = {
            {1, 5, 0, 0x10000, 0x2000, 0x1000, 0x1000},
            {1, 5, 1, 0x10000, 0x1000, 0x1000, 0x1000},
            {1, 5, 0, 0x10000, FILE_BYTES + 1, FILE_BYTES + 1, 0x1000},
            {1, 5, 0, 0x10000, 0x1000, 1L << 38, 0x1000},
            {1, 5, 0, 0x10000, 0x1000, -1, 0x1000},
            {1, 5, 0, 0, 0x1000, 0x1000, 0x1000},
            {1, 5, 0, -4096, 0x1000, 0x2000, 0x1000},
            {1, 5, Long.MAX_VALUE - 4095, 0x10000, 0x1000, 0x1000, 0x1000},
            {1, 5, 0, 0x3f_ffff_0000L, 0x1000, 0x1000, 0x1000},
        };
        for (long[] lie : lies) {
            assertFalse(
                    new ProgramLayout(8 << 20).place(executable(Bytes.wrap(image(2, lie))), null),
                    () -> java.util.Arrays.toString(lie));
        }
    }

    @Test
    void overlappingSegmentsReplaceEachOtherAsMapFixedDoes() {
        ProgramLayout layout = new ProgramLayout(8 << 20);
        byte[] image = image(2, new long[] {1, 5, 0, 0x10000, 0x4000, 0x4000, 0x1000}, new long[] {
            1, 6, 0x1000, 0x11000, 0x1000, 0x1000, 0x1000
        });
        assertTrue(layout.place(executable(Bytes.wrap(image)), null));
        checkSound(layout);
        Bytes path = Bytes.latin1("/p");
        assertTrue(layout.mappings.contains(new Mapping(0x12000, 0x2000, 5, OBJECT, 0x2000, FILE_BYTES, path)));
        assertTrue(layout.mappings.contains(new Mapping(0x11000, 0x1000, 3, OBJECT, 0x1000, FILE_BYTES, path)));
    }

    @Test
    void mutatedProgramsAreRefusedOrSound() {
        int placed = 0;
        for (int seed = 0; seed < 30_000; seed++) {
            Random random = new Random(seed);
            byte[] image = sound(2 + random.nextInt(2));
            for (int change = random.nextInt(1, 4); change > 0; change--) {
                mutate(image, random);
            }
            placed += tryPlacing(image, seed) ? 1 : 0;
        }
        assertTrue(placed > 3_000 && placed < 27_000, "both outcomes are met: " + placed + " placed");
    }

    private static void mutate(byte[] image, Random random) {
        int segment = 64 + 56 * random.nextInt(2);
        switch (random.nextInt(3)) {
            case 0 -> image[random.nextInt(64 + 112)] = (byte) random.nextInt();
            case 1 ->
                Struct.store(
                        image, segment + 8 * random.nextInt(1, 7), 8, INTERESTING[random.nextInt(INTERESTING.length)]);
            default -> {
                int word = segment + 8 * random.nextInt(1, 7);
                Struct.store(image, word, 8, Struct.littleEndian(image, word, 8) + (random.nextInt(5) - 2) * 0x1000L);
            }
        }
    }

    private static boolean tryPlacing(byte[] image, int seed) {
        Bytes head = Bytes.copyOf(image);
        Elf elf = Elf.header(head);
        if (elf == null || elf.headersOffset() > image.length - elf.headersBytes()) {
            return false;
        }
        Executable file = executable(head);
        ProgramLayout layout = new ProgramLayout(8 << 20);
        boolean placed = layout.place(file, seed % 3 == 0 ? file : null);
        if (placed) {
            checkSound(layout);
            layout.headersAddress(file);
        }
        return placed;
    }

    /// What [org.lkernel.kernel.memory.SpacePlan] promises: pages, in the user's half, none of them twice.
    private static void checkSound(ProgramLayout layout) {
        List<Mapping> sorted = layout.mappings.stream()
                .sorted(java.util.Comparator.comparingLong(Mapping::address))
                .toList();
        long end = 0x10000;
        for (Mapping mapping : sorted) {
            assertEquals(0, (mapping.address() | mapping.length() | mapping.offset()) & 4095, mapping::toString);
            assertTrue(mapping.length() > 0 && mapping.address() >= end, mapping::toString);
            assertTrue(mapping.object() == null || mapping.offset() < FILE_BYTES, mapping::toString);
            end = mapping.address() + mapping.length();
            assertTrue(end <= ProgramLayout.SPACE_END, mapping::toString);
        }
        for (CopyOut store : layout.stores) {
            assertTrue(store.content().length() <= 4096, store::toString);
        }
    }
}
