package org.lkernel.kernel.hart;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Observation;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.State;
import org.lkernel.kernel.StateText;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Context;
import org.lkernel.kernel.syscall.SyscallTable;
import org.lkernel.kernel.task.Tasks;
import org.pcollections.TreePMap;

/// What a hart remembers: whose registers it holds, what it waits for, and how far it has come.
public final class HartState implements State<HartState> {
    /// What the hart is about.
    sealed interface Phase {
        /// The call that waits for an answer, if one does.
        default @Nullable Call call() {
            return null;
        }
    }

    /// No task.
    record Vacant() implements Phase {}

    /// A task runs user code.
    record User() implements Phase {}

    /// A system call is with its owner.
    record Calling(Call call, int owner) implements Phase {}

    /// A page fault is with `Memory`.
    record Faulting(Call call, Suspended suspended) implements Phase {}

    /// A pending signal or a trap is with `Tasks`.
    record Attending(Call call) implements Phase {}

    Phase phase = new Vacant();
    int task;
    int space;
    /// The registers, whenever the state is asked for; while it runs they are in the [Cpu].
    @Nullable
    Context context;

    long retired;
    /// The count of retired instructions at which the slice ends, unless a charge brings the end nearer.
    long sliceEnd;
    /// Machine time when `retired` was `baseRetired`: an instruction is a nanosecond.
    long baseNanos;

    long baseRetired;
    /// The number of the [org.lkernel.kernel.clock.CostModel] that traps are charged by.
    int costModel;
    /// What the task was charged since `Run`.
    long systemNanos;
    long serial;
    /// Calls for attention received and acted on since `Run`.
    int called;

    int attended;
    /// An interrupted call that `Tasks` has not been asked about yet.
    Tasks.@Nullable Interruption interruption;

    /// What it has translated, which may be stale.
    HeldSpaces held = new HeldSpaces();
    /// What `lr` reserved before the handler stopped inside the slice; a new run begins without.
    @Nullable
    Reservation reservation;

    /// Whether the handler stopped at an instruction asked for, inside the slice.
    boolean paused;

    /// System calls made, by number.
    final long[] counts = new long[SyscallTable.SIZE];
    /// Those that do not exist, by number.
    TreePMap<Long, Long> missing = TreePMap.empty();

    @Override
    public HartState copy() {
        HartState copy = new HartState();
        copy.phase = phase;
        copy.task = task;
        copy.space = space;
        copy.context = context;
        copy.retired = retired;
        copy.sliceEnd = sliceEnd;
        copy.baseNanos = baseNanos;
        copy.baseRetired = baseRetired;
        copy.costModel = costModel;
        copy.systemNanos = systemNanos;
        copy.serial = serial;
        copy.called = called;
        copy.attended = attended;
        copy.interruption = interruption;
        copy.held = held.copy();
        copy.reservation = reservation;
        copy.paused = paused;
        System.arraycopy(counts, 0, copy.counts, 0, counts.length);
        copy.missing = missing;
        return copy;
    }

    @Override
    public List<Observation> observe(Port port) {
        return HartObservation.of(port, this);
    }

    @Override
    public String toString() {
        return StateText.of(this, Port.hart(0));
    }

    @Override
    public int schemaVersion() {
        return 3;
    }

    /// Its time, which is ahead of the clock's while it runs.
    public long nowNanos() {
        return nowNanos(retired);
    }

    long nowNanos(long retiredNow) {
        return baseNanos + (retiredNow - baseRetired);
    }

    /// Lets no time pass backwards.
    void timeIsAtLeast(long nanos, long retiredNow) {
        baseNanos = Math.max(nowNanos(retiredNow), nanos);
        baseRetired = retiredNow;
    }

    /// Time passes without an instruction, and the slice is shorter by it: it ends when its time is up.
    void charge(long nanos, long retiredNow) {
        baseNanos += nanos;
        systemNanos += nanos;
        sliceEnd = Math.max(retiredNow, sliceEnd - nanos);
    }

    /// Nothing runs any more.
    void leave() {
        phase = new Vacant();
        task = 0;
    }

    /// The next call of the task. The hart's number in the low bits makes serials of one task differ over all
    /// harts.
    Call newCall(int hart, long retiredNow) {
        serial += Port.MAXIMUM_HARTS;
        return new Call(task, space, hart, serial | hart, nowNanos(retiredNow), systemNanos);
    }

    /// What the hart has translated.
    public HeldSpaces held() {
        return held;
    }

    /// System calls that were answered ENOSYS, by number.
    public TreePMap<Long, Long> missing() {
        return missing;
    }

    /// System calls made, by number.
    public long[] counts() {
        return counts.clone();
    }

    /// The task on it, or 0.
    public int task() {
        return task;
    }

    public long retired() {
        return retired;
    }
}
