package org.lkernel.kernel.scheduler;

import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Outbox;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.hart.Hart;
import org.lkernel.kernel.scheduler.SchedulerState.Move;
import org.lkernel.kernel.scheduler.SchedulerState.Ready;
import org.lkernel.kernel.scheduler.SchedulerState.Running;
import org.lkernel.kernel.scheduler.SchedulerState.Seat;
import org.lkernel.kernel.scheduler.SchedulerState.Slot;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Completion;
import org.lkernel.kernel.syscall.Struct;

/// The system calls the scheduler answers: `sched(7)`.
///
/// Every task runs as `SCHED_OTHER` with priority 0 does, though it may say that it is a batch job or idle; the
/// real-time policies are refused as for a user without the privilege.
final class SchedulingCalls {
    private static final int SCHED_FIFO = 1;
    private static final int SCHED_RR = 2;
    private static final int SCHED_IDLE = 5;
    private static final int ROUND_ROBIN_NANOS = 4_000_000;

    private final RunQueues queues;

    SchedulingCalls(RunQueues queues) {
        this.queues = queues;
    }

    void answer(SchedulerState state, SchedulerCall call, Outbox outbox) {
        switch (call) {
            case SchedulerCall.Yield relinquish -> relinquish(state, relinquish.call(), outbox);
            case SchedulerCall.GetAffinity get -> complete(call, affinity(state, get), outbox);
            case SchedulerCall.SetAffinity set -> setAffinity(state, set, outbox);
            case SchedulerCall.GetScheduler get ->
                complete(call, ifTask(state, call, get.task(), policy(state, self(call, get.task()))), outbox);
            case SchedulerCall.SetScheduler set -> complete(call, setScheduler(state, set), outbox);
            case SchedulerCall.GetParameter get -> complete(call, parameter(state, get), outbox);
            case SchedulerCall.SetParameter set -> complete(call, setParameter(state, set), outbox);
            case SchedulerCall.PriorityMaximum maximum -> complete(call, bound(maximum.policy(), 99), outbox);
            case SchedulerCall.PriorityMinimum minimum -> complete(call, bound(minimum.policy(), 1), outbox);
            case SchedulerCall.Interval interval -> complete(call, interval(state, interval), outbox);
        }
    }

    private static void complete(SchedulerCall call, Completion completion, Outbox outbox) {
        outbox.send(Port.hart(call.call().hart()), new Hart.Completed(call.call(), completion));
    }

    private static void relinquish(SchedulerState state, Call call, Outbox outbox) {
        Seat seat = state.seats.get(call.hart());
        if (seat.queue().isEmpty()) {
            outbox.send(Port.hart(call.hart()), new Hart.Completed(call, Completion.value(0)));
            return;
        }
        Slot slot = slot(state, call.task());
        long last = seat.queue().lastKey().virtualNanos();
        leave(state, slot.at(slot.home(), last + 1), call, outbox);
    }

    /// The caller leaves its hart, with its answer.
    private static void leave(SchedulerState state, Slot slot, Call call, Outbox outbox) {
        Running running = (Running) slot.phase();
        Running leaving = new Running(running.hart(), Completion.value(0), running.attentions());
        state.slots = state.slots.plus(slot.task(), slot.in(leaving));
        outbox.send(Port.hart(call.hart()), new Hart.Parked(call));
    }

    private static Slot slot(SchedulerState state, int task) {
        Slot slot = state.slots.get(task);
        if (slot == null) {
            throw new IllegalStateException("task " + task + " is not known to the scheduler");
        }
        return slot;
    }

    private static Completion ifTask(SchedulerState state, SchedulerCall call, int task, long value) {
        return state.slots.containsKey(self(call, task)) ? Completion.value(value) : Completion.error(Errno.ESRCH);
    }

    private static int self(SchedulerCall call, int task) {
        return task == 0 ? call.call().task() : task;
    }

