package org.lkernel.kernel.hart;

import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Outbox;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.clock.CostModel;
import org.lkernel.kernel.files.Files;
import org.lkernel.kernel.hart.HartState.Attending;
import org.lkernel.kernel.hart.HartState.Calling;
import org.lkernel.kernel.hart.HartState.Faulting;
import org.lkernel.kernel.memory.Memory;
import org.lkernel.kernel.scheduler.Scheduler;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Completion;
import org.lkernel.kernel.syscall.Context;
import org.lkernel.kernel.task.Tasks;

/// What a hart asks of others when its task cannot go on by itself, other than by a system call, and what traps
/// take of the task's time.
final class HartRequests {
    private final Port port;
    private final Cpu cpu;
    private final CachedSpaces spaces;

    HartRequests(Port port, Cpu cpu, CachedSpaces spaces) {
        this.port = port;
        this.cpu = cpu;
        this.spaces = spaces;
    }

    Call newCall(HartState state) {
        return state.newCall(port.hartIndex(), cpu.retired());
    }

    void charge(HartState state, long nanos) {
        state.charge(nanos, cpu.retired());
    }

    /// The task waits for the owner of its call.
    void blocked(HartState state, Port owner, Call call, @Nullable Suspended suspended, Outbox outbox) {
        Context context = cpu.registers().context();
        outbox.send(
                Port.SCHEDULER,
                new Scheduler.Blocked(call, owner, context, suspended, state.attended, state.nowNanos(cpu.retired())));
        leave(state);
    }

    /// The task has had its time.
    void preempted(HartState state, Outbox outbox) {
        Context context = cpu.registers().context();
        outbox.send(
                Port.SCHEDULER,
                new Scheduler.Preempted(
                        state.task,
                        state.space,
                        context,
                        state.attended,
                        state.nowNanos(cpu.retired()),
                        state.systemNanos));
        leave(state);
    }

    /// As many instructions have retired as were to be run; true when the task goes on at once.
    boolean budgetSpent(HartState state, Pause pause, Outbox outbox) {
        if (cpu.retired() >= state.sliceEnd) {
            preempted(state, outbox);
        } else if (pause.reached(cpu.retired())) {
            state.paused = true;
        } else if (cpu.retired() >= state.pieceEnd) {
            outbox.send(port, new Hart.Continue());
        } else if (cpu.points().counted(cpu.retired()) == Preemption.Verdict.STAY) {
            return true;
        } else {
            stopped(state, outbox);
        }
        return false;
    }

    /// A [Preemption] has stopped the task: it pauses, or has had its time.
    void stopped(HartState state, Outbox outbox) {
        if (cpu.points().verdict() == Preemption.Verdict.PAUSE) {
            outbox.send(port, new Hart.Continue());
        } else {
            preempted(state, outbox);
        }
    }

    /// The hart is vacant.
    void leave(HartState state) {
        cpu.points().leaves(cpu.retired());
        state.leave();
    }

    /// A signal may be pending, or a call was interrupted.
    void attend(HartState state, Outbox outbox) {
        Call call = newCall(state);
        Tasks.Interruption interruption = state.interruption;
        state.interruption = null;
        state.attended = state.called;
        state.phase = new Attending(call);
        outbox.send(Port.TASKS, new Tasks.Attend(call, cpu.registers().context(), interruption));
    }

    /// The task did what it may not.
    void trapped(HartState state, Cause cause, Outbox outbox) {
        Call call = newCall(state);
        state.phase = new Attending(call);
        outbox.send(
                Port.TASKS,
                new Tasks.Trapped(call, cpu.registers().context(), cause.signal(), cause.code(), cause.address()));
    }

    /// An answer cannot be stored: its owner takes back what it gave, and says what the call returns.
    void giveUp(HartState state, Completion.Returned answer, long address, Outbox outbox) {
        Call call = newCall(state);
        state.phase = new Calling(call, Port.FILES.id());
        outbox.send(Port.FILES, new Files.TakeBack(call, answer, answer.storedBefore(address)));
    }

    /// A page is not there, or not for this.
    void fault(HartState state, CostModel costs, long address, Access access, Suspended suspended, Outbox outbox) {
        charge(state, costs.faultNanos());
        Call call = newCall(state);
        spaces.drop(address);
        state.phase = new Faulting(call, suspended);
        outbox.send(Port.MEMORY, Memory.Fault.of(call, address, access));
    }
}
