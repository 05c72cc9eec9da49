package org.lkernel.kernel.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.clock.Clock;
import org.lkernel.kernel.syscall.Completion;
import org.lkernel.kernel.task.Tasks;

/// Waiting for several things at once: poll, select, epoll, with event counters and timers among them.
final class PollTest {
    private static final long FDS = 0x8000;
    private static final long EVENTS = 0x9000;

    private static PollCall.Poll poll(
            org.lkernel.kernel.syscall.Call call,
            AttributeCall.@Nullable Timespec timeout,
            @Nullable Bytes mask,
            int... pairs) {
        Layout entries = new Layout(pairs.length * 4);
        for (int index = 0; index < pairs.length; index += 2) {
            entries.putInt(pairs[index]).putShort(pairs[index + 1]).putShort(0);
        }
        return new PollCall.Poll(call, entries.toBytes(), timeout, mask, FDS);
    }

    private static int events(Bench bench, int index) {
        return (int) Layout.read(bench.memory.load(FDS + index * 8L + 6, 2), 0, 2);
    }

    private static int counter(Bench bench, int initial, int flags) {
        return (int) bench.value(call -> new ChannelCall.MakeCounter(call, initial, flags));
    }

    private static long add(Bench bench, int counter, long value) {
        Bytes word = new Layout(8).putLong(value).toBytes();
        return bench.value(call -> new TransferCall.Write(call, counter, Bench.payload(word)));
    }

    @Test
    void pollTellsWhatIsReadyAndWhatIsWrong() {
        Bench bench = Bench.plain();
        int[] ends = bench.pipe(1, 0);
        int ready = (int) bench.value(
                call -> poll(call, new AttributeCall.Timespec(0, 0), null, ends[0], 1, ends[1], 4, 99, 1, -1, 1));
        assertEquals(2, ready);
        assertEquals(0, events(bench, 0));
        assertEquals(Readiness.OUT, events(bench, 1));
        assertEquals(Readiness.INVALID, events(bench, 2));
        assertEquals(0, events(bench, 3));
        bench.write(1, ends[1], "x");
        bench.close(1, ends[1]);
        bench.value(call -> poll(call, null, null, ends[0], 1));
        assertEquals(Readiness.IN | Readiness.HUP, events(bench, 0));
    }

    @Test
    void pollWaitsUntilSomethingHappensOrTimePasses() {
        Bench bench = Bench.plain();
        int[] ends = bench.pipe(1, 0);
        bench.begin(2, 1);
        assertNull(bench.make(2, call -> poll(call, null, null, ends[0], 1)));
        bench.write(1, ends[1], "x");
        assertEquals(1, bench.woken(2));
        bench.read(1, ends[0], 1);
        assertNull(bench.make(2, call -> poll(call, new AttributeCall.Timespec(1, 5), null, ends[0], 1)));
        Clock.Arm arm = (Clock.Arm) bench.toClock.getLast();
        assertEquals(bench.nowNanos + 1_000_000_005, arm.deadlineNanos());
        bench.tell((Files) arm.alarm());
        assertEquals(0, bench.woken(2));
    }

    @Test
    void anAlarmOfAnEarlierWaitDoesNothing() {
        Bench bench = Bench.plain();
        int[] ends = bench.pipe(1, 0);
        bench.begin(2, 1);
        bench.make(2, call -> poll(call, new AttributeCall.Timespec(1, 0), null, ends[0], 1));
        Clock.Arm old = (Clock.Arm) bench.toClock.getLast();
        bench.write(1, ends[1], "x");
        assertEquals(1, bench.woken(2));
        bench.read(1, ends[0], 1);
        bench.make(2, call -> poll(call, new AttributeCall.Timespec(1, 0), null, ends[0], 1));
        bench.tell((Files) old.alarm());
        assertTrue(bench.isParked(2));
    }

