package org.lkernel.kernel.hart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Message;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.Sent;
import org.lkernel.kernel.clock.CostModel;
import org.lkernel.kernel.memory.Memory;
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

/// A hart that is told the host's time stops often enough to be told it, is never far ahead of it, and never goes back.
final class HostTimeTest {
    private static final int SPACE = 7;
    private static final int CODE = 0x1_0000;
    private static final long MICRO = 1_000;

    private final MemorySubsystem memory = new MemorySubsystem(new MemoryState(100, new PagePool()), Bytes.EMPTY);
    private final Sent sent = new Sent();
    private final HartSubsystem hart = new HartSubsystem(
            0, 1, new SyscallTable(), memory.addressSpaces(), CostModel.FREE, Tracer.NONE, Preemption.NONE);

    @BeforeEach
    void load() {
        Bytes code = Bytes.wrap(
                new Assembler().addi(5, 5, 1).word(Assembler.jump(0, -4)).bytes());
        SpacePlan plan = new SpacePlan(
                List.of(new SpacePlan.Mapping(CODE, 4096, 7, null, 0, 0, Bytes.EMPTY)),
                0x10_0000,
                0x3f_ffff_f000L,
                8 << 20,
                List.of(new CopyOut(CODE, code)),
                0x3f_0000_0000L);
        memory.receive(Port.TASKS, new Memory.BuildSpace(new Call(1, SPACE, 0, 1, 0), SPACE, plan), sent);
        sent.take();
    }

    @AfterEach
    void close() {
        hart.close();
        memory.close();
    }

    private void told(long nanos) {
        hart.receive(Port.HOST, new Hart.TimeIs(nanos), sent);
    }

    private void run(long budget) {
        Context context = new Context(CODE, new long[32], new long[32], 0);
        hart.receive(Port.SCHEDULER, new Hart.Run(1, SPACE, context, null, null, budget, 0, false), sent);
    }

    private Message only() {
        List<Sent.Letter> letters = sent.take();
        assertEquals(1, letters.size(), letters::toString);
        return letters.getFirst().message();
    }

    /// Runs a slice on a host of that speed; the longest that the host could not tell the time.
    private long longestPiece(long instructions, long nanosPerInstruction) {
        long host = 1_000 * MICRO;
        long longest = 0;
        told(host);
        run(instructions);
        long before = 0;
        while (only() instanceof Hart.Continue carryOn) {
            long took = (hart.retired() - before) * nanosPerInstruction;
            before = hart.retired();
            longest = Math.max(longest, took);
            host += took;
            long shown = hart.nowNanos();
            told(host);
            assertTrue(hart.nowNanos() >= shown, "time went back");
            assertTrue(hart.nowNanos() <= Math.max(host, shown), "time ran ahead");
            hart.receive(Port.hart(0), carryOn, sent);
        }
        return longest;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 3, 30, 300})
    void theHostIsHeardOftenHoweverSlowItIs(long nanosPerInstruction) {
        long longest = longestPiece(300_000, nanosPerInstruction);
        assertTrue(longest <= 500 * MICRO, "the host was not heard for " + longest + " ns");
    }

    @Test
    void aPieceEndsTheSliceWhereItWouldHaveEnded() {
        longestPiece(300_000, 3);
        assertEquals(300_000, hart.retired());
    }

    @Test
    void aHostFasterThanAnInstructionInANanosecondIsNotLeftBehind() {
        told(1_000 * MICRO);
        run(1 << 26);
        for (int piece = 0; piece < 20; piece++) {
            Message carryOn = only();
            told(1_000 * MICRO + hart.retired() / 10);
            hart.receive(Port.hart(0), (Hart) carryOn, sent);
        }
        long host = 1_000 * MICRO + hart.retired() / 10;
        assertTrue(hart.retired() > 1_000_000, "ran " + hart.retired());
        assertTrue(hart.nowNanos() - host <= 200 * MICRO, "ahead by " + (hart.nowNanos() - host));
    }

    @Test
    void inVirtualTimeNobodyIsHeard() {
        run(10_000_000);
        assertTrue(only() instanceof Scheduler.Preempted);
        assertEquals(10_000_000, hart.nowNanos());
    }
}
