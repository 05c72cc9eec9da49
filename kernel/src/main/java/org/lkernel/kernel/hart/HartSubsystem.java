package org.lkernel.kernel.hart;

import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Outbox;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.Resumable;
import org.lkernel.kernel.Subsystem;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.clock.CostModel;
import org.lkernel.kernel.hart.HartState.Calling;
import org.lkernel.kernel.hart.HartState.Faulting;
import org.lkernel.kernel.hart.HartState.User;
import org.lkernel.kernel.hart.Suspended.During;
import org.lkernel.kernel.memory.AddressSpaces;
import org.lkernel.kernel.memory.Memory;
import org.lkernel.kernel.scheduler.Scheduler;
import org.lkernel.kernel.syscall.BadArgument;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Completion;
import org.lkernel.kernel.syscall.Context;
import org.lkernel.kernel.syscall.Ecall;
import org.lkernel.kernel.syscall.GuestFault;
import org.lkernel.kernel.syscall.SyscallTable;
import org.lkernel.kernel.syscall.SystemCall;
import org.lkernel.kernel.syscall.Tracer;
import org.lkernel.kernel.task.Tasks;

/// A hart: runs its task until it traps, asks whoever owns the trap, and goes on with the answer.
///
/// While it waits for an answer it still handles shootdowns, so nobody waits for it in a circle. All guest code
/// runs inside the handler of the message that let it go on; the slice's budget spans those handlers.
public final class HartSubsystem implements Subsystem<Hart, HartState>, Resumable {
    private static final int A0 = 10;
    private static final int A7 = 17;
    private static final int ECALL_BYTES = 4;
    /// No slice is longer, whoever asks for it: so the host is heard at least so often.
    private static final long LONGEST_SLICE = 1L << 26;

    private final Port port;
    private final SyscallTable table;
    private final AddressSpaces memory;
    private final CachedSpaces spaces;
    private final HartCalls calls;
    private final Onlooker onlooker;
    private final Cpu cpu;
    private final Registers registers;
    private final HartRequests requests;
    private final Pause pause = new Pause();
    private HartState state = new HartState();
    private CostModel costs;

    /// @param costs what traps cost until a state is loaded that says otherwise
    public HartSubsystem(
            int index,
            int harts,
            SyscallTable table,
            AddressSpaces addressSpaces,
            CostModel costs,
            Tracer tracer,
            Preemption preemption) {
        port = Port.hart(index);
        this.table = table;
        memory = addressSpaces;
        spaces = new CachedSpaces(addressSpaces, index, preemption);
        calls = new HartCalls(index, harts);
        this.costs = costs;
        state.costModel = costs.number();
        spaces.load(state.held, state.space);
        cpu = new Cpu(spaces.current(), spaces, retired -> state.nowNanos(retired), preemption, index);
        registers = cpu.registers();
        onlooker = new Onlooker(tracer, cpu, spaces);
        requests = new HartRequests(port, cpu, spaces);
    }

    @Override
    public Port port() {
        return port;
    }

    @Override
    public Class<Hart> understands() {
        return Hart.class;
    }

    @Override
    public HartState state() {
        state.retired = cpu.retired();
        state.context = registers.context();
        state.reservation = state.paused ? cpu.reservation() : null;
        return state;
    }

    @Override
    public void load(HartState loaded) {
        costs = CostModel.numbered(loaded.costModel);
        state = loaded;
        state.sliceEnd = Math.min(loaded.sliceEnd, loaded.retired + LONGEST_SLICE);
        spaces.load(loaded.held, loaded.space);
        cpu.useTlb(spaces.current());
        cpu.restoreRetired(loaded.retired);
        cpu.restore(loaded.reservation);
        if (loaded.context != null) {
            registers.load(loaded.context);
        }
    }

    @Override
    public void close() {
        spaces.close();
    }

    @Override
    public void receive(Port sender, Hart message, Outbox outbox) {
        spaces.settle();
        switch (message) {
            case Hart.Run run -> run(run, outbox);
            case Hart.Completed completed -> completed(completed, outbox);
            case Hart.Parked parked -> parked(sender, parked.call(), outbox);
            case Hart.Attention attention -> state.called += attention.task() == state.task ? 1 : 0;
            case Hart.Shootdown shootdown -> shootdown(shootdown, outbox);
            case Hart.Forget forget -> forget(forget, outbox);
            case Hart.Continue() -> execute(false, outbox);
            case Hart.TimeIs time -> state.hostTimeIs(time.nowNanos(), cpu.retired());
            case Hart.Begin() -> outbox.send(Port.SCHEDULER, new Scheduler.Vacated(nowNanos()));
        }
    }

