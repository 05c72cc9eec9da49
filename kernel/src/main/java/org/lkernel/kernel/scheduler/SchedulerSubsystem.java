package org.lkernel.kernel.scheduler;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Choices;
import org.lkernel.kernel.Message;
import org.lkernel.kernel.Outbox;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.Subsystem;
import org.lkernel.kernel.clock.Clock;
import org.lkernel.kernel.files.Files;
import org.lkernel.kernel.hart.Hart;
import org.lkernel.kernel.memory.Memory;
import org.lkernel.kernel.scheduler.SchedulerState.Blocked;
import org.lkernel.kernel.scheduler.SchedulerState.Move;
import org.lkernel.kernel.scheduler.SchedulerState.Ready;
import org.lkernel.kernel.scheduler.SchedulerState.Running;
import org.lkernel.kernel.scheduler.SchedulerState.Seat;
import org.lkernel.kernel.scheduler.SchedulerState.Slot;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Completion;
import org.lkernel.kernel.task.Tasks;
import org.pcollections.TreePMap;

/// Which task runs where, and for how long.
///
/// The answer to a parked call may overtake the hart's own word that the task has left it, and a call for
/// attention may cross it: both are kept with the running task until the hart is heard, so nothing is lost in any
/// order of delivery.
public final class SchedulerSubsystem implements Subsystem<Scheduler, SchedulerState> {
    private final RunQueues queues;
    private final Timekeeping time;
    private final SchedulingCalls calls;
    private SchedulerState state = new SchedulerState();

    /// @param harts how many there are
    /// @param virtualTime whether an instruction is a nanosecond, so that budgets end at deadlines; false in live
    /// mode
    /// @param policy who of the ready tasks is next
    public SchedulerSubsystem(int harts, boolean virtualTime, Policy policy, Choices choices) {
        queues = new RunQueues(policy, choices);
        time = new Timekeeping(virtualTime, choices);
        calls = new SchedulingCalls(queues);
        for (int hart = 0; hart < harts; hart++) {
            // A hart is occupied until it first says that it is vacant.
            state.seats = state.seats.plus(new Seat(-1, 0, 0, TreePMap.empty()));
        }
    }

    @Override
    public Port port() {
        return Port.SCHEDULER;
    }

    @Override
    public Class<Scheduler> understands() {
        return Scheduler.class;
    }

    @Override
    public SchedulerState state() {
        return state;
    }

    @Override
    public void load(SchedulerState loaded) {
        state = loaded;
    }

    @Override
    public void receive(Port sender, Scheduler message, Outbox outbox) {
        switch (message) {
            case Scheduler.Create create -> create(create);
            case Scheduler.Remove remove -> remove(remove, outbox);
            case Scheduler.Wake wake -> wake(wake);
            case Scheduler.Interrupt interrupt -> interrupt(interrupt, outbox);
            case Scheduler.Blocked blocked -> blocked(sender.hartIndex(), blocked, outbox);
            case Scheduler.Preempted preempted -> preempted(sender.hartIndex(), preempted, outbox);
            case Scheduler.Vacated vacated -> vacate(sender.hartIndex(), vacated.nowNanos(), outbox);
            case Scheduler.DeadlineIs deadline -> state.deadlineNanos = deadline.nanos();
            case Scheduler.HostTime host -> time.hostTime(state, host.nowNanos(), host.idleNanos());
            case Scheduler.TimeIs told -> told(told.nowNanos(), outbox);
            case Scheduler.Measure measure -> measure(measure, outbox);
            case Scheduler.Describe describe ->
                outbox.send(
                        Port.FILES,
                        new Files.Described(describe.call(), WaitText.of(state.slots.get(describe.task()))));
            case Scheduler.Allowed allowed ->
                outbox.send(
                        Port.FILES,
                        new Files.Described(allowed.call(), AllowedText.of(state, state.slots.get(allowed.task()))));
            case Scheduler.Prioritise prioritise -> prioritise(prioritise);
            case Scheduler.Relay(Call call, Completion completion) ->
                outbox.send(Port.hart(call.hart()), new Hart.Completed(call, completion));
            case SchedulerCall call -> calls.answer(state, call, outbox);
        }
        dispatch(outbox);
    }

