package org.lkernel.kernel.hart;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Observation;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.Projection;
import org.lkernel.kernel.State;
import org.lkernel.kernel.StateText;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Context;
import org.lkernel.kernel.syscall.SyscallTable;
import org.lkernel.kernel.task.Tasks;
import org.pcollections.TreePMap;

/// What a hart remembers: whose registers it holds, what it waits for, and how far it has come.
public final class HartState implements State<HartState> {
    /// How long the host may at most be without a chance to tell the time while instructions run, about.
    private static final long PIECE_NANOS = 200_000;

    private static final long SHORTEST_PIECE = 1_000;
    private static final long OWN_CALL = 100;

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
    /// What the host last said the time is, in live mode, and the instructions retired then; 0 in virtual time.
    long toldNanos;

    long toldRetired;
    /// How many instructions take the host some [#PIECE_NANOS], as far as is known.
    long pieceLength;
    /// The count of retired instructions at which the host is given a chance to tell the time.
    long pieceEnd = Long.MAX_VALUE;
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

    /// The address space it runs in.
    public int space() {
        return space;
    }

    /// The value of an integer register, or the program counter at [Registers#COUNT].
    public long register(int index) {
        Registers registers = registers();
        return index == Registers.COUNT ? registers.pc : registers.x[index];
    }

    /// Has the next `sc` fail, as hardware may at any time.
    ///
    /// @see "RISC-V unprivileged, A extension, Eventual Success of Store-Conditional Instructions"
    public void loseReservation() {
        reservation = null;
    }

    /// Changes an integer register, or the program counter, between two instructions, as a debugger does.
    public void setRegister(int index, long value) {
        Registers registers = registers();
        if (index == Registers.COUNT) {
            registers.pc = value & ~1L;
        } else {
            registers.x[index] = value;
        }
        context = registers.context();
    }

    private Registers registers() {
        Registers registers = new Registers();
        if (context != null) {
            registers.load(context);
        }
        return registers;
    }

    /// A hart without a task has nothing that matters to what comes later.
    @Override
    public void project(Projection into) {
        if (task != 0) {
            into.fields(this);
        }
    }

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
        copy.toldNanos = toldNanos;
        copy.toldRetired = toldRetired;
        copy.pieceLength = pieceLength;
        copy.pieceEnd = pieceEnd;
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

    /// Instructions move the time, in live mode no further than the host's can have come.
    long nowNanos(long retiredNow) {
        long counted = baseNanos + (retiredNow - baseRetired);
        return toldNanos == 0 ? counted : Math.min(counted, Math.max(baseNanos, toldNanos + PIECE_NANOS));
    }

    /// The host says what time it is. How long its instructions took says how many to run before the next time.
    void hostTimeIs(long nanos, long retiredNow) {
        long elapsed = nanos - toldNanos;
        long ran = retiredNow - toldRetired;
        if (toldNanos == 0) {
            pieceLength = SHORTEST_PIECE;
        } else if (elapsed > 0 && ran >= pieceLength / 2) {
            pieceLength = Math.clamp(ran * PIECE_NANOS / elapsed, SHORTEST_PIECE, 2 * pieceLength);
        }
        timeIsAtLeast(nanos, retiredNow);
        toldNanos = nanos;
        toldRetired = retiredNow;
    }

    /// Runs on; in live mode for a piece.
    void beginPiece(long retiredNow) {
        pieceEnd = toldNanos == 0 ? Long.MAX_VALUE : retiredNow + pieceLength;
    }

    /// A call that the hart answered itself takes the host as long as many instructions.
    void shortenPiece(long retiredNow) {
        if (toldNanos != 0) {
            pieceEnd = Math.max(retiredNow, pieceEnd - OWN_CALL);
        }
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
