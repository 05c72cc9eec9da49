package org.lkernel.kernel.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.files.Files;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Completion;
import org.lkernel.kernel.syscall.Payload;
import org.lkernel.kernel.syscall.Segment;
import org.lkernel.kernel.task.Tasks;

class TransferTest {
    private final Rig rig = new Rig(3, 4000, 2);

    @AfterEach
    void close() {
        rig.drain();
        assertEquals(0, rig.state().suspended.size());
        assertEquals(0, rig.state().tickets.size());
        rig.close();
        assertEquals(0, rig.pool.live());
    }

    private Object read(ObjectKey object, long offset, List<Segment> target, long length) {
        Call call = rig.call(0, 1);
        rig.tell(Port.FILES, new Memory.ReadObject(call, object, offset, target, length));
        return rig.await(call);
    }

    private Object write(ObjectKey object, long offset, List<Segment> source, long length, long size) {
        Call call = rig.call(0, 1);
        rig.tell(
                Port.FILES,
                new Memory.WriteObject(call, object, offset, new Payload(source, length, null), length, size, false));
        return rig.await(call);
    }

    private static Completion value(long value) {
        return Completion.value(value);
    }

    @Test
    void aFileIsReadAcrossItsPagesIntoScatteredMemory() {
        rig.build(1);
        long address = rig.map(1, 64 * 4096);
        List<Segment> target = List.of(
                new Segment(address + 100, 5000),
                new Segment(address + 20_000, 0),
                new Segment(address + 30_001, 60_000));
        assertEquals(value(65_000), read(Rig.paged(1), 3000, target, 65_000));
        for (int at = 0; at < 65_000; at += 501) {
            long place = at < 5000 ? address + 100 + at : address + 30_001 + at - 5000;
            assertEquals(Rig.fileByte(3000 + at) & 0xff, rig.load(1, 1, place), "byte " + at);
        }
    }

    @Test
    void aReadBreaksSharingAndOtherHartsSeeIt() {
        rig.build(1);
        long address = rig.map(1, 4096);
        rig.store(0, 1, address, 7);
        rig.copy(1, 2);
        assertEquals(7, rig.load(1, 1, address));
        assertEquals(value(4096), read(Rig.paged(1), 4096, List.of(new Segment(address, 4096)), 4096));
        assertEquals(Rig.fileByte(4096) & 0xff, rig.load(1, 1, address));
        assertEquals(7, rig.load(1, 2, address));
    }

    @Test
    void aReadInStepsIsAnsweredWhenOtherHartsHaveLetGoOfItsFirstPage() {
        rig.build(1);
        long address = rig.map(1, 64 * 4096);
        rig.store(0, 1, address, 7);
        rig.copy(1, 2);
        assertEquals(7, rig.load(1, 1, address));
        rig.deaf.add(1);
        Call call = rig.call(0, 1);
        List<Segment> target = List.of(new Segment(address, 64 * 4096));
        rig.fileSize = 64 * 4096;
        rig.tell(Port.FILES, new Memory.ReadObject(call, Rig.paged(1), 0, target, 64 * 4096));
        rig.drain();
        assertNull(rig.answer(call));
        rig.deaf.clear();
        assertEquals(value(64 * 4096), rig.await(call));
    }

    @Test
    void aReadIntoMemoryThatEndsIsShort() {
        rig.build(1);
        long address = rig.map(0, 1, 0x1000_0000, 4096, 3, MapCalls.MAP_PRIVATE | MapCalls.MAP_ANONYMOUS, -1, 0);
        Files.Shortened shortened = (Files.Shortened) read(Rig.paged(1), 0, List.of(new Segment(address, 8192)), 8192);
        assertEquals(4096, shortened.copied());
        assertEquals(Errno.EFAULT, shortened.errno());
        Files.Shortened nothing = (Files.Shortened) read(Rig.paged(1), 0, List.of(new Segment(16, 8)), 8);
        assertEquals(0, nothing.copied());
        long readOnly = rig.map(0, 1, 0, 4096, 1, MapCalls.MAP_PRIVATE | MapCalls.MAP_ANONYMOUS, -1, 0);
        assertEquals(0, ((Files.Shortened) read(Rig.paged(1), 0, List.of(new Segment(readOnly, 8)), 8)).copied());
    }

