package org.lkernel.kernel.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.hart.Access;
import org.lkernel.kernel.syscall.CopyOut;

class AddressSpaceTest {
    private static final int SIGBUS = 7;
    private static final int SIGSEGV = 11;
    private static final int PRIVATE_ANONYMOUS = MapCalls.MAP_PRIVATE | MapCalls.MAP_ANONYMOUS;
    private static final int SHARED_ANONYMOUS = MapCalls.MAP_SHARED | MapCalls.MAP_ANONYMOUS;

    private final Rig rig = new Rig(1, 4096, 2);

    @AfterEach
    void nothingLeaks() {
        for (Integer space : List.copyOf(rig.state().spaces().keySet())) {
            rig.drop(space);
        }
        rig.close();
        assertEquals(0, rig.pool.live());
    }

    @Test
    void aPageIsZeroUntilItIsWritten() {
        rig.build(1);
        long address = rig.map(1, 3 * 4096);
        assertEquals(0, rig.load(0, 1, address + 5000));
        assertEquals(Rig.NO_SIGNAL, rig.store(0, 1, address + 5000, 77));
        assertEquals(77, rig.load(1, 1, address + 5000));
        assertEquals(0, rig.load(0, 1, address + 4096));
    }

    @Test
    void pagesThatAreOnlyReadCostNoFrame() {
        rig.build(1);
        long address = rig.map(1, 64 * 4096);
        int before = rig.framesUsed();
        for (int page = 0; page < 64; page++) {
            assertEquals(0, rig.load(0, 1, address + page * 4096L));
        }
        assertTrue(rig.framesUsed() - before <= 1, "tables only");
    }

    @Test
    void whatIsNotMappedIsRefused() {
        rig.build(1);
        assertEquals(SIGSEGV, rig.store(0, 1, 0x12345678, 1));
        assertEquals(-SIGSEGV, rig.load(0, 1, 0));
        assertEquals(-SIGSEGV, rig.load(0, 1, -8));
        assertEquals(-SIGSEGV, rig.load(0, 1, 1L << 40));
        assertEquals(-SIGSEGV, rig.load(0, 99, 0x1000));
    }

    @Test
    void protectionsHoldOnEveryHart() {
        rig.build(1);
        long address = rig.map(1, 2 * 4096);
        rig.store(0, 1, address, 1);
        rig.store(1, 1, address, 2);
        assertEquals(0, rig.value(new MemoryCall.Protect(rig.call(0, 1), address, 4096, Area.READ)));
        assertEquals(SIGSEGV, rig.store(1, 1, address, 3));
        assertEquals(2, rig.load(1, 1, address));
        assertEquals(Rig.NO_SIGNAL, rig.store(1, 1, address + 4096, 3));
        assertEquals(0, rig.value(new MemoryCall.Protect(rig.call(0, 1), address, 4096, 0)));
        assertEquals(-SIGSEGV, rig.load(1, 1, address));
        assertEquals(0, rig.value(new MemoryCall.Protect(rig.call(0, 1), address, 4096, Area.READ | Area.WRITE)));
        assertEquals(2, rig.load(1, 1, address));
        assertEquals(Rig.NO_SIGNAL, rig.store(1, 1, address, 4));
    }

    @Test
    void theRightToWriteImpliesTheRightToRead() {
        rig.build(1);
        long address = rig.map(0, 1, 0, 4096, Area.WRITE, PRIVATE_ANONYMOUS, -1, 0);
        rig.store(0, 1, address, 9);
        assertEquals(9, rig.load(0, 1, address));
        long code = rig.map(0, 1, 0, 4096, Area.EXECUTE, PRIVATE_ANONYMOUS, -1, 0);
        assertEquals(-SIGSEGV, rig.load(0, 1, code));
        assertEquals(Rig.NO_SIGNAL, rig.access(0, 1, code, Access.EXECUTE, null));
    }

    @Test
    void aForkSharesPagesUntilOneOfTheTwoWrites() {
        rig.build(1);
        long address = rig.map(1, 8 * 4096);
        for (int page = 0; page < 8; page++) {
            rig.store(0, 1, address + page * 4096L, 10 + page);
        }
        int before = rig.framesUsed();
        assertEquals(null, rig.copy(1, 2).errno());
        assertTrue(rig.framesUsed() - before <= 2, "a fork copies no page");
        rig.store(1, 2, address, 99);
        assertEquals(10, rig.load(0, 1, address));
        rig.store(0, 1, address + 4096, 98);
        assertEquals(11, rig.load(1, 2, address + 4096));
        assertEquals(99, rig.load(1, 2, address));
        rig.drop(1);
        assertEquals(12, rig.load(1, 2, address + 2 * 4096));
    }