    private void create(Scheduler.Create create) {
        Ready ready = new Ready(create.context(), create.completion(), null);
        Slot creator = state.slots.get(create.creator());
        long affinity = creator == null ? create.affinity() : create.affinity() & creator.affinity();
        Integer policy = state.policies.get(create.creator());
        state.policies = policy == null ? state.policies : state.policies.plus(create.task(), policy);
        queues.add(
                state,
                new Slot(create.task(), create.space(), create.nice(), affinity, 0, 0, 0, 0, false, false, ready));
    }

    private void remove(Scheduler.Remove remove, Outbox outbox) {
        Slot slot = state.slots.get(remove.task());
        if (slot == null) {
            throw new IllegalStateException("task " + remove.task() + " was removed twice");
        }
        if (slot.phase() instanceof Ready) {
            queues.remove(state, slot);
        }
        state.slots = state.slots.minus(slot.task());
        state.policies = state.policies.minus(slot.task());
        Slot last = upTo(slot, remove.nowNanos(), remove.systemNanos());
        outbox.send(Port.TASKS, new Tasks.Removed(slot.task(), last.userNanos(), last.systemNanos()));
        state.movers = state.movers.minus(slot.task());
        left(slot.task());
    }

    /// The task with what it has used since it got its hart, if it has one.
    private Slot upTo(Slot slot, long nowNanos, long systemNanos) {
        return slot.phase() instanceof Running running
                ? slot.used(
                        Math.max(
                                systemNanos,
                                nowNanos - state.seats.get(running.hart()).sinceNanos()),
                        systemNanos)
                : slot;
    }

    private void wake(Scheduler.Wake wake) {
        Slot slot = state.slots.get(wake.call().task());
        if (slot == null) {
            return;
        }
        switch (slot.phase()) {
            case Running running -> put(slot.in(new Running(running.hart(), wake.completion(), running.attentions())));
            case Blocked blocked -> queues.add(state, slot.in(ready(blocked.call(), blocked, wake)));
            case Ready ready -> throw new IllegalStateException(wake + " for a task that is " + ready);
        }
    }

    private static Ready ready(Call call, Blocked blocked, Scheduler.Wake wake) {
        if (call.serial() != wake.call().serial()) {
            throw new IllegalStateException(wake + " for a task parked in " + call);
        }
        return new Ready(blocked.context(), wake.completion(), blocked.suspended());
    }

    private void interrupt(Scheduler.Interrupt interrupt, Outbox outbox) {
        Slot slot = state.slots.get(interrupt.task());
        if (slot == null) {
            return;
        }
        Slot marked = slot.attending(true, slot.fatal() || interrupt.fatal());
        switch (slot.phase()) {
            case Running running -> {
                outbox.send(Port.hart(running.hart()), new Hart.Attention(slot.task()));
                put(marked.in(new Running(running.hart(), running.early(), running.attentions() + 1)));
            }
            case Blocked blocked -> {
                put(marked);
                cancel(blocked.owner(), blocked.call(), marked.fatal(), outbox);
            }
            case Ready ready -> put(marked);
        }
    }

    /// What waits here waits for the end of a slice, and is not broken off.
    private static void cancel(Port owner, Call call, boolean fatal, Outbox outbox) {
        if (owner.equals(Port.SCHEDULER)) {
            return;
        }
        outbox.send(owner, cancel(owner, call, fatal));
    }

    private static Message cancel(Port owner, Call call, boolean fatal) {
        if (owner.equals(Port.TASKS)) {
            return new Tasks.Cancel(call, fatal);
        } else if (owner.equals(Port.FILES)) {
            return new Files.Cancel(call, fatal);
        } else if (owner.equals(Port.MEMORY)) {
            return new Memory.Cancel(call, fatal);
        }
        throw new IllegalStateException(owner + " parks no calls");
    }

    private void blocked(int hart, Scheduler.Blocked blocked, Outbox outbox) {
        Call call = blocked.call();
        Slot slot = leave(
                hart, call.task(), call.space(), blocked.attended(), blocked.nowNanos(), call.systemNanos(), outbox);
        if (slot == null) {
            return;
        }
        Running running = (Running) slot.phase();
        if (running.early() != null) {
            queues.add(state, slot.in(new Ready(blocked.context(), running.early(), blocked.suspended())));
            return;
        }
        put(slot.in(new Blocked(call, blocked.owner(), blocked.context(), blocked.suspended())));
        if (slot.attention()) {
            cancel(blocked.owner(), call, slot.fatal(), outbox);
        }
    }

