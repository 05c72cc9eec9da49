package org.lkernel.kernel.files;

import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.clock.Clock;

/// Event counters and timers that are read as files.
final class Counters {
    private static final int SEMAPHORE = 1;
    private static final int ABSOLUTE = 1;
    private static final int REAL_TIME = 0;
    private static final long SECOND_NANOS = 1_000_000_000;
    private static final int WORD = 8;

    private final Core core;
    private final Descriptors descriptors;

    Counters(Core core, Descriptors descriptors) {
        this.core = core;
        this.descriptors = descriptors;
    }

    // ---- eventfd

    void make(Caller caller, ChannelCall.MakeCounter call, Place nowhere) {
        if ((call.flags() & ~(SEMAPHORE | OpenFlags.CLOSE_ON_EXEC | OpenFlags.NON_BLOCKING)) != 0) {
            throw new Refusal(Errno.EINVAL);
        }
        descriptors.reserve(caller, 0);
        long id = core.state.nextId();
        put(new Counter(id, call.initial() & 0xffffffffL, (call.flags() & SEMAPHORE) != 0));
        int status = call.flags() & OpenFlags.NON_BLOCKING | OpenFlags.READ_WRITE;
        OpenFile file = descriptors.open(status, nowhere, 0, "anon_inode:[eventfd]", new Opened.Counter(id));
        caller.answer(descriptors.install(caller, file, (call.flags() & OpenFlags.CLOSE_ON_EXEC) != 0));
    }

    private void put(Counter counter) {
        core.state.counters = core.state.counters.plus(counter.id(), counter);
    }

    @Nullable
    Bytes take(long id, int length) {
        Counter counter = core.state.counter(id);
        if (length < WORD) {
            throw new Refusal(Errno.EINVAL);
        }
        if (counter.value() == 0) {
            return null;
        }
        long taken = counter.semaphore() ? 1 : counter.value();
        put(new Counter(id, counter.value() - taken, counter.semaphore()));
        core.wake(id, Readiness.OUT);
        return new Layout(WORD).putLong(taken).toBytes();
    }

    int add(long id, Bytes chunk) {
        Counter counter = core.state.counter(id);
        long added = chunk.length() < WORD ? -1 : Layout.read(chunk, 0, WORD);
        if (added == -1) {
            throw new Refusal(Errno.EINVAL);
        }
        if (!counter.takes(added)) {
            return 0;
        }
        put(new Counter(id, counter.value() + added, counter.semaphore()));
        core.wake(id, Readiness.IN);
        return chunk.length();
    }

    int ready(long id) {
        Counter counter = core.state.counter(id);
        return (counter.value() != 0 ? Readiness.IN : 0) | (counter.takes(1) ? Readiness.OUT : 0);
    }

    void closed(long id) {
        core.state.counters = core.state.counters.minus(id);
    }

    // ---- timerfd

    void makeTimer(Caller caller, ChannelCall.MakeTimer call, Place nowhere) {
        if ((call.flags() & ~(OpenFlags.CLOSE_ON_EXEC | OpenFlags.NON_BLOCKING)) != 0
                || call.clock() != REAL_TIME && call.clock() != 1 && call.clock() != 7) {
            throw new Refusal(Errno.EINVAL);
        }
        descriptors.reserve(caller, 0);
        long id = core.state.nextId();
        put(new Timer(id, call.clock(), 0, 0, 0, 0));
        int status = call.flags() & OpenFlags.NON_BLOCKING | OpenFlags.READ_WRITE;
        OpenFile file = descriptors.open(status, nowhere, 0, "anon_inode:[timerfd]", new Opened.Timer(id));
        caller.answer(descriptors.install(caller, file, (call.flags() & OpenFlags.CLOSE_ON_EXEC) != 0));
    }

    private void put(Timer timer) {
        core.state.timers = core.state.timers.plus(timer.id(), timer);
    }

    private Timer timer(Caller caller, int descriptor) {
        if (caller.file(descriptor).opened() instanceof Opened.Timer timer) {
            return caught(core.state.timer(timer.timer()), caller.call.nowNanos());
        }
        throw new Refusal(Errno.EINVAL);
    }

