package org.lkernel.kernel.task;

import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Canonical;
import org.lkernel.kernel.Digest;
import org.lkernel.kernel.Digestible;
import org.lkernel.kernel.signal.SignalQueue;
import org.pcollections.TreePMap;
import org.pcollections.TreePSet;

/// A process: tasks that share a number, a parent, what they do about signals, and their end.
final class TaskGroup implements Digestible {
    /// The state that may change this object.
    transient @Nullable Object owner;

    int id;
    int parent;
    int processGroup;
    int session;
    TreePSet<Integer> tasks = TreePSet.empty();
    TreePSet<Integer> children = TreePSet.empty();
    /// What the parent is sent when this process ends.
    int exitSignal;
    /// Orphans of its descendants become its children: `PR_SET_CHILD_SUBREAPER`.
    boolean subreaper;
    /// Its parent has ended and the first process has taken it in, which does no job control for it.
    boolean adopted;

    boolean executed;
    boolean dumpable = true;

    // ---- end and stop

    /// Every task is to end with this wait status.
    @Nullable
    Integer exit;
    /// The wait status of its first task, or of what ended them all.
    int status;
    /// The task that executes a program while the others are to end, or 0.
    int executor;
    /// Wait for its state was answered by nobody yet.
    boolean zombie;
    /// The signal that stops every task, or 0.
    int stopping;
    /// All of them have stopped, or go on after they had: what `wait` may still tell the parent.
    Change change = Change.NONE;

    boolean stopped;

    /// What a parent may learn besides the end.
    enum Change {
        NONE,
        STOPPED,
        CONTINUED
    }

    // ---- signals and timers

    /// The table of actions, which `CLONE_SIGHAND` shares.
    int actions;

    SignalQueue pending = SignalQueue.EMPTY;
    TreePMap<Integer, Timer> timers = TreePMap.empty();
    IntervalTimers intervals = IntervalTimers.NONE;

    // ---- resources

    Limits limits = Limits.INITIAL;
    /// CPU time of tasks that have ended, in user code and in the kernel.
    long endedNanos;

    long endedSystemNanos;
    long childrenNanos;
    long childrenSystemNanos;

    // ---- the program, for procfs

    Bytes executable = Bytes.EMPTY;
    Bytes arguments = Bytes.EMPTY;
    Bytes environment = Bytes.EMPTY;
    Bytes auxiliary = Bytes.EMPTY;

    TaskGroup copyFor(Object newOwner) {
        TaskGroup copy = new TaskGroup();
        copy.owner = newOwner;
        copy.id = id;
        copy.parent = parent;
        copy.processGroup = processGroup;
        copy.session = session;
        copy.tasks = tasks;
        copy.children = children;
        copy.exitSignal = exitSignal;
        copy.subreaper = subreaper;
        copy.adopted = adopted;
        copy.executed = executed;
        copy.dumpable = dumpable;
        copy.exit = exit;
        copy.status = status;
        copy.executor = executor;
        copy.zombie = zombie;
        copy.stopping = stopping;
        copy.change = change;
        copy.stopped = stopped;
        copy.actions = actions;
        copy.pending = pending;
        copy.timers = timers;
        copy.intervals = intervals;
        copy.limits = limits;
        copy.endedNanos = endedNanos;
        copy.endedSystemNanos = endedSystemNanos;
        copy.childrenNanos = childrenNanos;
        copy.childrenSystemNanos = childrenSystemNanos;
        copy.executable = executable;
        copy.arguments = arguments;
        copy.environment = environment;
        copy.auxiliary = auxiliary;
        return copy;
    }

    @Override
    public void digest(Digest digest) {
        Canonical.fields(this, digest);
    }
}
