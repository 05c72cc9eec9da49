package org.lkernel.kernel.task;

import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Message;
import org.lkernel.kernel.Outbox;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.clock.Clock;
import org.lkernel.kernel.files.Files;
import org.lkernel.kernel.hart.Hart;
import org.lkernel.kernel.memory.Memory;
import org.lkernel.kernel.scheduler.Scheduler;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Completion;
import org.lkernel.kernel.syscall.Completion.Restart;
import org.lkernel.kernel.syscall.Tracer;

/// One message being handled: the state it changes, and where what it causes goes.
record Turn(TasksState state, Outbox outbox, Tracer tracer) {
    void send(Port port, Message message) {
        outbox.send(port, message);
    }

    Task task(Call call) {
        return state.task(call.task());
    }

    TaskGroup process(Call call) {
        return state.processOf(task(call));
    }

    // ---- answers to the hart

    /// Answers a call whose hart waits. If a signal can be taken now, the caller sees to it first.
    void complete(Call call, Completion.Returned answer) {
        Task task = task(call);
        if (SignalChoice.needsAttention(state, task)) {
            task.deferred = answer;
            interrupted(call, Restart.NEVER);
        } else {
            send(Port.hart(call.hart()), new Hart.Completed(call, answer));
        }
    }

    /// The same when another subsystem was told what the call promises: the answer goes by way of it, so that
    /// the caller finds the promise kept.
    void completeThrough(Port told, Call call, Completion.Returned answer) {
        Task task = task(call);
        boolean attends = SignalChoice.needsAttention(state, task);
        task.deferred = attends ? answer : task.deferred;
        send(told, relay(told, call, attends ? new Completion.Interrupted(Restart.NEVER) : answer));
    }

    private static Message relay(Port told, Call call, Completion answer) {
        if (told.equals(Port.SCHEDULER)) {
            return new Scheduler.Relay(call, answer);
        } else if (told.equals(Port.FILES)) {
            return new Files.Relay(call, answer, false);
        } else if (told.equals(Port.MEMORY)) {
            return new Memory.Relay(call, answer, false);
        }
        throw new IllegalArgumentException(told + " passes no answers on");
    }

    void complete(Call call, long value) {
        complete(call, new Completion.Returned(value, java.util.List.of()));
    }

    void complete(Call call, long address, Bytes out) {
        complete(call, (Completion.Returned) Completion.value(0, address, out));
    }

    void fail(Call call, Errno errno) {
        complete(call, -errno.number());
    }

    void interrupted(Call call, Restart restart) {
        send(Port.hart(call.hart()), new Hart.Completed(call, new Completion.Interrupted(restart)));
    }

    /// The call waits here until [#wake].
    void park(Call call, Waiting waiting) {
        task(call).phase = new Phase.Parked(call, waiting);
        send(Port.hart(call.hart()), new Hart.Parked(call));
    }

    /// Answers a parked task.
    void wake(Task task, Completion completion) {
        Call call = ((Phase.Parked) task.phase).call();
        task.phase = new Phase.Live();
        send(Port.SCHEDULER, new Scheduler.Wake(call, completion));
    }

    /// The same by way of `Files`, which was told what the call promises.
    void wakeThroughFiles(Task task, Completion completion) {
        Call call = ((Phase.Parked) task.phase).call();
        task.phase = new Phase.Live();
        send(Port.FILES, new Files.Relay(call, completion, true));
    }

    // ---- alarms

    /// Sets an alarm for a machine time and returns its key.
    long arm(long deadlineNanos, Alarm alarm) {
        return arm(deadlineNanos, alarm, false);
    }

    /// The same for one that rings when time comes to it, and keeps no machine going.
    long watch(long deadlineNanos, Alarm alarm) {
        return arm(deadlineNanos, alarm, true);
    }

    private long arm(long deadlineNanos, Alarm alarm, boolean background) {
        long key = ++state.lastAlarm;
        state.alarms = state.alarms.plus(key, alarm);
        send(Port.CLOCK, new Clock.Arm(key, deadlineNanos, new Tasks.Rang(key), background));
        return key;
    }

    void disarm(long key) {
        if (state.alarms.containsKey(key)) {
            state.alarms = state.alarms.minus(key);
            send(Port.CLOCK, new Clock.Disarm(key));
        }
    }
}