    private void preempted(int hart, Scheduler.Preempted preempted, Outbox outbox) {
        Slot slot = leave(
                hart,
                preempted.task(),
                preempted.space(),
                preempted.attended(),
                preempted.nowNanos(),
                preempted.systemNanos(),
                outbox);
        if (slot != null) {
            queues.add(state, slot.in(new Ready(preempted.context(), null, null)));
        }
    }

    /// Charges the task that leaves a hart; null when it was removed meanwhile.
    private @Nullable Slot leave(
            int hart, int task, int space, int attended, long nowNanos, long systemNanos, Outbox outbox) {
        long used = Math.max(systemNanos, nowNanos - state.seats.get(hart).sinceNanos());
        vacate(hart, nowNanos, outbox);
        state.lastTask = task;
        Slot slot = state.slots.get(task);
        if (slot == null) {
            return null;
        }
        boolean unheeded = ((Running) slot.phase()).attentions() > attended;
        Slot left = slot.inSpace(space).used(used, systemNanos).attending(unheeded, unheeded && slot.fatal());
        put(left);
        left(task);
        return left;
    }

    /// Answers those who waited for the task to leave its hart.
    private void left(int task) {
        if (state.movers.isEmpty()) {
            return;
        }
        for (Move move : List.copyOf(state.movers.values())) {
            if (move.task() == task) {
                state.movers = state.movers.minus(move.call().task());
                wake(new Scheduler.Wake(move.call(), Completion.value(0)));
            }
        }
    }

    private void vacate(int hart, long nowNanos, Outbox outbox) {
        state.seats = state.seats.with(hart, state.seats.get(hart).occupied(0, nowNanos));
        time.advance(state, nowNanos, outbox);
    }

    private void told(long nowNanos, Outbox outbox) {
        state.nowNanos = Math.max(state.nowNanos, nowNanos);
        outbox.send(Port.CLOCK, new Clock.Noted());
    }

    private void measure(Scheduler.Measure measure, Outbox outbox) {
        List<Long> user = new ArrayList<>();
        List<Long> system = new ArrayList<>();
        List<Boolean> awake = new ArrayList<>();
        for (int task : measure.tasks()) {
            Slot slot = measured(task, measure.call());
            user.add(slot == null ? 0 : slot.userNanos());
            system.add(slot == null ? 0 : slot.systemNanos());
            awake.add(slot != null && !(slot.phase() instanceof Blocked));
        }
        outbox.send(
                Port.TASKS,
                new Tasks.Used(
                        measure.call(),
                        List.copyOf(user),
                        List.copyOf(system),
                        List.copyOf(awake),
                        state.seats.size()));
    }

    /// The task that asks is measured up to its call. What others have used of their slices is not known before
    /// they leave their harts; were it guessed, their times might go back.
    private @Nullable Slot measured(int task, Call call) {
        Slot slot = state.slots.get(task);
        return slot == null || task != call.task() ? slot : upTo(slot, call.nowNanos(), call.systemNanos());
    }

    private void prioritise(Scheduler.Prioritise prioritise) {
        Slot slot = state.slots.get(prioritise.task());
        if (slot != null) {
            put(slot.with(prioritise.nice(), slot.affinity()));
        }
    }

    private void dispatch(Outbox outbox) {
        for (int hart = 0; hart < state.seats.size(); hart++) {
            if (state.seats.get(hart).task() == 0) {
                Slot slot = queues.take(state, hart);
                if (slot != null) {
                    run(hart, slot, outbox);
                }
            }
        }
    }

    private void run(int hart, Slot slot, Outbox outbox) {
        Ready ready = (Ready) slot.phase();
        state.switches++;
        state.seats = state.seats.with(hart, state.seats.get(hart).occupied(slot.task(), state.nowNanos));
        int space = ready.completion() instanceof Completion.Replaced replaced ? replaced.space() : slot.space();
        put(slot.inSpace(space).in(new Running(hart, null, slot.attention() ? 1 : 0)));
        outbox.send(
                Port.hart(hart),
                new Hart.Run(
                        slot.task(),
                        space,
                        ready.context(),
                        ready.completion(),
                        ready.suspended(),
                        time.budget(state),
                        state.nowNanos,
                        slot.attention()));
    }

    private void put(Slot slot) {
        state.slots = state.slots.plus(slot.task(), slot);
    }
}