    // ---- messages

    private void run(Hart.Run run, Outbox outbox) {
        state.task = run.task();
        enter(run.context(), run.space());
        state.timeIsAtLeast(run.nowNanos(), cpu.retired());
        state.systemNanos = 0;
        requests.charge(state, costs.switchNanos());
        // However little time there is, whoever gets the hart comes further.
        state.sliceEnd = cpu.retired() + Math.clamp(run.budget() - costs.switchNanos(), 1, LONGEST_SLICE);
        state.called = run.attention() ? 1 : 0;
        state.attended = 0;
        state.phase = new User();
        cpu.points().enters(run.task(), cpu.retired());
        if (run.completion() == null || apply(run.completion(), run.suspended(), outbox)) {
            execute(false, outbox);
        }
    }

    private void completed(Hart.Completed completed, Outbox outbox) {
        Call inFlight = state.phase.call();
        if (inFlight == null || inFlight.serial() != completed.call().serial()) {
            throw new IllegalStateException(completed + " while " + state.phase);
        }
        Suspended suspended = state.phase instanceof Faulting faulting ? faulting.suspended() : null;
        state.phase = new User();
        if (apply(completed.completion(), suspended, outbox)) {
            execute(false, outbox);
        }
    }

    private void parked(Port owner, Call call, Outbox outbox) {
        Suspended suspended = state.phase instanceof Faulting faulting ? faulting.suspended() : null;
        requests.blocked(state, owner, call, suspended, outbox);
    }

    private void shootdown(Hart.Shootdown shootdown, Outbox outbox) {
        spaces.shoot(shootdown);
        outbox.send(Port.MEMORY, new Memory.Acknowledged(shootdown.ticket(), port.hartIndex()));
    }

    private void forget(Hart.Forget forget, Outbox outbox) {
        spaces.forget(forget.space());
        cpu.useTlb(spaces.current());
        outbox.send(Port.MEMORY, new Memory.Acknowledged(forget.ticket(), port.hartIndex()));
    }

    // ---- answers

    /// Applies an answer; false when the hart must wait for another one, or has no task any more.
    private boolean apply(Completion completion, @Nullable Suspended suspended, Outbox outbox) {
        return switch (completion) {
            case Completion.Returned returned -> finish(returned, outbox);
            case Completion.Replaced replaced -> finish(replaced, outbox);
            case Completion.Interrupted interrupted -> interrupted(interrupted);
            case Completion.Retried() -> retried(suspended, outbox);
            case Completion.Refused refused -> refused(refused, suspended, outbox);
            case Completion.Resumed() -> true;
            case Completion.Exited() -> exited(outbox);
        };
    }

    private boolean interrupted(Completion.Interrupted interrupted) {
        onlooker.interrupted(state, interrupted.restart());
        state.interruption = new Tasks.Interruption(interrupted.restart(), registers.x[A0]);
        return true;
    }

    private boolean retried(@Nullable Suspended suspended, Outbox outbox) {
        Completion unfinished = suspended == null ? null : suspended.unfinished();
        return unfinished == null || finish(unfinished, outbox);
    }

    private boolean refused(Completion.Refused refused, @Nullable Suspended suspended, Outbox outbox) {
        During during = suspended == null ? During.INSTRUCTION : suspended.during();
        Completion.Returned lent = suspended == null ? null : suspended.lent();
        if (during == During.INSTRUCTION) {
            requests.trapped(state, new Cause(refused.signal(), refused.code(), refused.address()), outbox);
            return false;
        } else if (during == During.COPY_OUT
                && suspended != null
                && suspended.unfinished() instanceof Completion.Replaced) {
            // There is no room for the signal's frame.
            requests.trapped(state, Cause.noFrame(refused.address()), outbox);
            return false;
        } else if (lent != null) {
            requests.giveUp(state, lent, refused.address(), outbox);
            return false;
        } else if (during == During.COPY_IN) {
            onlooker.called(state, port.hartIndex(), table.entry(registers.x[A7]));
        }
        return giveBack(-Errno.EFAULT.number());
    }

    private boolean exited(Outbox outbox) {
        outbox.send(Port.SCHEDULER, new Scheduler.Vacated(nowNanos()));
        requests.leave(state);
        return false;
    }

