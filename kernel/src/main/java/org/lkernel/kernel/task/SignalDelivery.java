package org.lkernel.kernel.task;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Logged;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.abi.Signal;
import org.lkernel.kernel.abi.Vdso;
import org.lkernel.kernel.hart.Hart;
import org.lkernel.kernel.signal.Action;
import org.lkernel.kernel.signal.AlternateStack;
import org.lkernel.kernel.signal.SignalFrame;
import org.lkernel.kernel.signal.SignalInfo;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Completion;
import org.lkernel.kernel.syscall.Completion.Restart;
import org.lkernel.kernel.syscall.Context;
import org.lkernel.kernel.syscall.CopyOut;

/// A task on its way back to user code takes its signals: handlers are entered, calls restarted, or the task
/// stops or ends.
///
/// All takeable signals are taken at once, each frame on top of the former, as if each handler had been
/// interrupted before its first instruction. The first handler decides what becomes of the interrupted call.
final class SignalDelivery {
    private static final int ECALL_BYTES = 4;
    private static final int SP = 2;
    private static final int A0 = 10;
    private static final int A7 = 17;
    private static final int RESTART_SYSCALL = 128;

    private final Turn turn;
    private final Task task;
    private final TaskGroup process;
    private final Call call;
    /// Whether the call is parked here: then the answer goes to the scheduler.
    private final boolean parked;

    private final List<CopyOut> outs;
    private Context context;
    private Tasks.@Nullable Interruption interruption;
    private boolean changed;

    private SignalDelivery(
            Turn turn,
            Task task,
            Call call,
            boolean parked,
            Context context,
            List<CopyOut> outs,
            Tasks.@Nullable Interruption interruption) {
        this.turn = turn;
        this.task = task;
        this.process = turn.state().processOf(task);
        this.call = call;
        this.parked = parked;
        this.context = context;
        this.outs = new ArrayList<>(outs);
        this.interruption = interruption;
    }

    /// The hart asks whether something is pending.
    static void attend(Turn turn, Tasks.Attend attend) {
        Task task = turn.task(attend.call());
        SignalDelivery delivery =
                new SignalDelivery(turn, task, attend.call(), false, attend.context(), List.of(), attend.interrupted());
        delivery.settleDeferred();
        delivery.deliver();
    }

    /// The task did what no instruction may: the signal is forced on it.
    static void trapped(Turn turn, Tasks.Trapped trapped) {
        Task task = turn.task(trapped.call());
        SignalDelivery delivery =
                new SignalDelivery(turn, task, trapped.call(), false, trapped.context(), List.of(), null);
        delivery.force(trapped);
        delivery.deliver();
    }

    /// The task that was stopped goes on.
    static void goOn(Turn turn, Task task, Waiting.Stopped stopped) {
        Call call = ((Phase.Parked) task.phase).call();
        SignalDelivery delivery =
                new SignalDelivery(turn, task, call, true, stopped.context(), stopped.outs(), stopped.interruption());
        // The context may be past the call that let the task stop itself.
        delivery.changed = true;
        delivery.deliver();
    }

    /// `rt_sigreturn(2)`: goes on where the frame says.
    static void goBack(Turn turn, SignalCall.SignalReturn back) {
        Task task = turn.task(back.call());
        SignalFrame.Restored restored = SignalFrame.read(back.frame());
        if (restored == null) {
            trapped(turn, new Tasks.Trapped(back.call(), back.context(), Signal.SEGV, SignalInfo.SI_KERNEL, 0));
            return;
        }
        task.mask = restored.mask() & ~Signal.UNBLOCKABLE;
        task.restart = null;
        SignalMasks.restoreStack(task, restored.stack(), back.context().x(SP));
        SignalDelivery delivery =
                new SignalDelivery(turn, task, back.call(), false, restored.context(), List.of(), null);
        delivery.changed = true;
        delivery.deliver();
    }

    /// The answer that waited for the signals to be seen to is given first.
    private void settleDeferred() {
        Completion.Returned answer = task.deferred;
        if (answer != null) {
            task.deferred = null;
            outs.addAll(answer.outs());
            context = context.withX(A0, answer.value()).withPc(context.pc() + ECALL_BYTES);
            interruption = null;
            changed = true;
        }
    }

    private void force(Tasks.Trapped trapped) {
        int signal = trapped.signal();
        Action action = turn.state().action(process, signal);
        boolean blocked = (task.mask & Signal.bit(signal)) != 0;
        boolean frameFailed = trapped.code() == SignalInfo.SI_KERNEL;
        if (frameFailed || blocked || !action.isCaught()) {
            turn.state().setAction(process, signal, Action.NONE);
            task.mask &= ~Signal.bit(signal);
            report(trapped);
            turn.tracer().signalled(task.id, SignalInfo.fault(signal, trapped.code(), trapped.address()));
            TaskExit.endProcess(turn, process, signal);
            return;
        }
        task.pending = task.pending
                .without(Signal.bit(signal))
                .with(SignalInfo.fault(signal, trapped.code(), trapped.address()));
    }

    private void report(Tasks.Trapped trapped) {
        KernelLog.say(
                turn,
                call.nowNanos(),
                Logged.Level.INFO,
                "%s[%d]: unhandled signal %d code %d at 0x%x, pc 0x%x ra 0x%x sp 0x%x"
                        .formatted(
                                task.name.toLatin1(),
                                task.id,
                                trapped.signal(),
                                trapped.code(),
                                trapped.address(),
                                context.pc(),
                                context.x(1),
                                context.x(SP)));
    }

