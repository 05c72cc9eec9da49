package org.lkernel.kernel.hart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
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
import org.lkernel.kernel.scheduler.SchedulerCall;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Context;
import org.lkernel.kernel.syscall.CopyOut;
import org.lkernel.kernel.syscall.SyscallTable;
import org.lkernel.kernel.syscall.Tracer;

/// What traps cost, to the nanosecond: a program's time is the instructions it retired and the charges, and a slice
/// ends when that time is up.
final class ChargesTest {
    private static final CostModel COSTS = CostModel.IN_ORDER;
    private static final int SPACE = 7;
    private static final int CODE = 0x1_0000;
    private static final int DATA = 0x2_0000;
    private static final int GETCPU = 168;
    private static final int YIELD = 124;
    private static final int UNKNOWN = 2000;
    private static final long FAULT = COSTS.faultNanos();
    private static final long CALL = COSTS.callNanos();
    private static final long SWITCH = COSTS.switchNanos();

    private final MemorySubsystem memory = new MemorySubsystem(new MemoryState(100, new PagePool()), Bytes.EMPTY);
    private final Sent sent = new Sent();
    private HartSubsystem hart = hart(COSTS);

    private HartSubsystem hart(CostModel costs) {
        SyscallTable table =
                new SyscallTable().add(HartCall.class, Port.hart(0)).add(SchedulerCall.class, Port.SCHEDULER);
        return new HartSubsystem(0, 1, table, memory.addressSpaces(), costs, Tracer.NONE, Preemption.NONE);
    }

    @AfterEach
    void close() {
        hart.close();
        memory.close();
    }

    private void load(Assembler code) {
        SpacePlan plan = new SpacePlan(
                List.of(
                        new SpacePlan.Mapping(CODE, 4096, 7, null, 0, 0, Bytes.EMPTY),
                        new SpacePlan.Mapping(DATA, 4096, 3, null, 0, 0, Bytes.EMPTY)),
                0x10_0000,
                0x3f_ffff_f000L,
                8 << 20,
                List.of(new CopyOut(CODE, Bytes.wrap(code.bytes()))),
                0x3f_0000_0000L);
        memory.receive(Port.TASKS, new Memory.BuildSpace(new Call(1, SPACE, 0, 1, 0), SPACE, plan), sent);
        sent.take();
    }

    private void run(long budget, long now) {
        Context context = new Context(CODE, new long[32], new long[32], 0);
        hart.receive(Port.SCHEDULER, new Hart.Run(1, SPACE, context, null, null, budget, now, false), sent);
    }

    private void begin(Assembler code, long budget) {
        load(code);
        run(budget, 0);
    }

    private void answerFault() {
        Memory fault =
                assertInstanceOf(Memory.Fault.class, sent.take().getFirst().message());
        memory.receive(Port.hart(0), fault, sent);
        for (Sent.Letter letter : sent.take()) {
            hart.receive(Port.MEMORY, (Hart) letter.message(), sent);
        }
    }

    private <M extends Message> M only(Class<M> type) {
        List<Sent.Letter> letters = sent.take();
        assertEquals(1, letters.size(), letters::toString);
        return assertInstanceOf(type, letters.getFirst().message());
    }

    /// Touches a page that is mapped when it is first touched.
    private static Assembler touch() {
        return new Assembler().constant(5, DATA).load(6, 5, 0);
    }

    private static Assembler callForever(int number) {
        Assembler code = new Assembler().systemCall(number);
        return code.word(Assembler.jump(0, -code.size()));
    }

    @Test
    void aSwitchAFaultAndACallCostWhatTheModelSays() {
        begin(touch().systemCall(YIELD), 100_000);
        answerFault();
        Call call = only(SchedulerCall.Yield.class).call();
        assertEquals(SWITCH + FAULT + 4 + CALL, call.nowNanos());
        assertEquals(SWITCH + FAULT + CALL, call.systemNanos());
    }

    @Test
    void aLoopOfCallsEndsItsSliceInTime() {
        for (int number : new int[] {GETCPU, UNKNOWN}) {
            hart.close();
            hart = hart(COSTS);
            begin(callForever(number), 100_000);
            Scheduler.Preempted preempted = only(Scheduler.Preempted.class);
            long now = preempted.nowNanos();
            assertTrue(now >= 100_000 && now < 100_000 + CALL, "a slice of 100000 ended at " + now);
            assertEquals(now, hart.retired() + preempted.systemNanos());
        }
    }

    @Test
    void anIllegalInstructionIsChargedLikeAFault() {
        begin(new Assembler().word(0), 100_000);
        assertEquals(SWITCH + FAULT, hart.nowNanos());
    }

    @Test
    void whoeverGetsTheHartComesFurtherHoweverLittleTimeThereIs() {
        begin(touch().word(Assembler.jump(0, 0)), 1);
        only(Scheduler.Preempted.class);
        assertEquals(1, hart.retired());
        run(SWITCH + 3, 0);
        // The fault takes the rest of the slice, and more: the load is for the next one.
        answerFault();
        only(Scheduler.Preempted.class);
        assertEquals(3, hart.retired());
    }

    @Test
    void pausingAndSavingInsideASliceChangeNoTime() {
        begin(callForever(GETCPU), 10_000);
        only(Scheduler.Preempted.class);
        HartState before = hart.state().copy();
        run(10_000, 1_000_000);
        Scheduler.Preempted straight = only(Scheduler.Preempted.class);
        long retired = hart.retired();

        become(before);
        hart.pauseAt(hart.retired() + 1);
        run(10_000, 1_000_000);
        int pauses = 0;
        while (hart.unfinished()) {
            pauses++;
            become(hart.state().copy());
            hart.pauseAt(hart.retired() + 1);
            hart.proceed(sent);
        }
        Scheduler.Preempted paused = only(Scheduler.Preempted.class);
        assertTrue(pauses > 20, "paused " + pauses + " times");
        assertEquals(retired, hart.retired());
        assertEquals(straight.nowNanos(), paused.nowNanos());
        assertEquals(straight.systemNanos(), paused.systemNanos());
    }

    /// Another hart, which charges nothing until the state says so.
    private void become(HartState saved) {
        hart.close();
        hart = hart(CostModel.FREE);
        hart.load(saved);
    }

    @Test
    void aStateWithoutAModelChargesNothing() {
        hart.load(new HartState());
        begin(new Assembler().addi(5, 5, 1).systemCall(YIELD), 100_000);
        Call call = only(SchedulerCall.Yield.class).call();
        assertEquals(2, call.nowNanos());
        assertEquals(0, call.systemNanos());
    }
}
