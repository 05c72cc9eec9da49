package org.lkernel.kernel.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.Sent;
import org.lkernel.kernel.abi.Vdso;
import org.lkernel.kernel.clock.Clock;
import org.lkernel.kernel.syscall.Call;

/// The pages of the vDSO: one copy for all, and the wall clock in it at every moment.
final class LentTest {
    private static final Bytes IMAGE = Bytes.latin1("an image");

    private final MemoryState state = new MemoryState(1000, new PagePool());
    private final MemorySubsystem memory = new MemorySubsystem(state, IMAGE);
    private final Sent sent = new Sent();

    private void build(int space) {
        List<SpacePlan.Mapping> mappings = List.of(
                new SpacePlan.Mapping(Vdso.DATA, 4096, 1, Lent.DATA, 0, 4096, Bytes.EMPTY),
                new SpacePlan.Mapping(Vdso.ADDRESS, 4096, 5, Lent.CODE, 0, 4096, Bytes.EMPTY));
        SpacePlan plan = new SpacePlan(mappings, 1 << 20, 0x3f_ffff_0000L, 8 << 20, List.of(), 1L << 37);
        memory.receive(Port.TASKS, new Memory.BuildSpace(new Call(space, 0, 0, 64, 0), space, plan), sent);
    }

    private long word(ObjectKey object) {
        MemoryObject found = java.util.Objects.requireNonNull(state.object(object));
        return Raw.loadLong(state.frames.host().reading(MemoryObject.frame(found.pages.at(0))));
    }

    @Test
    void theWallClockIsInThePageWheneverItWasToldAndHoweverOftenItIsSet() {
        memory.receive(Port.FILES, new Memory.EpochIs(null, 5), sent);
        build(1);
        assertEquals(5, word(Lent.DATA));
        Call call = new Call(1, 1, 0, 128, 0);
        memory.receive(Port.FILES, new Memory.EpochIs(call, 7), sent);
        assertEquals(7, word(Lent.DATA));
        assertEquals(7, memory.addressSpaces().epochNanos());
        assertEquals(List.of(new Clock.EpochKnown(null), new Clock.EpochKnown(call)), sent.to(Port.CLOCK));
    }

    @Test
    void everyProgramMapsTheSamePages() {
        build(1);
        int used = state.frames.used();
        build(2);
        assertEquals(used, state.frames.used());
        assertEquals(0x6567616d_69206e61L, word(Lent.CODE));
    }

    @Test
    void aCopyOfTheMachineHasAWallClockOfItsOwn() {
        memory.receive(Port.FILES, new Memory.EpochIs(null, 5), sent);
        build(1);
        MemoryState copy = state.copy();
        memory.receive(Port.FILES, new Memory.EpochIs(null, 9), sent);
        MemorySubsystem other = new MemorySubsystem(copy, IMAGE);
        assertEquals(5, other.addressSpaces().epochNanos());
        int frame = MemoryObject.frame(
                java.util.Objects.requireNonNull(copy.object(Lent.DATA)).pages.at(0));
        assertEquals(5, Raw.loadLong(copy.frames.host().reading(frame)));
        assertEquals(9, word(Lent.DATA));
    }

    @Test
    void anImageOfMoreThanAPageIsNoVdso() {
        Bytes large = Bytes.wrap(new byte[4097]);
        assertThrows(IllegalArgumentException.class, () -> new MemorySubsystem(state, large));
    }
}