    @Test
    void aReadOfAnUnreadableFileSaysSo() {
        rig.build(1);
        long address = rig.map(1, 4096);
        rig.readable = false;
        Files.Shortened shortened = (Files.Shortened) read(Rig.paged(1), 0, List.of(new Segment(address, 8)), 8);
        assertEquals(Errno.EIO, shortened.errno());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void randomWritesAndReadsOfATmpfsFileAgreeWithAnArray(long seed) {
        Random random = new Random(seed);
        rig.build(1);
        byte[] file = new byte[300_000];
        byte[] user = new byte[200_000];
        long address = rig.map(1, 50 * 4096);
        ObjectKey key = Rig.tmpfs(1);
        long size = 0;
        for (int step = 0; step < 60; step++) {
            int length = 1 + random.nextInt(random.nextBoolean() ? 100_000 : 5000);
            int offset = random.nextInt(file.length - length);
            int from = random.nextInt(user.length - length);
            switch (random.nextInt(4)) {
                case 0 -> fill(random, address, user, from, Math.min(length, 2000));
                case 1 -> {
                    size = Math.max(size, offset + length);
                    assertEquals(
                            value(length),
                            write(key, offset, List.of(new Segment(address + from, length)), length, size));
                    System.arraycopy(user, from, file, offset, length);
                }
                case 2 -> {
                    length = Math.clamp(size - offset, 0, length);
                    assertEquals(
                            value(length), read(key, offset, List.of(new Segment(address + from, length)), length));
                    System.arraycopy(file, offset, user, from, length);
                }
                default -> {
                    size = random.nextInt(file.length);
                    rig.tell(Port.FILES, new Memory.Resize(key, size, null));
                    Arrays.fill(file, (int) size, file.length, (byte) 0);
                }
            }
        }
        Call call = rig.call(0, 1);
        rig.tell(Port.FILES, new Memory.LoadObject(call, key, 0, file.length));
        Bytes content = Objects.requireNonNull(((Files.ObjectRead) rig.await(call)).content());
        assertEquals(Bytes.copyOf(file, 0, (int) size), content);
        call = rig.call(0, 1);
        rig.tell(Port.FILES, new Memory.Fetch(call, List.of(new Segment(address, user.length)), 1000, 65_536));
        assertEquals(Bytes.copyOf(user, 1000, 65_536), ((Files.Fetched) rig.await(call)).content());
    }

    private void fill(Random random, long address, byte[] user, int from, int length) {
        int value = random.nextInt(256);
        for (int at = from; at < from + length; at++) {
            user[at] = (byte) value;
            rig.store(0, 1, address + at, value);
        }
    }

    @Test
    void smallWritesCarryTheirBytes() {
        rig.build(1);
        Call call = rig.call(0, 1);
        Payload payload = new Payload(List.of(new Segment(8, 5)), 5, Bytes.latin1("hello"));
        rig.tell(Port.FILES, new Memory.WriteObject(call, Rig.tmpfs(1), 4094, payload, 5, 4099, false));
        assertEquals(value(5), rig.await(call));
        Call load = rig.call(0, 1);
        rig.tell(Port.FILES, new Memory.LoadObject(load, Rig.tmpfs(1), 4093, 100));
        assertEquals(Bytes.latin1("\0hello"), ((Files.ObjectRead) rig.await(load)).content());
    }

    @Test
    void aCopyOfAFileOfTheBaseTakesItsPagesWhenTheyAreNeeded() {
        rig.build(1);
        long address = rig.map(1, 4096);
        rig.store(0, 1, address, 9);
        rig.tell(Port.FILES, new Memory.CopyObject(Rig.paged(1), Rig.tmpfs(1), rig.fileSize));
        assertEquals(value(1), write(Rig.tmpfs(1), 5000, List.of(new Segment(address, 1)), 1, rig.fileSize));
        rig.tell(Port.FILES, new Memory.DropObject(Rig.paged(1)));
        Call call = rig.call(0, 1);
        rig.tell(Port.FILES, new Memory.LoadObject(call, Rig.tmpfs(1), 4999, 4000));
        Bytes content = Objects.requireNonNull(((Files.ObjectRead) rig.await(call)).content());
        assertEquals(Rig.fileByte(4999), content.at(0));
        assertEquals(9, content.at(1));
        assertEquals(Rig.fileByte(5001), content.at(2));
        assertEquals(Rig.fileByte(8998), content.at(3999));
        rig.tell(Port.FILES, new Memory.DropObject(Rig.tmpfs(1)));
        rig.drain();
        assertEquals(0, rig.state().objects().size());
    }

    @Test
    void aCopyThatWasCutReadsAsZeroesWhenItGrowsAgain() {
        rig.build(1);
        rig.tell(Port.FILES, new Memory.CopyObject(Rig.paged(1), Rig.tmpfs(1), rig.fileSize));
        rig.tell(Port.FILES, new Memory.Resize(Rig.tmpfs(1), 5000, null));
        rig.tell(Port.FILES, new Memory.Resize(Rig.tmpfs(1), 9000, null));
        Call call = rig.call(0, 1);
        rig.tell(Port.FILES, new Memory.LoadObject(call, Rig.tmpfs(1), 4998, 4));
        Bytes content = Objects.requireNonNull(((Files.ObjectRead) rig.await(call)).content());
        assertEquals(Bytes.copyOf(new byte[] {Rig.fileByte(4998), Rig.fileByte(4999), 0, 0}), content);
    }

    @Test
    void storesAndLoadsOfMessagesMeetMappings() {
        rig.build(1);
        rig.fileSize = 8192;
        long address = rig.map(0, 1, 0, 8192, 3, MapCalls.MAP_SHARED, 100, 0);
        rig.store(0, 1, address + 4097, 5);
        Call call = rig.call(0, 1);
        rig.tell(Port.FILES, new Memory.StoreObject(call, Rig.tmpfs(0), 4095, Bytes.latin1("ab"), 8192));
        assertNull(((Files.ObjectStored) rig.await(call)).errno());
        assertEquals('a', rig.load(1, 1, address + 4095));
        assertEquals('b', rig.load(1, 1, address + 4096));
        assertEquals(5, rig.load(1, 1, address + 4097));
    }

    @Test
    void peeksAndPokesReachOtherSpaces() {
        rig.build(1);
        long address = rig.map(0, 1, 0x1000_0000, 4096, 3, MapCalls.MAP_PRIVATE | MapCalls.MAP_ANONYMOUS, -1, 0);
        assertFalse(poked(address + 4094), "the second page is not there");
        assertFalse(poked(8));
        assertTrue(poked(address));
        Call call = rig.call(0, 1);
        rig.tell(Port.TASKS, new Memory.Peek(call, 1, address + 4092, 100));
        assertEquals(Bytes.latin1("\0\0xy"), ((Tasks.Peeked) rig.await(call)).content());
    }

    private boolean poked(long address) {
        Call call = rig.call(0, 1);
        rig.tell(Port.TASKS, new Memory.Poke(call, 1, address, Bytes.latin1("xyz")));
        return ((Tasks.Poked) rig.await(call)).stored();
    }

    @Test
    void populatedAndLockedPagesAreThere() {
        rig.build(1);
        int flags = MapCalls.MAP_PRIVATE | MapCalls.MAP_ANONYMOUS | MapCalls.MAP_POPULATE;
        long address = rig.map(0, 1, 0, 300 * 4096, 3, flags, -1, 0);
        assertTrue(rig.framesUsed() > 300);
        long vector = rig.map(1, 4096);
        assertEquals(0, rig.value(new MemoryCall.Residency(rig.call(0, 1), address, 300 * 4096, vector)));
        List<Integer> resident = new ArrayList<>();
        for (int page = 0; page < 300; page++) {
            resident.add(rig.load(0, 1, vector + page));
        }
        assertEquals(300, resident.stream().filter(each -> each == 1).count());
        long other = rig.map(0, 1, 0, 20 * 4096, 1, MapCalls.MAP_PRIVATE, 5, 0);
        assertEquals(0, rig.value(new MemoryCall.Lock(rig.call(0, 1), other + 5, 20 * 4096 - 10)));
        assertEquals(0, rig.value(new MemoryCall.Residency(rig.call(0, 1), other, 20 * 4096, vector)));
        assertEquals(1, rig.load(0, 1, vector + 19));
        assertEquals(-22, rig.value(new MemoryCall.Advise(rig.call(0, 1), other, 4096, 4)));
        assertEquals(0, rig.value(new MemoryCall.Unlock(rig.call(0, 1), other, 20 * 4096)));
        assertEquals(0, rig.value(new MemoryCall.Advise(rig.call(0, 1), other, 4096, 4)));
        assertEquals(-12, rig.value(new MemoryCall.Lock(rig.call(0, 1), 4096, 4096)));
    }

    @Test
    void textsSayWhatIsMapped() {
        rig.build(1);
        rig.map(0, 1, 0x1000_0000, 8192, 5, MapCalls.MAP_PRIVATE, 5, 4096);
        Call call = rig.call(0, 1);
        rig.tell(Port.FILES, new Memory.Describe(call, "maps", 1));
        Bytes maps = Objects.requireNonNull(((Files.Described) rig.await(call)).content());
        String[] lines = maps.toLatin1().split("\n", -1);
        assertEquals("10000000-10002000 r-xp 00001000 00:01 12                                 /file5", lines[0]);
        assertEquals("3ffffde000-3ffffff000 rw-p 00000000 00:00 0                              [stack]", lines[1]);
    }
}
