package org.lkernel.kernel.scheduler;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Observation;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.State;
import org.lkernel.kernel.StateText;
import org.lkernel.kernel.hart.Suspended;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Completion;
import org.lkernel.kernel.syscall.Context;
import org.pcollections.PVector;
import org.pcollections.TreePMap;
import org.pcollections.TreePVector;

/// What the scheduler remembers: every task's phase, every hart's occupation, and a run queue for each hart.
public final class SchedulerState implements State<SchedulerState> {
    /// Where a task is in its life on the CPU.
    sealed interface Phase {}

    /// In the queue of its home hart.
    record Ready(
            Context context,
            @Nullable Completion completion,
            @Nullable Suspended suspended) implements Phase {}

    /// On a hart.
    ///
    /// @param early the answer to a call whose `Blocked` the hart has not sent yet
    /// @param attentions how many calls for attention the hart was sent since `Run`
    record Running(int hart, @Nullable Completion early, int attentions) implements Phase {}

    /// Waiting for the owner of its call.
    record Blocked(
            Call call,
            Port owner,
            Context context,
            @Nullable Suspended suspended) implements Phase {}

    /// A task as the scheduler knows it.
    ///
    /// @param virtualNanos CPU time used, weighted by niceness: the least is next (Linux's completely fair
    /// scheduler)
    /// @param attention `Tasks` is to be asked before it next runs user code
    record Slot(
            int task,
            int space,
            int nice,
            long affinity,
            int home,
            long userNanos,
            long systemNanos,
            long virtualNanos,
            boolean attention,
            boolean fatal,
            Phase phase) {
        long cpuNanos() {
            return userNanos + systemNanos;
        }

        Slot in(Phase next) {
            return new Slot(
                    task, space, nice, affinity, home, userNanos, systemNanos, virtualNanos, attention, fatal, next);
        }

        Slot attending(boolean wanted, boolean fatally) {
            return new Slot(
                    task, space, nice, affinity, home, userNanos, systemNanos, virtualNanos, wanted, fatally, phase);
        }

        /// A run is over that took so long, `inKernel` of it in the kernel.
        Slot used(long nanos, long inKernel) {
            return new Slot(
                    task,
                    space,
                    nice,
                    affinity,
                    home,
                    userNanos + nanos - inKernel,
                    systemNanos + inKernel,
                    virtualNanos + Niceness.weigh(nanos, nice),
                    attention,
                    fatal,
                    phase);
        }

        Slot at(int hart, long notBefore) {
            return new Slot(
                    task,
                    space,
                    nice,
                    affinity,
                    hart,
                    userNanos,
                    systemNanos,
                    Math.max(virtualNanos, notBefore),
                    attention,
                    fatal,
                    phase);
        }

        Slot inSpace(int other) {
            return new Slot(
                    task, other, nice, affinity, home, userNanos, systemNanos, virtualNanos, attention, fatal, phase);
        }

        Slot with(int niceness, long mask) {
            return new Slot(
                    task, space, niceness, mask, home, userNanos, systemNanos, virtualNanos, attention, fatal, phase);
        }
    }

    /// A call that is answered when a task has left the hart it may not run on any more.
    record Move(Call call, int task) {}

    /// A task's place in a run queue.
    record Place(long virtualNanos, int task) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            int order = Long.compare(virtualNanos, other.virtualNanos);
            return order != 0 ? order : Integer.compare(task, other.task);
        }
    }

    /// A hart as the scheduler knows it: the task on it (0 when vacant), since when, and its run queue.
    ///
    /// @param leastNanos the virtual time of what ran last, so that a task that slept long gets no arrears
    record Seat(int task, long sinceNanos, long leastNanos, TreePMap<Place, Integer> queue) {
        Seat occupied(int by, long nowNanos) {
            return new Seat(by, nowNanos, leastNanos, queue);
        }

        Seat queueing(TreePMap<Place, Integer> changed) {
            return new Seat(task, sinceNanos, leastNanos, changed);
        }

        Seat reaching(long virtualNanos) {
            return new Seat(task, sinceNanos, Math.max(leastNanos, virtualNanos), queue);
        }
    }

    TreePMap<Integer, Slot> slots = TreePMap.empty();
    PVector<Seat> seats = TreePVector.empty();
    /// What tasks say they are that are not `SCHED_OTHER`.
    TreePMap<Integer, Integer> policies = TreePMap.empty();
    /// The calls of `sched_setaffinity(2)` that wait, by caller.
    TreePMap<Integer, Move> movers = TreePMap.empty();
    long nowNanos;
    long deadlineNanos = Long.MAX_VALUE;
    long switches;
    /// Who left a hart last.
    int lastTask;

    @Override
    public SchedulerState copy() {
        SchedulerState copy = new SchedulerState();
        copy.slots = slots;
        copy.seats = seats;
        copy.policies = policies;
        copy.movers = movers;
        copy.nowNanos = nowNanos;
        copy.deadlineNanos = deadlineNanos;
        copy.switches = switches;
        copy.lastTask = lastTask;
        return copy;
    }

    @Override
    public @Nullable String flaw(boolean thorough) {
        return SchedulerFlaws.of(this, thorough);
    }

    @Override
    public boolean owes(int task) {
        return movers.containsKey(task);
    }

    @Override
    public List<Observation> observe(Port port) {
        return SchedulerObservation.of(this);
    }

    @Override
    public String toString() {
        return StateText.of(this, Port.SCHEDULER);
    }

    @Override
    public int schemaVersion() {
        return 3;
    }

    public long nowNanos() {
        return nowNanos;
    }

    /// Puts the tasks that wait for a hart into an array, the foremost first, queue by queue; returns how many there
    /// are, of which the array has as many as it has room for.
    public int ready(int[] tasks) {
        int count = 0;
        for (int hart = 0; hart < seats.size(); hart++) {
            for (int task : seats.get(hart).queue().values()) {
                if (count < tasks.length) {
                    tasks[count] = task;
                }
                count++;
            }
        }
        return count;
    }

    /// What every task is at, in the order of their numbers.
    public List<Occupation> occupations() {
        return Occupation.of(this);
    }

    /// The calls that tasks wait in, in the order of their numbers.
    public List<ParkedCall> parked() {
        return slots.values().stream()
                .filter(slot -> slot.phase() instanceof Blocked)
                .map(slot -> ParkedCall.of(slot.task(), (Blocked) slot.phase()))
                .toList();
    }

    /// Which tasks wait for whom, in words, a line each.
    public List<String> waiting() {
        return slots.values().stream()
                .filter(slot -> slot.phase() instanceof Blocked)
                .map(slot -> "task " + slot.task() + " waits for " + ((Blocked) slot.phase()).owner())
                .toList();
    }
}