    @Test
    void aMaskIsSwappedFirstAndSwappedBackByTheAnswer() {
        Bench bench = Bench.plain();
        int[] ends = bench.pipe(1, 0);
        bench.begin(2, 1);
        Bytes mask = new Layout(8).putLong(0x1234).toBytes();
        assertNull(bench.make(2, call -> poll(call, null, mask, ends[0], 1)));
        assertEquals(0x1234, ((Tasks.SwapMask) bench.toTasks.getLast()).mask());
        bench.write(1, ends[1], "x");
        assertTrue(((Tasks.Finish) bench.toTasks.getLast()).parked());
        assertEquals(1, bench.woken(2));
        bench.read(1, ends[0], 1);
        bench.make(2, call -> poll(call, null, mask, ends[0], 1));
        bench.interrupt(2);
        assertEquals(
                Completion.Restart.UNLESS_HANDLED,
                assertInstanceOf(Completion.Interrupted.class, bench.answers.get(2))
                        .restart());
    }

    @Test
    void selectAnswersWithSets() {
        Bench bench = Bench.plain();
        int[] ends = bench.pipe(1, 0);
        bench.write(1, ends[1], "x");
        Bytes in = new Layout(8).putLong(1L << ends[0]).toBytes();
        Bytes out = new Layout(8).putLong(1L << ends[1]).toBytes();
        long ready = bench.value(call -> new PollCall.Select(call, 8, in, out, null, null, null, FDS, FDS + 8, 0));
        assertEquals(2, ready);
        assertEquals(in, bench.memory.load(FDS, 8));
        assertEquals(out, bench.memory.load(FDS + 8, 8));
        Bytes closed = new Layout(8).putLong(1L << 50).toBytes();
        assertEquals(
                -Errno.EBADF.number(),
                bench.value(call -> new PollCall.Select(call, 60, closed, null, null, null, null, FDS, 0, 0)));
    }

    private static int epoll(Bench bench) {
        return (int) bench.value(call -> new PollCall.MakeEpoll(call, 0));
    }

    private static long control(Bench bench, int epoll, int operation, int descriptor, int events) {
        return bench.value(call -> new PollCall.ControlEpoll(
                call, epoll, operation, descriptor, new PollCall.Event(events, 0, descriptor * 100L)));
    }

    private static @Nullable Completion await(Bench bench, int task, int epoll, int millis) {
        return bench.make(task, call -> new PollCall.AwaitEpoll(call, epoll, EVENTS, 10, millis, null));
    }

    private static long data(Bench bench, int index) {
        return Layout.read(bench.memory.load(EVENTS + index * 16L + 8, 8), 0, 8);
    }

    @Test
    void levelTriggeredInterestsComeBackUntilDrained() {
        Bench bench = Bench.plain();
        int[] ends = bench.pipe(1, 0);
        int epoll = epoll(bench);
        assertEquals(0, control(bench, epoll, 1, ends[0], Readiness.IN));
        assertEquals(-Errno.EEXIST.number(), control(bench, epoll, 1, ends[0], Readiness.IN));
        bench.begin(2, 1);
        assertNull(await(bench, 2, epoll, -1));
        bench.write(1, ends[1], "x");
        assertEquals(1, bench.woken(2));
        assertEquals(ends[0] * 100L, data(bench, 0));
        await(bench, 1, epoll, 0);
        assertEquals(1, bench.woken(1));
        bench.read(1, ends[0], 1);
        await(bench, 1, epoll, 0);
        assertEquals(0, bench.woken(1));
    }

    @Test
    void edgeTriggeredInterestsComeOncePerChange() {
        Bench bench = Bench.plain();
        int[] ends = bench.pipe(1, 0);
        int epoll = epoll(bench);
        control(bench, epoll, 1, ends[0], Readiness.IN | 1 << 31);
        bench.write(1, ends[1], "x");
        await(bench, 1, epoll, 0);
        assertEquals(1, bench.woken(1));
        await(bench, 1, epoll, 0);
        assertEquals(0, bench.woken(1));
        bench.write(1, ends[1], "y");
        await(bench, 1, epoll, 0);
        assertEquals(1, bench.woken(1));
    }

