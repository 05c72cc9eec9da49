package org.lkernel.kernel.task;

import java.util.List;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.scheduler.Scheduler;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.task.IntervalTimers.Countdown;

/// Timers of `timer_create(2)` whose clock counts CPU time.
///
/// The scheduler knows how much was used, so each call about one asks it first. Nobody can use CPU time faster than
/// all tasks together: when enough may have been used, an alarm that keeps no machine going looks again.
final class CpuTimers {
    /// CPU time is looked at no more often than this.
    static final long GRAIN_NANOS = 1_000_000;

    private CpuTimers() {}

    static void set(Turn turn, TimeCall.SetTimer set, Timer timer) {
        List<Integer> tasks = CpuClock.of(timer.clock()).tasks(turn.state());
        if (tasks.isEmpty()) {
            turn.fail(set.call(), Errno.ESRCH);
            return;
        }
        TasksCall.TimerSetting value = set.value();
        TaskTimes.measure(
                turn,
                set.call(),
                tasks,
                new Measured.TimerSet(
                        set.timer(),
                        set.flags(),
                        TaskSleep.nanos(value.value()),
                        TaskSleep.nanos(value.interval()),
                        set.old()));
    }

    static void set(Turn turn, Call call, CpuTime living, Measured.TimerSet set) {
        TaskGroup process = turn.process(call);
        Timer timer = process.timers.get(set.timer());
        if (timer == null || !Clocks.countsCpu(timer.clock())) {
            turn.fail(call, Errno.EINVAL);
            return;
        }
        long used = CpuClock.of(timer.clock()).shown(turn.state(), living);
        Bytes old = CreatedTimers.setting(timer, used);
        turn.disarm(timer.alarm());
        Countdown started = CreatedTimers.started(used, set.flags(), set.valueNanos(), set.intervalNanos());
        checked(turn, process, set.timer(), timer.counting(0).set(started, 0), used, call.nowNanos());
        turn.complete(call, SignalMasks.returned(0, set.old(), old));
    }

    static void get(Turn turn, TimeCall.GetTimer get, Timer timer) {
        List<Integer> tasks = CpuClock.of(timer.clock()).tasks(turn.state());
        if (tasks.isEmpty()) {
            turn.complete(get.call(), get.value(), CreatedTimers.setting(timer.set(Countdown.OFF, 0), 0));
            return;
        }
        TaskTimes.measure(turn, get.call(), tasks, new Measured.TimerGet(get.timer(), get.value()));
    }

    static void get(Turn turn, Call call, CpuTime living, Measured.TimerGet get) {
        Timer timer = turn.process(call).timers.get(get.timer());
        if (timer == null || !Clocks.countsCpu(timer.clock())) {
            turn.fail(call, Errno.EINVAL);
            return;
        }
        long used = CpuClock.of(timer.clock()).shown(turn.state(), living);
        turn.complete(call, get.value(), CreatedTimers.setting(timer, used));
    }

    /// Time to look how much was used. A timer whose tasks are all gone never rings.
    static void rang(Turn turn, Alarm.CpuExpiry alarm) {
        TaskGroup process = turn.state().findProcess(alarm.process());
        Timer timer = process == null || process.zombie ? null : process.timers.get(alarm.timer());
        if (process == null || timer == null || !Clocks.countsCpu(timer.clock())) {
            return;
        }
        process.timers = process.timers.plus(alarm.timer(), timer.set(timer.countdown(), 0));
        List<Integer> tasks = CpuClock.of(timer.clock()).tasks(turn.state());
        if (!tasks.isEmpty()) {
            Call check = TaskTimers.check(process.id, 1 + alarm.timer(), alarm.dueNanos());
            turn.send(Port.SCHEDULER, new Scheduler.Measure(check, tasks));
        }
    }

    /// So much was used when the alarm rang. Whoever set the timer since then has looked, too.
    static void checked(Turn turn, TaskGroup process, int id, Call call, CpuTime living) {
        Timer timer = process.timers.get(id);
        if (timer != null && timer.alarm() == 0 && Clocks.countsCpu(timer.clock())) {
            long used = CpuClock.of(timer.clock()).shown(turn.state(), living);
            checked(turn, process, id, timer, used, call.nowNanos());
        }
    }

    private static void checked(Turn turn, TaskGroup process, int id, Timer timer, long used, long nowNanos) {
        long expiries = timer.countdown().expiries(used);
        Countdown next = expiries > 0 ? timer.countdown().after(used) : timer.countdown();
        long alarm = 0;
        if (next.isOn()) {
            int atOnce =
                    Math.max(1, CpuClock.of(timer.clock()).tasks(turn.state()).size());
            long due = Clocks.sum(nowNanos, Math.max(GRAIN_NANOS, (next.deadlineNanos() - used) / atOnce));
            alarm = turn.watch(due, new Alarm.CpuExpiry(process.id, id, due));
        }
        process.timers = process.timers.plus(
                id, timer.counting(timer.expiries() + expiries).set(next, alarm));
        if (expiries > 0) {
            CreatedTimers.raise(turn, process, id, timer);
        }
    }
}
