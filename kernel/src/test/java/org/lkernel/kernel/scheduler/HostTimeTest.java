package org.lkernel.kernel.scheduler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lkernel.kernel.FixedChoices;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.Sent;
import org.lkernel.kernel.hart.Hart;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Completion;
import org.lkernel.kernel.syscall.Context;
import org.lkernel.kernel.task.Tasks;

/// In live mode CPU time is the host's time, less what the machine slept or was kept waiting.
final class HostTimeTest {
    private static final long MILLI = 1_000_000;
    private static final Context CONTEXT = new Context(0x1000, new long[32], new long[32], 0);
    private static final Call CALL = new Call(1, 1, 0, 64, 0);

    private final Sent sent = new Sent();
    private final SchedulerSubsystem scheduler =
            new SchedulerSubsystem(1, false, new FairPolicy(), FixedChoices.first());

    @BeforeEach
    void startATask() {
        scheduler.receive(Port.hart(0), new Scheduler.Vacated(0), sent);
        host(5 * MILLI, 5 * MILLI);
        scheduler.receive(Port.TASKS, new Scheduler.Create(1, 1, CONTEXT, null, 0, -1, 0), sent);
        sent.take();
    }

    private void host(long now, long idle) {
        scheduler.receive(Port.HOST, new Scheduler.HostTime(now, idle), sent);
    }

    private void block(long now) {
        scheduler.receive(Port.hart(0), new Scheduler.Blocked(CALL, Port.FILES, CONTEXT, null, 0, now), sent);
    }

    private long used() {
        sent.take();
        scheduler.receive(Port.TASKS, new Scheduler.Measure(new Call(0, 0, 0, -9, 0), List.of(1)), sent);
        return ((Tasks.Used) sent.to(Port.TASKS).getFirst()).userNanos().getFirst();
    }

    @Test
    void sleepIsChargedToNobody() {
        block(6 * MILLI);
        host(4_006 * MILLI, 4_000 * MILLI);
        assertEquals(MILLI, used());
        scheduler.receive(Port.FILES, new Scheduler.Wake(CALL, Completion.value(0)), sent);
        assertEquals(4_006 * MILLI, ((Hart.Run) sent.to(Port.hart(0)).getFirst()).nowNanos());
        block(4_008 * MILLI);
        assertEquals(3 * MILLI, used());
    }

    @Test
    void whatTheMachineDidBeforeItSleptIsChargedToWhoeverRanLast() {
        block(6 * MILLI);
        host(1_008 * MILLI, 1_000 * MILLI);
        assertEquals(3 * MILLI, used());
    }

    @Test
    void whatTheHostWasWaitedForIsNoCpuTimeOfWhoIsOnAHart() {
        host(106 * MILLI, 100 * MILLI);
        block(107 * MILLI);
        assertEquals(2 * MILLI, used());
    }

    @Test
    void aClockThatWasAheadWaits() {
        block(9 * MILLI);
        host(8 * MILLI, 3 * MILLI);
        assertEquals(9 * MILLI, scheduler.state().nowNanos());
        assertEquals(4 * MILLI, used());
    }
}