    private void deliver() {
        while (!SignalChoice.mustEnd(process, task)) {
            if (process.stopping != 0) {
                stop();
                return;
            }
            SignalInfo info = take();
            if (info == null) {
                answer();
                return;
            }
            act(info);
        }
        TaskExit.leave(turn, task, call, parked);
    }

    private @Nullable SignalInfo take() {
        int signal = task.pending.next(~task.mask);
        if (signal != 0) {
            SignalInfo info = task.pending.first(signal);
            task.pending = task.pending.withoutFirst(signal);
            return CreatedTimers.delivered(process, info);
        }
        signal = process.pending.next(~task.mask);
        if (signal == 0) {
            return null;
        }
        SignalInfo info = process.pending.first(signal);
        process.pending = process.pending.withoutFirst(signal);
        return CreatedTimers.delivered(process, info);
    }

    private void act(SignalInfo info) {
        int signal = info.signal();
        turn.tracer().signalled(task.id, info);
        Action action = turn.state().action(process, signal);
        if (action.isCaught()) {
            enter(info, action);
        } else if (!SignalChoice.isIgnored(turn.state(), process, signal)) {
            byDefault(signal);
        }
    }

    private void byDefault(int signal) {
        switch (Signal.byDefault(signal)) {
            case IGNORE, CONTINUE -> {}
            case TERMINATE -> TaskExit.endProcess(turn, process, signal);
            case STOP -> {
                if (signal == Signal.STOP || !TaskStop.isOrphaned(turn.state(), process.processGroup, 0)) {
                    TaskStop.begin(turn, process, signal);
                }
            }
        }
    }

    // ---- handlers

    private void enter(SignalInfo info, Action action) {
        int signal = info.signal();
        if (interruption != null) {
            settle(interruption, action);
        }
        long mask = task.formerMask != null ? task.formerMask : task.mask;
        long stackPointer = context.x(SP);
        AlternateStack stack = task.alternateStack;
        boolean switches = action.has(Action.ON_STACK) && stack.isEnabled() && !stack.holds(stackPointer);
        long top = switches ? stack.address() + stack.size() : stackPointer;
        SignalFrame.Entered entered = SignalFrame.enter(
                context, info, mask, stack.seenFrom(stackPointer), top, action.handler(), Vdso.SIGNAL_RETURN);
        if (!switches
                && stack.holds(stackPointer)
                && !stack.holds(entered.frame().address())) {
            overflow();
            return;
        }
        context = entered.context();
        outs.add(entered.frame());
        changed = true;
        afterEntering(signal, action, stack);
    }

    private void afterEntering(int signal, Action action, AlternateStack stack) {
        task.formerMask = null;
        task.mask = (task.mask | action.mask() | (action.has(Action.NO_DEFER) ? 0 : Signal.bit(signal)))
                & ~Signal.UNBLOCKABLE;
        if (action.has(Action.RESET)) {
            turn.state().setAction(process, signal, Action.NONE);
        }
        if ((stack.flags() & AlternateStack.AUTO_DISARM) != 0) {
            task.alternateStack = AlternateStack.NONE;
        }
    }

    /// The frame would run off the alternate stack: there is nowhere to handle anything.
    private void overflow() {
        String text = "%s[%d]: overflow of the signal stack".formatted(task.name.toLatin1(), task.id);
        KernelLog.say(turn, call.nowNanos(), Logged.Level.INFO, text);
        TaskExit.endProcess(turn, process, Signal.SEGV);
    }

    // ---- the interrupted call

    private void settle(Tasks.Interruption interrupted, Action action) {
        boolean restarts = interrupted.restart() == Restart.ALWAYS
                || interrupted.restart() == Restart.IF_ALLOWED && action.has(Action.RESTART);
        context = restarts
                ? context.withX(A0, interrupted.originalArgument())
                : context.withX(A0, -Errno.EINTR.number()).withPc(context.pc() + ECALL_BYTES);
        if (!restarts && task.restart != null) {
            CopyOut remainder = TaskSleep.remainder(task.restart, call.nowNanos());
            if (remainder != null) {
                outs.add(remainder);
            }
        }
        interruption = null;
        task.restart = null;
    }

    /// No handler ran: the call is made again, or has failed for good.
    private void settleUnhandled(Tasks.Interruption interrupted) {
        if (interrupted.restart() == Restart.NEVER) {
            context = context.withX(A0, -Errno.EINTR.number()).withPc(context.pc() + ECALL_BYTES);
        } else {
            context = context.withX(A0, interrupted.originalArgument());
            if (task.restart != null) {
                context = context.withX(A7, RESTART_SYSCALL);
            }
        }
        changed = true;
    }

    // ---- answers

    private void answer() {
        if (interruption != null) {
            settleUnhandled(interruption);
        }
        if (task.formerMask != null) {
            task.mask = task.formerMask;
            task.formerMask = null;
            if (SignalChoice.takeable(process, task) != 0) {
                interruption = null;
                deliver();
                return;
            }
        }
        Completion completion =
                changed ? new Completion.Replaced(context, task.space, List.copyOf(outs)) : new Completion.Resumed();
        if (parked) {
            turn.wake(task, completion);
        } else {
            turn.send(Port.hart(call.hart()), new Hart.Completed(call, completion));
        }
    }

    private void stop() {
        Waiting.Stopped stopped = new Waiting.Stopped(context, List.copyOf(outs), interruption);
        if (parked) {
            task.phase = new Phase.Parked(call, stopped);
        } else {
            turn.park(call, stopped);
        }
        TaskStop.check(turn, process);
    }
}