    private static Completion affinity(SchedulerState state, SchedulerCall.GetAffinity get) {
        Slot slot = state.slots.get(self(get, get.task()));
        if (get.length() < 8 || get.length() % 8 != 0) {
            return Completion.error(Errno.EINVAL);
        } else if (slot == null) {
            return Completion.error(Errno.ESRCH);
        }
        byte[] mask = new byte[8];
        Struct.store(mask, 0, 8, slot.affinity() & all(state));
        return Completion.value(8, get.mask(), Bytes.wrap(mask));
    }

    /// When it returns the task is on no other hart: the caller itself moves, and waits for another to have left.
    private void setAffinity(SchedulerState state, SchedulerCall.SetAffinity set, Outbox outbox) {
        Slot slot = state.slots.get(self(set, set.task()));
        if (slot == null) {
            complete(set, Completion.error(Errno.ESRCH), outbox);
            return;
        }
        byte[] words = new byte[8];
        set.mask().copyTo(0, words, 0, Math.min(8, set.mask().length()));
        long mask = Struct.littleEndian(words, 0, 8) & all(state);
        if (mask == 0) {
            complete(set, Completion.error(Errno.EINVAL), outbox);
            return;
        }
        Slot changed = slot.with(slot.nice(), mask);
        if (slot.phase() instanceof Ready) {
            queues.remove(state, slot);
            queues.add(state, changed);
        } else {
            state.slots = state.slots.plus(slot.task(), changed);
        }
        if (!(slot.phase() instanceof Running(int hart, Completion _, int _)) || (mask >>> hart & 1) != 0) {
            complete(set, Completion.value(0), outbox);
        } else if (slot.task() == set.call().task()) {
            leave(state, changed, set.call(), outbox);
        } else {
            state.movers = state.movers.plus(set.call().task(), new Move(set.call(), slot.task()));
            outbox.send(Port.hart(set.call().hart()), new Hart.Parked(set.call()));
        }
    }

    private static long all(SchedulerState state) {
        int harts = state.seats.size();
        return harts == 64 ? -1 : (1L << harts) - 1;
    }

    private static Completion setScheduler(SchedulerState state, SchedulerCall.SetScheduler set) {
        if (set.policy() < 0 || set.policy() > SCHED_IDLE || set.policy() == 4) {
            return Completion.error(Errno.EINVAL);
        } else if (set.policy() == SCHED_FIFO || set.policy() == SCHED_RR) {
            return Completion.error(Errno.EPERM);
        }
        Completion found =
                set.priority().value() != 0 ? Completion.error(Errno.EINVAL) : ifTask(state, set, set.task(), 0);
        if (found.equals(Completion.value(0))) {
            int task = self(set, set.task());
            state.policies = set.policy() == 0 ? state.policies.minus(task) : state.policies.plus(task, set.policy());
        }
        return found;
    }

    private static int policy(SchedulerState state, int task) {
        Integer policy = state.policies.get(task);
        return policy == null ? 0 : policy;
    }

    private static Completion parameter(SchedulerState state, SchedulerCall.GetParameter get) {
        Completion found = ifTask(state, get, get.task(), 0);
        return found.equals(Completion.value(0))
                ? Completion.value(0, get.parameter(), Bytes.copyOf(new byte[4]))
                : found;
    }

    private static Completion setParameter(SchedulerState state, SchedulerCall.SetParameter set) {
        return set.priority().value() != 0 ? Completion.error(Errno.EINVAL) : ifTask(state, set, set.task(), 0);
    }

    private static Completion bound(int policy, int realTime) {
        if (policy < 0 || policy > 6 || policy == 4) {
            return Completion.error(Errno.EINVAL);
        }
        return Completion.value(policy == SCHED_FIFO || policy == SCHED_RR ? realTime : 0);
    }

    private static Completion interval(SchedulerState state, SchedulerCall.Interval interval) {
        Completion found = ifTask(state, interval, interval.task(), 0);
        byte[] timespec = new byte[16];
        Struct.store(timespec, 8, 8, ROUND_ROBIN_NANOS);
        return found.equals(Completion.value(0))
                ? Completion.value(0, interval.timespec(), Bytes.wrap(timespec))
                : found;
    }
}
