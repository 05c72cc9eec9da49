package org.lkernel.kernel.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.files.Files;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Completion;
import org.lkernel.kernel.syscall.Payload;
import org.lkernel.kernel.syscall.Segment;

/// What happens when memory is full.
class PressureTest {
    private static final int LIMIT = 200;
    private static final int PRIVATE_ANONYMOUS = MapCalls.MAP_PRIVATE | MapCalls.MAP_ANONYMOUS;

    private final Rig rig = new Rig(4, LIMIT, 2);

    private Call fill(int space, long pages) {
        long address = rig.map(0, space, 0, pages * 4096, 3, PRIVATE_ANONYMOUS | MapCalls.MAP_NORESERVE, -1, 0);
        for (long page = 0; page < pages; page++) {
            Call call = rig.call(0, space);
            rig.tell(Port.hart(0), new Memory.Fault(call, address + page * 4096, Memory.Fault.WRITE));
            rig.drain();
            if (rig.answer(call) == null) {
                return call;
            }
        }
        throw new AssertionError("memory never ended");
    }

    @Test
    void theLargestSpaceIsCondemnedAndTheOtherGoesOn() {
        rig.build(1);
        rig.build(2);
        long own = rig.map(2, 4096);
        rig.store(0, 2, own, 5);
        Call hungry = fill(1, LIMIT);
        assertEquals(List.of(1), rig.condemned);
        Call other = rig.call(1, 2);
        long more = rig.map(0, 2, 0, 4096, 3, PRIVATE_ANONYMOUS, -1, 0);
        rig.tell(Port.hart(1), new Memory.Fault(other, more, Memory.Fault.WRITE));
        rig.drain();
        assertNull(rig.answer(other));
        assertEquals(List.of(1), rig.condemned, "one at a time");
        rig.tell(Port.SCHEDULER, new Memory.Cancel(hungry, false));
        rig.drain();
        assertNull(rig.answer(hungry));
        rig.tell(Port.SCHEDULER, new Memory.Cancel(hungry, true));
        assertEquals(new Completion.Retried(), rig.await(hungry));
        rig.drop(1);
        assertEquals(new Completion.Retried(), rig.await(other));
        assertEquals(5, rig.load(0, 2, own));
        rig.drop(2);
        rig.close();
        assertEquals(0, rig.pool.live());
    }

    @Test
    void whereADeathFreesNothingAnotherOneHasToDie() {
        rig.build(1);
        rig.build(2);
        fill(1, LIMIT);
        Call other = rig.call(1, 2);
        long more = rig.map(0, 2, 0, 4096, 3, PRIVATE_ANONYMOUS, -1, 0);
        rig.tell(Port.hart(1), new Memory.Fault(other, more, Memory.Fault.WRITE));
        rig.tell(Port.FILES, new Memory.Charge(LIMIT * 4096L));
        rig.drain();
        assertEquals(List.of(1), rig.condemned);
        rig.drop(1);
        assertEquals(List.of(1, 2), rig.condemned);
        assertNull(rig.answer(other));
        rig.tell(Port.FILES, new Memory.Charge(0));
        assertEquals(new Completion.Retried(), rig.await(other));
        rig.drop(2);
        rig.close();
        assertEquals(0, rig.pool.live());
    }

    @Test
    void callsAreToldThereIsNoMemory() {
        rig.build(1);
        fill(1, LIMIT);
        assertEquals(Errno.ENOMEM, rig.copy(1, 2).errno());
        assertNull(rig.state().space(2));
        Call call = rig.call(0, 1);
        Payload payload = new Payload(List.of(new Segment(8, 5)), 5, org.lkernel.kernel.Bytes.latin1("hello"));
        rig.tell(Port.FILES, new Memory.WriteObject(call, Rig.tmpfs(1), 0, payload, 5, 5, false));
        assertEquals(new Files.Shortened(call, 0, Errno.ENOSPC), rig.await(call));
        rig.close();
    }

    @Test
    void cleanPagesOfFilesMakeRoom() {
        rig.build(1);
        rig.fileSize = 1000L * 4096;
        long address = rig.map(1, 64 * 4096);
        for (int round = 0; round < 2; round++) {
            for (int part = 0; part < 60; part++) {
                Call call = rig.call(0, 1);
                List<Segment> target = List.of(new Segment(address, 16 * 4096));
                rig.tell(Port.FILES, new Memory.ReadObject(call, Rig.paged(1), part * 16L * 4096, target, 16 * 4096));
                assertEquals(Completion.value(16 * 4096), rig.await(call));
                assertEquals(Rig.fileByte(part * 16L * 4096) & 0xff, rig.load(0, 1, address));
                assertTrue(rig.framesUsed() <= LIMIT);
            }
        }
        assertTrue(rig.condemned.isEmpty());
        for (int page = 0; page < 64; page++) {
            rig.store(0, 1, address + page * 4096L, 1);
        }
        assertTrue(rig.condemned.isEmpty());
        rig.close();
        assertEquals(0, rig.pool.live());
    }

    @Test
    void theSameForksDieTheSameDeath() {
        rig.build(1);
        fill(1, LIMIT);
        Rig second = rig.fork(9);
        second.drop(1);
        assertEquals(1, second.framesUsed() - second.state().meter().nodes() / 8);
        rig.close();
        second.close();
        assertEquals(0, rig.pool.live());
    }
}