    @Test
    void theLastOwnerOfASharedPageWritesItInPlace() {
        rig.build(1);
        long address = rig.map(1, 4096);
        rig.store(0, 1, address, 1);
        rig.copy(1, 2);
        rig.drop(1);
        int before = rig.framesUsed();
        rig.store(1, 2, address, 2);
        assertEquals(before, rig.framesUsed());
        assertEquals(2, rig.load(1, 2, address));
    }

    @Test
    void sharedAnonymousMemoryStaysSharedAfterAFork() {
        rig.build(1);
        long address = rig.map(0, 1, 0, 2 * 4096, 3, SHARED_ANONYMOUS, -1, 0);
        rig.store(0, 1, address, 1);
        rig.copy(1, 2);
        rig.store(1, 2, address, 2);
        rig.store(1, 2, address + 4096, 3);
        assertEquals(2, rig.load(0, 1, address));
        assertEquals(3, rig.load(0, 1, address + 4096));
        assertEquals(1, rig.state().objects().size());
        rig.drop(1);
        rig.drop(2);
        assertEquals(0, rig.state().objects().size());
    }

    @Test
    void aFileIsPagedInAndItsPrivatePagesAreCopies() {
        rig.build(1);
        long address = rig.map(0, 1, 0, 20 * 4096, 3, MapCalls.MAP_PRIVATE, 7, 0);
        for (int page = 0; page < 20; page++) {
            assertEquals(Rig.fileByte(page * 4096L) & 0xff, rig.load(0, 1, address + page * 4096L));
        }
        assertEquals(0, rig.load(0, 1, address + 20 * 4096 - 1), "past the end of the file, in its last page");
        rig.store(0, 1, address, 200);
        assertEquals(200, rig.load(1, 1, address));
        long again = rig.map(0, 1, 0, 20 * 4096, 1, MapCalls.MAP_SHARED, 7, 0);
        assertEquals(Rig.fileByte(0) & 0xff, rig.load(1, 1, again));
    }

    @Test
    void pastTheEndOfAFileThereIsABusError() {
        rig.build(1);
        long address = rig.map(0, 1, 0, 32 * 4096, 3, MapCalls.MAP_PRIVATE, 7, 0);
        assertEquals(-SIGBUS, rig.load(0, 1, address + 20 * 4096));
        assertEquals(SIGBUS, rig.store(0, 1, address + 31 * 4096, 1));
    }

    @Test
    void aFileThatCannotBeReadIsABusError() {
        rig.build(1);
        long address = rig.map(0, 1, 0, 4096, 3, MapCalls.MAP_PRIVATE, 7, 0);
        rig.readable = false;
        assertEquals(-SIGBUS, rig.load(0, 1, address));
        rig.readable = true;
        assertEquals(11, rig.load(0, 1, address));
    }

    @Test
    void whatAFileLosesIsGoneFromItsMappings() {
        rig.build(1);
        rig.fileSize = 4 * 4096;
        long address = rig.map(0, 1, 0, 4 * 4096, 3, MapCalls.MAP_SHARED, 100, 0);
        for (int page = 0; page < 4; page++) {
            rig.store(1, 1, address + page * 4096L + 3000, 5);
        }
        rig.tell(org.lkernel.kernel.Port.FILES, new Memory.Resize(Rig.tmpfs(0), 4096 + 100, null));
        rig.drain();
        assertEquals(5, rig.load(1, 1, address + 3000));
        assertEquals(0, rig.load(1, 1, address + 4096 + 3000));
        assertEquals(-SIGBUS, rig.load(1, 1, address + 2 * 4096 + 3000));
        rig.tell(org.lkernel.kernel.Port.FILES, new Memory.Resize(Rig.tmpfs(0), 4 * 4096, null));
        rig.drain();
        assertEquals(0, rig.load(1, 1, address + 2 * 4096 + 3000));
    }

    @Test
    void theStackGrowsToItsLimitAndNoFurther() {
        rig.build(1);
        long top = 0x3f_ffff_f000L;
        assertEquals(Rig.NO_SIGNAL, rig.store(0, 1, top - 8, 1));
        assertEquals(Rig.NO_SIGNAL, rig.store(0, 1, top - (1 << 20), 2));
        assertEquals(2, rig.load(0, 1, top - (1 << 20)));
        assertEquals(SIGSEGV, rig.store(0, 1, top - (8 << 20) - 1, 3));
        assertEquals(Rig.NO_SIGNAL, rig.store(0, 1, top - (8 << 20), 3));
    }

