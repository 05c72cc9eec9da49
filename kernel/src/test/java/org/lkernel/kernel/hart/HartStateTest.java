package org.lkernel.kernel.hart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Message;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.Sent;
import org.lkernel.kernel.clock.CostModel;
import org.lkernel.kernel.memory.Memory;
import org.lkernel.kernel.memory.MemoryCall;
import org.lkernel.kernel.memory.MemoryState;
import org.lkernel.kernel.memory.MemorySubsystem;
import org.lkernel.kernel.memory.PagePool;
import org.lkernel.kernel.memory.SpacePlan;
import org.lkernel.kernel.scheduler.Scheduler;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Context;
import org.lkernel.kernel.syscall.CopyOut;
import org.lkernel.kernel.syscall.SyscallTable;
import org.lkernel.kernel.syscall.Tracer;

/// A hart's state is all there is to a hart: what it has translated and what it has reserved go where it goes.
final class HartStateTest {
    private static final int SPACE = 7;
    private static final int TASK = 3;
    private static final int DATA = 0x2_0000;
    private static final int CODE = 0x1_0000;
    private static final int RESULT = 13;
    private static final int A0 = Assembler.A0;
    private static final int A1 = Assembler.A1;

    /// A hart and the memory it works on, between whom messages go by hand.
    private static final class Pair implements AutoCloseable {
        final MemorySubsystem memory;
        final HartSubsystem hart;
        final Sent sent = new Sent();

        Pair(MemoryState state) {
            memory = new MemorySubsystem(state, Bytes.EMPTY);
            hart = new HartSubsystem(
                    0, 2, new SyscallTable(), memory.addressSpaces(), CostModel.FREE, Tracer.NONE, Preemption.NONE);
        }

        /// A second pair in the state of the first, between two messages or inside a slice.
        Pair copy() {
            Pair copy = new Pair(memory.state().copy());
            copy.hart.load(hart.state().copy());
            return copy;
        }

        void become(Pair other) {
            memory.load(other.memory.state().copy());
            hart.load(other.hart.state().copy());
        }

        /// Stores other instructions, as a debugger does.
        void patch(Assembler code) {
            memory.receive(
                    Port.TASKS,
                    new Memory.Poke(new Call(TASK, SPACE, 0, 2, 0), SPACE, CODE, Bytes.wrap(code.bytes())),
                    sent);
            for (Sent.Letter letter : sent.take()) {
                if (letter.message() instanceof Hart forHart
                        && letter.receiver().equals(Port.hart(0))) {
                    hart.receive(Port.MEMORY, forHart, sent);
                }
            }
            for (Sent.Letter letter : sent.take()) {
                memory.receive(Port.hart(0), (Memory) letter.message(), sent);
            }
        }

        void build(Assembler code) {
            SpacePlan plan = new SpacePlan(
                    List.of(
                            new SpacePlan.Mapping(CODE, 4096, 7, null, 0, 0, Bytes.EMPTY),
                            new SpacePlan.Mapping(DATA, 4096, 3, null, 0, 0, Bytes.EMPTY)),
                    0x10_0000,
                    0x3f_ffff_f000L,
                    8 << 20,
                    List.of(new CopyOut(CODE, Bytes.wrap(code.bytes())), new CopyOut(DATA, Bytes.wrap(new byte[8]))),
                    0x3f_0000_0000L);
            memory.receive(Port.TASKS, new Memory.BuildSpace(new Call(TASK, SPACE, 0, 1, 0), SPACE, plan), sent);
            sent.take();
        }

        /// Starts a slice with `a0` the address of the data.
        void run(long budget) {
            long[] x = new long[32];
            x[A0] = DATA;
            x[A1] = 9;
            Context context = new Context(CODE, x, new long[32], 0);
            hart.receive(Port.SCHEDULER, new Hart.Run(TASK, SPACE, context, null, null, budget, 0, false), sent);
        }

        /// Goes on in the slice until that many instructions are retired.
        void proceed(long retired) {
            hart.pauseAt(retired);
            hart.proceed(sent);
        }

        /// Carries messages to and fro until the hart is done; returns its context then.
        Context finish() {
            while (true) {
                for (Sent.Letter letter : sent.take()) {
                    if (letter.message() instanceof Scheduler.Preempted preempted) {
                        return preempted.context();
                    } else if (letter.message() instanceof Memory forMemory) {
                        memory.receive(Port.hart(0), forMemory, sent);
                    } else if (letter.message() instanceof Hart forHart
                            && letter.receiver().equals(Port.hart(0))) {
                        hart.receive(Port.MEMORY, forHart, sent);
                    }
                }
            }
        }

        /// Takes the data away; the hart's shootdown is left undelivered.
        Message unmapBehindItsBack() {
            Call call = new Call(TASK, SPACE, 1, 77, 0);
            memory.receive(Port.hart(1), new MemoryCall.Unmap(call, DATA, 4096), sent);
            List<Sent.Letter> letters = sent.take();
            assertEquals(1, letters.size(), letters::toString);
            return assertInstanceOf(Hart.Shootdown.class, letters.getFirst().message());
        }

        @Override
        public void close() {
            memory.close();
            hart.close();
        }
    }

    private static Pair pair(Assembler code) {
        Pair pair = new Pair(new MemoryState(100, new PagePool()));
        pair.build(code);
        return pair;
    }

    /// Touches code and data by a first slice, so that a second one finds both translated.
    private static Pair warm(Assembler code) {
        Pair pair = pair(code);
        pair.run(2);
        pair.finish();
        return pair;
    }