    void set(Caller caller, ChannelCall.SetTimer call) {
        Timer old = timer(caller, call.descriptor());
        long value = nanos(call.setting().value());
        long interval = nanos(call.setting().interval());
        if ((call.flags() & ~3) != 0) {
            throw new Refusal(Errno.EINVAL);
        }
        long base = (call.flags() & ABSOLUTE) == 0
                ? caller.call.nowNanos()
                : old.clock() == REAL_TIME ? -core.state.epochNanos : 0;
        long deadline = value == 0 ? 0 : Math.max(1, base + value);
        arm(old, deadline, interval);
        if (call.oldAddress() == 0) {
            caller.answer(0);
        } else {
            caller.answer(0, call.oldAddress(), image(old, caller.call.nowNanos()));
        }
    }

    private static long nanos(AttributeCall.Timespec time) {
        if (time.seconds() < 0 || time.nanoseconds() < 0 || time.nanoseconds() >= SECOND_NANOS) {
            throw new Refusal(Errno.EINVAL);
        }
        return time.seconds() > Long.MAX_VALUE / 2 / SECOND_NANOS
                ? Long.MAX_VALUE / 2
                : time.seconds() * SECOND_NANOS + time.nanoseconds();
    }

    private void arm(Timer old, long deadline, long interval) {
        disarm(old);
        long alarm = deadline == 0 ? 0 : core.state.nextSequence++;
        put(new Timer(old.id(), old.clock(), deadline, interval, 0, alarm));
        if (alarm != 0) {
            core.state.alarms = core.state.alarms.plus(alarm, old.id());
            core.send(Port.CLOCK, new Clock.Arm(alarm, deadline, new Files.Rang(alarm)));
        }
    }

    private void disarm(Timer timer) {
        if (timer.alarm() != 0 && core.state.alarms.containsKey(timer.alarm())) {
            core.state.alarms = core.state.alarms.minus(timer.alarm());
            core.send(Port.CLOCK, new Clock.Disarm(timer.alarm()));
        }
    }

    void read(Caller caller, ChannelCall.ReadTimer call) {
        caller.answer(0, call.address(), image(timer(caller, call.descriptor()), caller.call.nowNanos()));
    }

    private static Bytes image(Timer timer, long nowNanos) {
        long left = timer.deadlineNanos() == 0 ? 0 : Math.max(1, timer.deadlineNanos() - nowNanos);
        return new Layout(32)
                .putLong(timer.intervalNanos() / SECOND_NANOS)
                .putLong(timer.intervalNanos() % SECOND_NANOS)
                .putLong(left / SECOND_NANOS)
                .putLong(left % SECOND_NANOS)
                .toBytes();
    }

    /// The timer with every expiration up to now counted.
    private static Timer caught(Timer timer, long nowNanos) {
        if (timer.deadlineNanos() == 0 || timer.deadlineNanos() > nowNanos) {
            return timer;
        }
        long interval = timer.intervalNanos();
        long times = interval == 0 ? 1 : (nowNanos - timer.deadlineNanos()) / interval + 1;
        long next = interval == 0 ? 0 : timer.deadlineNanos() + times * interval;
        return new Timer(timer.id(), timer.clock(), next, interval, timer.expirations() + times, timer.alarm());
    }

    /// An alarm of the clock. The next one is armed only when this was counted, so a fast timer cannot flood the
    /// machine.
    void rang(long alarm) {
        Long id = core.state.alarms.get(alarm);
        if (id == null) {
            return;
        }
        core.state.alarms = core.state.alarms.minus(alarm);
        Timer timer = core.state.timer(id);
        core.timeIs(timer.deadlineNanos());
        put(caught(timer, core.state.nowNanos));
        core.wake(id, Readiness.IN);
    }

    @Nullable
    Bytes takeTimer(long id, int length) {
        if (length < WORD) {
            throw new Refusal(Errno.EINVAL);
        }
        Timer timer = caught(core.state.timer(id), core.state.nowNanos);
        if (timer.expirations() == 0) {
            return null;
        }
        Bytes count = new Layout(WORD).putLong(timer.expirations()).toBytes();
        arm(timer, timer.deadlineNanos(), timer.intervalNanos());
        return count;
    }

    int readyTimer(long id) {
        return caught(core.state.timer(id), core.state.nowNanos).expirations() > 0 ? Readiness.IN : 0;
    }

    void closedTimer(long id) {
        disarm(core.state.timer(id));
        core.state.timers = core.state.timers.minus(id);
    }
}
