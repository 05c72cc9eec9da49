package org.lkernel.kernel.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lkernel.kernel.Message;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.Sent;
import org.lkernel.kernel.files.Files;
import org.lkernel.kernel.scheduler.Scheduler;
import org.lkernel.kernel.task.Tasks;

/// The clock, driven with messages.
final class ClockSubsystemTest {
    private final ClockSubsystem clock = new ClockSubsystem();
    private final Sent sent = new Sent();

    private void arm(Port owner, long key, long deadline) {
        Message alarm = owner.equals(Port.TASKS) ? new Tasks.Rang(key) : new Files.Rang(key);
        clock.receive(owner, new Clock.Arm(key, deadline, alarm), sent);
    }

    @Test
    void theSchedulerIsToldTheEarliestDeadlineAndOnlyWhenItChanges() {
        arm(Port.TASKS, 1, 500);
        arm(Port.TASKS, 2, 900);
        arm(Port.FILES, 1, 300);
        clock.receive(Port.FILES, new Clock.Disarm(1), sent);
        assertEquals(
                List.of(new Scheduler.DeadlineIs(500), new Scheduler.DeadlineIs(300), new Scheduler.DeadlineIs(500)),
                sent.to(Port.SCHEDULER));
    }

    @Test
    void alarmsRingInOrderOfDeadlineThenPortThenKey() {
        arm(Port.FILES, 7, 100);
        arm(Port.TASKS, 2, 100);
        arm(Port.TASKS, 1, 50);
        sent.take();
        clock.receive(Port.SCHEDULER, new Clock.Reached(100), sent);
        assertEquals(
                List.of(
                        new Sent.Letter(Port.TASKS, new Tasks.Rang(1)),
                        new Sent.Letter(Port.TASKS, new Tasks.Rang(2)),
                        new Sent.Letter(Port.FILES, new Files.Rang(7)),
                        new Sent.Letter(Port.SCHEDULER, new Scheduler.DeadlineIs(Long.MAX_VALUE))),
                sent.take());
    }

    @Test
    void aJumpRingsNothingBeforeTheSchedulerHasNotedTheTime() {
        arm(Port.TASKS, 1, 5_000);
        sent.take();
        clock.receive(Port.HOST, new Clock.Idle(), sent);
        assertEquals(List.of(new Sent.Letter(Port.SCHEDULER, new Scheduler.TimeIs(5_000))), sent.take());
        clock.receive(Port.SCHEDULER, new Clock.Noted(), sent);
        assertEquals(List.of(new Tasks.Rang(1)), sent.to(Port.TASKS));
    }

    @Test
    void armingAgainReplacesTheEarlierAlarm() {
        arm(Port.TASKS, 1, 100);
        arm(Port.TASKS, 1, 700);
        sent.take();
        clock.receive(Port.SCHEDULER, new Clock.Reached(699), sent);
        assertEquals(List.of(), sent.to(Port.TASKS));
        clock.receive(Port.SCHEDULER, new Clock.Reached(700), sent);
        assertEquals(List.of(new Tasks.Rang(1)), sent.to(Port.TASKS));
    }

    @Test
    void anAlarmInTheBackgroundRingsButIsNotAwaited() {
        clock.receive(Port.FILES, new Clock.Arm(1, 100, new Files.Rang(1), true), sent);
        assertFalse(clock.isAwaited());
        arm(Port.TASKS, 1, 200);
        assertTrue(clock.isAwaited());
        assertEquals(100, clock.nextDeadlineNanos());
        clock.receive(Port.SCHEDULER, new Clock.Reached(100), sent);
        assertEquals(List.of(new Files.Rang(1)), sent.to(Port.FILES));
        clock.receive(Port.TASKS, new Clock.Disarm(1), sent);
        assertFalse(clock.isAwaited());
        clock.receive(Port.FILES, new Clock.Arm(1, 300, new Files.Rang(1), true), sent);
        clock.receive(Port.FILES, new Clock.Arm(1, 300, new Files.Rang(1)), sent);
        assertTrue(clock.isAwaited());
    }

    @Test
    void aCopyIsIndependent() {
        arm(Port.TASKS, 1, 100);
        ClockState copy = clock.state().copy();
        clock.receive(Port.SCHEDULER, new Clock.Reached(100), sent);
        assertEquals(100, copy.earliestNanos());
        assertEquals(Long.MAX_VALUE, clock.state().earliestNanos());
    }

    @Test
    void theHostsTimeRingsAtOnceSinceTheSchedulerWasToldBefore() {
        arm(Port.TASKS, 1, 5_000);
        sent.take();
        clock.receive(Port.HOST, new Clock.HostTime(5_000), sent);
        assertEquals(List.of(new Tasks.Rang(1)), sent.to(Port.TASKS));
    }

    @Test
    void theWallClockShowsWhatTheRealTimeClockSaidWhenItWasRead() {
        clock.receive(Port.HOST, new Clock.HostTime(700), sent);
        clock.receive(Port.REAL_TIME_CLOCK, new Clock.EpochIs(1_000_000), sent);
        assertEquals(1_000_000, clock.state().epochNanos() + clock.nowNanos());
        assertEquals(List.of(new Tasks.EpochIs(null, 999_300)), sent.to(Port.TASKS));
    }

    @Test
    void timeNeverGoesBack() {
        clock.receive(Port.HOST, new Clock.HostTime(900), sent);
        clock.receive(Port.HOST, new Clock.HostTime(400), sent);
        assertEquals(900, clock.nowNanos());
    }

    @Test
    void anAlarmInNoRowAndAnOwnerWithoutOneAreSeen() {
        arm(Port.TASKS, 1, 100);
        arm(Port.FILES, 2, 200);
        ClockState state = clock.state().copy();
        assertNull(state.flaw(true));
        state.deadlines = state.deadlines.plus(new ClockState.Owner(Port.FILES.id(), 2), 300L);
        assertNull(state.flaw(false));
        assertEquals("the alarm 2 of files is in no row", state.flaw(true));
        state.deadlines = state.deadlines.minus(new ClockState.Owner(Port.FILES.id(), 2));
        assertEquals("2 alarms are armed for 1 owners", state.flaw(false));
    }
}