    @Test
    void theStackKeepsItsDistance() {
        rig.build(1);
        long top = 0x3f_ffff_f000L;
        long below = top - (4 << 20);
        assertEquals(below, rig.map(0, 1, below, 4096, 3, PRIVATE_ANONYMOUS | MapCalls.MAP_FIXED, -1, 0));
        assertEquals(Rig.NO_SIGNAL, rig.store(0, 1, below + 4096 + Space.GUARD_GAP, 1));
        assertEquals(SIGSEGV, rig.store(0, 1, below + 4096 + Space.GUARD_GAP - 1, 1));
    }

    @Test
    void theBreakMovesUpAndDown() {
        rig.build(1);
        long start = rig.value(new MemoryCall.Break(rig.call(0, 1), 0));
        assertEquals(0x2000_0000L, start);
        assertEquals(start + 10_000, rig.value(new MemoryCall.Break(rig.call(0, 1), start + 10_000)));
        rig.store(0, 1, start + 9_999, 3);
        assertEquals(SIGSEGV, rig.store(0, 1, start + 3 * 4096, 3));
        assertEquals(start + 1, rig.value(new MemoryCall.Break(rig.call(0, 1), start + 1)));
        assertEquals(SIGSEGV, rig.store(0, 1, start + 9_999, 3));
        assertEquals(start + 10_000, rig.value(new MemoryCall.Break(rig.call(0, 1), start + 10_000)));
        assertEquals(0, rig.load(0, 1, start + 9_999));
        assertEquals(start + 10_000, rig.value(new MemoryCall.Break(rig.call(0, 1), start - 1)));
        assertEquals(start + 10_000, rig.value(new MemoryCall.Break(rig.call(0, 1), 1L << 37)), "more than there is");
    }

    @Test
    void reservationsCostNothingAndHintsFallBack() {
        rig.build(1);
        int before = rig.framesUsed();
        long hint = 0xc0_0000_0000L;
        long address = rig.map(0, 1, hint, 64L << 30, 0, PRIVATE_ANONYMOUS | MapCalls.MAP_NORESERVE, -1, 0);
        assertTrue(address > 0 && address + (64L << 30) <= Space.LIMIT);
        assertEquals(before, rig.framesUsed());
        assertEquals(-12, rig.map(0, 1, 0, 64L << 30, 3, PRIVATE_ANONYMOUS, -1, 0), "obviously too much");
        assertEquals(-12, rig.map(0, 1, 0, 1L << 39, 0, PRIVATE_ANONYMOUS, -1, 0));
    }

    @Test
    void mapsWhereItIsTold() {
        rig.build(1);
        long address = 0x1000_0000;
        assertEquals(address, rig.map(0, 1, address, 4096, 3, PRIVATE_ANONYMOUS, -1, 0));
        rig.store(0, 1, address, 1);
        assertNotEquals(address, rig.map(0, 1, address, 4096, 3, PRIVATE_ANONYMOUS, -1, 0), "a hint yields");
        int noReplace = PRIVATE_ANONYMOUS | MapCalls.MAP_FIXED_NOREPLACE;
        assertEquals(-17, rig.map(0, 1, address, 4096, 3, noReplace, -1, 0));
        assertEquals(address, rig.map(0, 1, address, 4096, 3, PRIVATE_ANONYMOUS | MapCalls.MAP_FIXED, -1, 0));
        assertEquals(0, rig.load(0, 1, address));
        assertEquals(-22, rig.map(0, 1, address + 1, 4096, 3, PRIVATE_ANONYMOUS | MapCalls.MAP_FIXED, -1, 0));
        assertEquals(-22, rig.map(0, 1, 0, 0, 3, PRIVATE_ANONYMOUS, -1, 0));
        assertEquals(-22, rig.map(0, 1, 0, 4096, 3, MapCalls.MAP_ANONYMOUS, -1, 0));
        assertEquals(-1, rig.map(0, 1, 4096, 4096, 3, PRIVATE_ANONYMOUS | MapCalls.MAP_FIXED, -1, 0));
    }

