package org.lkernel.kernel.task;

import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Canonical;
import org.lkernel.kernel.Digest;
import org.lkernel.kernel.Digestible;
import org.lkernel.kernel.signal.AlternateStack;
import org.lkernel.kernel.signal.SignalQueue;
import org.lkernel.kernel.syscall.Completion;

/// A task: one flow of control, what Linux calls a thread and `clone(2)` makes.
///
/// It is changed in place as long as no copy of the state shares it; [TasksState#task] sees to that.
final class Task implements Digestible {
    /// The state that may change this object.
    transient @Nullable Object owner;

    int id;
    int process;
    int space;
    Bytes name = Bytes.EMPTY;
    Phase phase = new Phase.Born();
    /// The protocol with other subsystems that this task's call has set going.
    @Nullable
    Exchange exchange;

    // ---- signals

    long mask;
    /// The mask to go back to when the call that swapped it is over.
    @Nullable
    Long formerMask;

    SignalQueue pending = SignalQueue.EMPTY;
    AlternateStack alternateStack = AlternateStack.NONE;
    /// The answer to a call whose caller shall first see to a signal.
    Completion.@Nullable Returned deferred;

    /// What `restart_syscall` goes on with.
    Waiting.@Nullable Sleeping restart;

    // ---- who

    Privileges privileges = Privileges.ROOT;
    int nice;
    long personality;
    /// `PR_SET_PDEATHSIG`.
    int parentDeathSignal;

    /// The task whose `vfork` waits for this one to exec or exit, or 0.
    int vforkParent;
    /// The task that cloned this one: whose exit sends the parent-death signal.
    int creator;

    // ---- threads

    /// Where 0 is stored and a futex woken when the task ends, or 0.
    long clearTid;

    long robustList;
    long startNanos;
    long userNanos;
    long systemNanos;

    Task copyFor(Object newOwner) {
        Task copy = new Task();
        copy.owner = newOwner;
        copy.id = id;
        copy.process = process;
        copy.space = space;
        copy.name = name;
        copy.phase = phase;
        copy.exchange = exchange;
        copy.mask = mask;
        copy.formerMask = formerMask;
        copy.pending = pending;
        copy.alternateStack = alternateStack;
        copy.deferred = deferred;
        copy.restart = restart;
        copy.privileges = privileges;
        copy.nice = nice;
        copy.personality = personality;
        copy.parentDeathSignal = parentDeathSignal;
        copy.vforkParent = vforkParent;
        copy.creator = creator;
        copy.clearTid = clearTid;
        copy.robustList = robustList;
        copy.startNanos = startNanos;
        copy.userNanos = userNanos;
        copy.systemNanos = systemNanos;
        return copy;
    }

    /// Whether it may still run user code.
    boolean isAlive() {
        return switch (phase) {
            case Phase.Born born -> false;
            case Phase.Live live -> true;
            case Phase.Parked parked -> true;
            case Phase.Leaving leaving -> false;
            case Phase.Dead dead -> false;
        };
    }

    @Override
    public void digest(Digest digest) {
        Canonical.fields(this, digest);
    }
}