    /// Makes the copy-outs of an answer, then lets it take effect.
    private boolean finish(Completion completion, Outbox outbox) {
        try {
            return switch (completion) {
                case Completion.Returned returned -> {
                    spaces.store(returned.outs());
                    yield giveBack(returned.value());
                }
                case Completion.Replaced replaced -> {
                    spaces.store(replaced.outs());
                    enter(replaced.context(), replaced.space());
                    onlooker.replaced(state, replaced);
                    yield true;
                }
                default -> throw new IllegalStateException(completion + " stores nothing");
            };
        } catch (GuestFault fault) {
            requests.fault(
                    state, costs, fault.address(), Access.WRITE, new Suspended(During.COPY_OUT, completion), outbox);
            return false;
        }
    }

    private boolean giveBack(long value) {
        onlooker.returned(state, value);
        registers.x[A0] = value;
        registers.pc += ECALL_BYTES;
        return true;
    }

    // ---- user code

    @Override
    public long retired() {
        return cpu.retired();
    }

    @Override
    public void pauseAt(long retired) {
        pause.at(retired);
    }

    @Override
    public void pauseAtCall(int number, long calls) {
        pause.atCall(number, calls);
    }

    @Override
    public long calls(int number) {
        return state.counts[number];
    }

    @Override
    public boolean unfinished() {
        return state.paused;
    }

    @Override
    public void proceed(Outbox outbox) {
        state.paused = false;
        spaces.settle();
        execute(true, outbox);
    }

    private void execute(boolean resumed, Outbox outbox) {
        boolean continues = resumed;
        if (!resumed) {
            state.beginPiece(cpu.retired());
        }
        while (true) {
            if (state.called > state.attended || state.interruption != null) {
                requests.attend(state, outbox);
                return;
            }
            long end = Math.min(state.sliceEnd, state.pieceEnd);
            long budget = cpu.points().within(pause.within(cpu.retired(), end), cpu.retired());
            Trap trap = continues ? cpu.resume(budget) : cpu.run(budget);
            continues = false;
            switch (trap) {
                case Trap.SystemCall() -> {
                    requests.charge(state, costs.callNanos());
                    if (!systemCall(outbox)) {
                        return;
                    }
                }
                case Trap.BudgetSpent() -> {
                    if (!requests.budgetSpent(state, pause, outbox)) {
                        return;
                    }
                    continues = true;
                }
                case Trap.Stopped() -> {
                    requests.stopped(state, outbox);
                    return;
                }
                case Trap.PageFault page -> {
                    requests.fault(
                            state,
                            costs,
                            page.address(),
                            page.access(),
                            new Suspended(During.INSTRUCTION, null),
                            outbox);
                    return;
                }
                case Trap.Forced forced -> {
                    requests.charge(state, costs.faultNanos());
                    requests.trapped(state, Cause.of(forced, registers.pc), outbox);
                    return;
                }
            }
        }
    }

    /// Makes the call's record and sends it; true when the hart itself had the answer.
    private boolean systemCall(Outbox outbox) {
        long number = registers.x[A7];
        SyscallTable.Entry entry = table.entry(number);
        if (entry == null) {
            state.missing = state.missing.plus(number, state.missing.getOrDefault(number, 0L) + 1);
            onlooker.called(state, port.hartIndex(), null);
            return giveBack(-Errno.ENOSYS.number());
        }
        Call call = requests.newCall(state);
        try {
            SystemCall decoded =
                    entry.decode(new Ecall(call, registers.pc, registers.x, registers.f, registers.fcsr, spaces));
            onlooker.called(state, port.hartIndex(), entry);
            pause.made(entry.number(), ++state.counts[entry.number()], cpu.retired());
            if (decoded instanceof HartCall own) {
                return answer(own, outbox);
            }
            state.phase = new Calling(call, entry.owner().id());
            outbox.send(entry.owner(), decoded);
            return false;
        } catch (BadArgument bad) {
            onlooker.called(state, port.hartIndex(), entry);
            return giveBack(-bad.errno().number());
        } catch (GuestFault fault) {
            requests.fault(state, costs, fault.address(), Access.READ, new Suspended(During.COPY_IN, null), outbox);
            return false;
        }
    }

    private boolean answer(HartCall own, Outbox outbox) {
        Completion completion = calls.answer(own, nowNanos(), memory.epochNanos());
        if (completion != null) {
            state.shortenPiece(cpu.retired());
            return finish(completion, outbox);
        }
        state.phase = new Calling(own.call(), Port.TASKS.id());
        outbox.send(Port.TASKS, HartCalls.aboutCpuClock(own));
        return false;
    }

    // ---- registers and time

    private boolean enter(Context context, int space) {
        state.space = space;
        cpu.useTlb(spaces.use(space));
        registers.load(context);
        return true;
    }

    @Override
    public long nowNanos() {
        return state.nowNanos(cpu.retired());
    }
}