    @Test
    void aNewProgramFindsItsImage() {
        SpacePlan.Mapping text =
                new SpacePlan.Mapping(0x10000, 4096, 5, Rig.paged(3), 4096, rig.fileSize, Bytes.latin1("/bin/x"));
        SpacePlan.Mapping data =
                new SpacePlan.Mapping(0x12000, 4096, 3, Rig.paged(3), 8192, rig.fileSize, Bytes.latin1("/bin/x"));
        SpacePlan.Mapping zeroes = new SpacePlan.Mapping(0x13000, 8192, 3, null, 0, 0, Bytes.EMPTY);
        long top = 0x3f_ffff_f000L;
        byte[] stack = new byte[200_000];
        stack[199_999] = 42;
        List<CopyOut> stores = List.of(
                new CopyOut(0x12800, Bytes.wrap(new byte[0x800])), new CopyOut(top - 200_000, Bytes.wrap(stack)));
        rig.build(5, new SpacePlan(List.of(text, data, zeroes), 0x15000, top, 8 << 20, stores, 0x3f_0000_0000L));
        assertEquals(Rig.fileByte(4096) & 0xff, rig.load(0, 5, 0x10000));
        assertEquals(SIGSEGV, rig.store(0, 5, 0x10000, 1));
        assertEquals(Rig.fileByte(8192) & 0xff, rig.load(0, 5, 0x127ff));
        assertEquals(0, rig.load(0, 5, 0x12800));
        assertEquals(0, rig.load(0, 5, 0x13000));
        assertEquals(42, rig.load(0, 5, top - 1));
        assertEquals(0x15000, rig.value(new MemoryCall.Break(rig.call(0, 5), 0)));
    }

    @Test
    void remappingMovesPagesAndKeepsThem() {
        rig.build(1);
        long address = rig.map(1, 4 * 4096);
        long blocker = rig.map(0, 1, address + 4 * 4096, 4096, 3, PRIVATE_ANONYMOUS | MapCalls.MAP_FIXED, -1, 0);
        assertEquals(address + 4 * 4096, blocker);
        rig.store(1, 1, address + 3 * 4096, 8);
        assertEquals(-12, rig.value(new MemoryCall.Remap(rig.call(0, 1), address, 4 * 4096, 8 * 4096, 0, 0)));
        long moved = rig.value(new MemoryCall.Remap(rig.call(0, 1), address, 4 * 4096, 8 * 4096, 1, 0));
        assertNotEquals(address, moved);
        assertEquals(8, rig.load(1, 1, moved + 3 * 4096));
        assertEquals(-SIGSEGV, rig.load(1, 1, address + 3 * 4096));
        assertEquals(0, rig.load(1, 1, moved + 7 * 4096));
        assertEquals(moved, rig.value(new MemoryCall.Remap(rig.call(0, 1), moved, 8 * 4096, 4096, 0, 0)));
        assertEquals(-SIGSEGV, rig.load(1, 1, moved + 4096));
    }

    @Test
    void adviceDropsPages() {
        rig.build(1);
        long address = rig.map(1, 4 * 4096);
        rig.store(0, 1, address, 8);
        assertEquals(0, rig.value(new MemoryCall.Advise(rig.call(1, 1), address, 4096, 4)));
        assertEquals(0, rig.load(0, 1, address));
        assertEquals(-12, rig.value(new MemoryCall.Advise(rig.call(1, 1), address, 1 << 20, 4)));
        assertEquals(-22, rig.value(new MemoryCall.Advise(rig.call(1, 1), address, 4096, 99)));
        rig.store(0, 1, address, 8);
        assertEquals(0, rig.value(new MemoryCall.Advise(rig.call(1, 1), address, 4096, 18)));
        rig.copy(1, 2);
        assertEquals(0, rig.load(1, 2, address));
        assertEquals(8, rig.load(0, 1, address));
    }

    @Test
    void neighboursThatGoOnInTheSameWayAreOneArea() {
        rig.build(1);
        int before = areas(1);
        long address = rig.map(0, 1, 0x1000_0000, 4096, 3, PRIVATE_ANONYMOUS, -1, 0);
        rig.map(0, 1, address + 8192, 4096, 3, PRIVATE_ANONYMOUS, -1, 0);
        rig.map(0, 1, address + 4096, 4096, 3, PRIVATE_ANONYMOUS, -1, 0);
        assertEquals(before + 1, areas(1));
        rig.value(new MemoryCall.Protect(rig.call(0, 1), address + 4096, 4096, 1));
        assertEquals(before + 3, areas(1));
        rig.value(new MemoryCall.Protect(rig.call(0, 1), address + 4096, 4096, 3));
        assertEquals(before + 1, areas(1));
    }

    private int areas(int space) {
        return Objects.requireNonNull(rig.state().space(space)).areas.size();
    }
}
