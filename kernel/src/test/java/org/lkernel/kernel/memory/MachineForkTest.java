package org.lkernel.kernel.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Copies of a whole machine's memory: independent, cheap, and free of leaks.
class MachineForkTest {
    private static final int PRIVATE_ANONYMOUS = MapCalls.MAP_PRIVATE | MapCalls.MAP_ANONYMOUS;

    private static Rig machine(int pages) {
        Rig rig = new Rig(5, 60_000, 2);
        rig.build(1);
        long address = rig.map(0, 1, 0x1000_0000, pages * 4096L, 3, PRIVATE_ANONYMOUS, -1, 0);
        for (int page = 0; page < pages; page++) {
            rig.store(0, 1, address + page * 4096L, page);
        }
        return rig;
    }

    @Test
    void aForkHoldsNoPageOfItsOwnUntilItWrites() {
        Rig first = machine(1000);
        int live = first.pool.live();
        Rig second = first.fork(2);
        assertEquals(live, first.pool.live());
        second.store(0, 1, 0x1000_0000, 77);
        assertEquals(live + 1, first.pool.live());
        assertEquals(0, first.load(0, 1, 0x1000_0000));
        assertEquals(77, second.load(1, 1, 0x1000_0000));
        first.store(1, 1, 0x1000_1000, 88);
        assertEquals(1, second.load(0, 1, 0x1000_1000));
        second.close();
        assertEquals(88, first.load(0, 1, 0x1000_1000));
        first.close();
        assertEquals(0, first.pool.live());
    }

    @Test
    void aHartThatReadBeforeTheCopySeesWhatAnotherWroteAfterIt() {
        Rig first = machine(4);
        Rig second = first.fork(2);
        assertEquals(2, second.load(1, 1, 0x1000_2000));
        second.store(0, 1, 0x1000_2000, 99);
        assertEquals(99, second.load(1, 1, 0x1000_2000));
        first.close();
        second.close();
    }

    @Test
    void twoMappingsOfOnePageAgreeWithinOneRun() {
        Rig first = machine(1);
        long one = first.map(0, 1, 0, 4096, 3, MapCalls.MAP_SHARED, 100, 0);
        long two = first.map(0, 1, 0, 4096, 3, MapCalls.MAP_SHARED, 100, 0);
        first.store(0, 1, one, 1);
        first.store(0, 1, two, 2);
        Rig second = first.fork(2);
        assertEquals(2, second.load(0, 1, two));
        second.settles = false;
        second.store(0, 1, one, 3);
        assertEquals(3, second.load(0, 1, two));
        assertEquals(2, first.load(0, 1, two));
        first.close();
        second.close();
    }

    @Test
    void manyForksOfForksLeaveNothingBehind() {
        Rig first = machine(200);
        List<Rig> machines = new ArrayList<>(List.of(first));
        for (int count = 1; count < 40; count++) {
            Rig child = machines.get(count / 2).fork(count);
            child.store(0, 1, 0x1000_0000 + count * 4096L, 200);
            machines.add(child);
        }
        for (int count = 1; count < 40; count++) {
            assertEquals(200, machines.get(count).load(1, 1, 0x1000_0000 + count * 4096L));
        }
        for (Rig machine : machines) {
            machine.close();
        }
        assertEquals(0, first.pool.live());
        assertEquals(0, first.pool.machines());
    }

    @Test
    void theDigestIsThatOfTheContentWhereverItIs() {
        Rig first = machine(20);
        Rig second = first.fork(2);
        assertEquals(first.digest(), second.digest());
        second.store(0, 1, 0x1000_3000, 4);
        assertNotEquals(first.digest(), second.digest());
        second.store(0, 1, 0x1000_3000, 3);
        assertEquals(first.digest(), second.digest());
        second.state().privatise();
        assertEquals(first.digest(), second.digest());
        first.close();
        assertEquals(3, second.load(0, 1, 0x1000_3000));
        second.close();
    }

    @Test
    void twoMachinesThatDidTheSameHaveTheSameDigest() {
        Rig first = machine(20);
        Rig second = machine(20);
        assertEquals(first.digest(), second.digest());
        first.close();
        second.close();
    }

    @Test
    void aFrameIsNotUsedAgainWhileAHartStillHoldsIt() {
        Rig rig = machine(2);
        assertEquals(1, rig.load(1, 1, 0x1000_1000));
        rig.deaf.add(1);
        rig.tell(org.lkernel.kernel.Port.hart(0), new MemoryCall.Unmap(rig.call(0, 1), 0x1000_1000, 4096));
        rig.drain();
        long fresh = rig.map(0, 1, 0x2000_0000, 64 * 4096, 3, PRIVATE_ANONYMOUS, -1, 0);
        for (int page = 0; page < 64; page++) {
            rig.store(0, 1, fresh + page * 4096L, 250);
        }
        assertEquals(1, rig.load(1, 1, 0x1000_1000), "stale, but not somebody else's");
        rig.deaf.clear();
        rig.drain();
        assertEquals(-11, rig.load(1, 1, 0x1000_1000));
        rig.close();
    }

    @Test
    void anUnmapIsAnsweredOnlyWhenNoOtherHartCanStillSeeThePage() {
        Rig rig = machine(2);
        rig.load(1, 1, 0x1000_1000);
        rig.deaf.add(1);
        var call = rig.call(0, 1);
        rig.tell(org.lkernel.kernel.Port.hart(0), new MemoryCall.Unmap(call, 0x1000_1000, 4096));
        rig.drain();
        assertEquals(null, rig.answer(call));
        rig.deaf.clear();
        rig.drain();
        assertTrue(rig.answer(call) != null);
        rig.close();
    }
}