    @Test
    void aOneShotInterestSleepsUntilItIsModified() {
        Bench bench = Bench.plain();
        int[] ends = bench.pipe(1, 0);
        int epoll = epoll(bench);
        control(bench, epoll, 1, ends[0], Readiness.IN | 1 << 30);
        bench.write(1, ends[1], "x");
        await(bench, 1, epoll, 0);
        assertEquals(1, bench.woken(1));
        bench.write(1, ends[1], "y");
        await(bench, 1, epoll, 0);
        assertEquals(0, bench.woken(1));
        control(bench, epoll, 3, ends[0], Readiness.IN | 1 << 30);
        await(bench, 1, epoll, 0);
        assertEquals(1, bench.woken(1));
    }

    @Test
    void closingADescriptionTakesItsInterestsAlong() {
        Bench bench = Bench.plain();
        int[] ends = bench.pipe(1, 0);
        int epoll = epoll(bench);
        control(bench, epoll, 1, ends[0], Readiness.IN);
        bench.write(1, ends[1], "x");
        bench.close(1, ends[0]);
        await(bench, 1, epoll, 0);
        assertEquals(0, bench.woken(1));
        assertEquals(0, bench.files.state().watches.size());
        long regular = bench.open("/tmp/f", OpenFlags.CREATE);
        assertEquals(-Errno.EPERM.number(), control(bench, epoll, 1, (int) regular, Readiness.IN));
        assertEquals(-Errno.EINVAL.number(), control(bench, epoll, 1, epoll, Readiness.IN));
    }

    @Test
    void interestListsCanBeInInterestListsButNotInThemselves() {
        Bench bench = Bench.plain();
        int counter = counter(bench, 0, 0);
        int inner = epoll(bench);
        int outer = epoll(bench);
        control(bench, inner, 1, counter, Readiness.IN);
        assertEquals(0, control(bench, outer, 1, inner, Readiness.IN));
        assertEquals(-Errno.ELOOP.number(), control(bench, inner, 1, outer, Readiness.IN));
        bench.begin(2, 1);
        await(bench, 2, outer, -1);
        add(bench, counter, 1);
        assertEquals(1, bench.woken(2));
        assertEquals(inner * 100L, data(bench, 0));
    }

    @Test
    void aCounterAddsUpAndASemaphoreCountsDown() {
        Bench bench = Bench.plain();
        int sum = counter(bench, 3, 0);
        add(bench, sum, 4);
        assertEquals(7, Layout.read(Bytes.latin1(bench.read(1, sum, 8)), 0, 8));
        int semaphore = counter(bench, 2, 1 | OpenFlags.NON_BLOCKING);
        bench.read(1, semaphore, 8);
        bench.read(1, semaphore, 8);
        assertEquals(
                -Errno.EAGAIN.number(), bench.value(call -> new TransferCall.Read(call, semaphore, Bench.SCRATCH, 8)));
        assertEquals(-Errno.EINVAL.number(), add(bench, sum, -1));
    }

    @Test
    void aTimerCountsItsExpirations() {
        Bench bench = Bench.plain();
        int timer = (int) bench.value(call -> new ChannelCall.MakeTimer(call, 1, 0));
        AttributeCall.Timespec tenth = new AttributeCall.Timespec(0, 100_000_000);
        bench.value(call -> new ChannelCall.SetTimer(call, timer, 0, new ChannelCall.TimerSetting(tenth, tenth), 0));
        Clock.Arm arm = (Clock.Arm) bench.toClock.getLast();
        assertEquals(bench.nowNanos + 100_000_000, arm.deadlineNanos());
        bench.begin(2, 1);
        bench.make(2, call -> new TransferCall.Read(call, timer, Bench.SCRATCH, 8));
        bench.tell((Files) arm.alarm());
        assertEquals(8, bench.woken(2));
        assertEquals(1, Layout.read(bench.memory.load(Bench.SCRATCH, 8), 0, 8));
        bench.nowNanos += 350_000_000;
        assertEquals(3, Layout.read(Bytes.latin1(bench.read(1, timer, 8)), 0, 8) + 1);
    }
}