    private static Assembler loadReservedStoreConditional() {
        return new Assembler()
                .word(Assembler.register(0x2f, 12, 3, A0, 0, 0x02 << 2))
                .addi(5, 5, 1)
                .word(Assembler.register(0x2f, RESULT, 3, A0, A1, 0x03 << 2))
                .word(Assembler.jump(0, 0));
    }

    @Test
    void aReservationGoesWhereTheHartGoes() {
        Assembler code = loadReservedStoreConditional();
        try (Pair first = pair(code)) {
            long begin = first.hart.retired();
            first.hart.pauseAt(begin + 1);
            first.run(5);
            while (!first.hart.unfinished()) {
                first.sent.take().forEach(letter -> {
                    if (letter.message() instanceof Memory forMemory) {
                        first.memory.receive(Port.hart(0), forMemory, first.sent);
                    } else if (letter.message() instanceof Hart forHart) {
                        first.hart.receive(Port.MEMORY, forHart, first.sent);
                    }
                });
            }
            try (Pair second = first.copy()) {
                second.proceed(Long.MAX_VALUE);
                assertEquals(0, second.finish().x(RESULT), "sc succeeds where the hart was loaded");
            }
            first.proceed(Long.MAX_VALUE);
            assertEquals(0, first.finish().x(RESULT), "and where it was");
            assertTrue(first.hart.state().reservation == null, "a new run begins without");
        }
    }

    private static Assembler loadForever() {
        return new Assembler()
                .load(RESULT, A0, 0)
                .store(A1, A0, 0)
                .addi(A1, A1, 1)
                .word(Assembler.jump(0, -12));
    }

    @Test
    void aStaleTranslationStaysStaleWhereverTheHartGoes() {
        try (Pair first = warm(loadForever())) {
            Message shootdown = first.unmapBehindItsBack();
            try (Pair second = first.copy();
                    Pair third = second.copy()) {
                for (Pair each : List.of(first, second, third)) {
                    // Two rounds: the second loads what the first stored, all into a page that is no longer mapped.
                    each.run(5);
                    assertEquals(9, each.finish().x(RESULT));
                    each.hart.receive(Port.MEMORY, (Hart) shootdown, each.sent);
                    each.sent
                            .take()
                            .forEach(letter -> each.memory.receive(Port.hart(0), (Memory) letter.message(), each.sent));
                    each.sent.take();
                    each.run(5);
                    Message fault = each.sent.to(Port.MEMORY).getFirst();
                    assertInstanceOf(Memory.Fault.class, fault);
                }
            }
        }
    }

    @Test
    void savingAloneChangesNothing() {
        try (Pair first = warm(loadForever())) {
            first.unmapBehindItsBack();
            first.copy().close();
            first.run(5);
            assertEquals(9, first.finish().x(RESULT));
        }
    }

    @Test
    void whatItHoldsIsSavedInTheOrderOfItsPages() {
        try (Pair first = warm(loadForever())) {
            HeldSpaces.Content[] saved = first.hart.state().copy().held().content();
            assertEquals(1, saved.length);
            assertEquals(SPACE, saved[0].space());
            long[] pages =
                    Arrays.stream(saved[0].words()).map(Translations::page).toArray();
            assertArrayEquals(new long[] {CODE >> 12, DATA >> 12}, pages);
            HeldSpaces.Content[] again = HeldSpaces.of(List.of(saved)).content();
            assertArrayEquals(saved[0].words(), again[0].words());
        }
    }

    @Test
    void theSpaceRunLongestAgoMakesRoom() {
        HeldSpaces held = new HeldSpaces();
        for (int space = 1; space <= HeldSpaces.MAXIMUM; space++) {
            assertEquals(HeldSpaces.NONE, held.leaver(space));
            held.use(space).put(space, space, Translations.READ);
        }
        held.use(1);
        assertEquals(HeldSpaces.NONE, held.leaver(5));
        assertEquals(2, held.leaver(100));
        HeldSpaces copy = held.copy();
        held.forget(2);
        assertEquals(2, copy.leaver(100));
        assertEquals(HeldSpaces.MAXIMUM, copy.content().length);
        assertEquals(1, copy.content()[HeldSpaces.MAXIMUM - 1].space());
    }

    @Test
    void theInstructionsItRunsAreThoseOfTheMachineItHasBecome() {
        Assembler one = new Assembler().addi(RESULT, 0, 1).word(Assembler.jump(0, -4));
        Assembler two = new Assembler().addi(RESULT, 0, 2).word(Assembler.jump(0, -4));
        try (Pair pair = pair(one);
                Pair before = pair.copy()) {
            pair.run(2);
            assertEquals(1, pair.finish().x(RESULT));
            try (Pair between = pair.copy()) {
                pair.patch(two);
                pair.run(2);
                assertEquals(2, pair.finish().x(RESULT));
                pair.become(between);
                pair.run(2);
                assertEquals(1, pair.finish().x(RESULT));
                between.patch(two);
                pair.become(between);
                pair.run(2);
                assertEquals(2, pair.finish().x(RESULT));
            }
            pair.become(before);
            pair.run(2);
            assertEquals(1, pair.finish().x(RESULT));
        }
    }

    @Test
    void anIdleHartBorrowsNoTables() {
        PagePool pool = new PagePool();
        try (Pair first = new Pair(new MemoryState(100, pool))) {
            first.build(loadForever());
            assertEquals(0, pool.tables().lent());
            first.run(5);
            first.finish();
            int lent = pool.tables().lent();
            assertTrue(lent > 0);
            try (Pair second = first.copy()) {
                assertEquals(lent, pool.tables().lent());
                second.run(5);
                second.finish();
                assertEquals(2 * lent, pool.tables().lent());
            }
            assertEquals(lent, pool.tables().lent());
        }
        assertEquals(0, pool.tables().lent());
        assertEquals(0, pool.machines());
    }
}
