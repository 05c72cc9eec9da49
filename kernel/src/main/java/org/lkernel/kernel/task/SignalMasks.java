package org.lkernel.kernel.task;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.abi.Signal;
import org.lkernel.kernel.files.Files;
import org.lkernel.kernel.hart.Hart;
import org.lkernel.kernel.scheduler.Scheduler;
import org.lkernel.kernel.signal.Action;
import org.lkernel.kernel.signal.AlternateStack;
import org.lkernel.kernel.signal.SignalInfo;
import org.lkernel.kernel.syscall.Completion;
import org.lkernel.kernel.syscall.Completion.Restart;
import org.lkernel.kernel.syscall.CopyOut;
import org.lkernel.kernel.syscall.Struct;

/// What a task says about its signals: actions, masks, the alternate stack.
final class SignalMasks {
    private static final int SET_BYTES = 8;
    private static final int SP = 2;
    private static final int BLOCK = 0;
    private static final int UNBLOCK = 1;
    private static final int SET = 2;
    private static final long KNOWN_FLAGS = 0xd800_0007L;

    private SignalMasks() {}

    static void setAction(Turn turn, SignalCall.SetAction set) {
        TaskGroup process = turn.process(set.call());
        int signal = set.signal();
        boolean fixed = signal == Signal.KILL || signal == Signal.STOP;
        if (set.size() != SET_BYTES || !Signal.isValid(signal) || set.action() != null && fixed) {
            turn.fail(set.call(), Errno.EINVAL);
            return;
        }
        Action old = turn.state().action(process, signal);
        if (set.action() != null) {
            Action action = set.action();
            turn.state()
                    .setAction(
                            process,
                            signal,
                            new Action(
                                    action.handler(),
                                    action.flags() & KNOWN_FLAGS,
                                    action.mask() & ~Signal.UNBLOCKABLE));
            if (SignalChoice.isIgnored(turn.state(), process, signal)) {
                discard(turn, process, Signal.bit(signal));
            }
        }
        turn.complete(set.call(), returned(0, set.old(), Struct.bytesOf(old)));
    }

    /// What is now ignored is no longer pending, blocked or not.
    private static void discard(Turn turn, TaskGroup process, long signals) {
        process.pending = process.pending.without(signals);
        for (int id : process.tasks) {
            Task task = turn.state().task(id);
            task.pending = task.pending.without(signals);
        }
    }

    static void setMask(Turn turn, SignalCall.SetMask set) {
        Task task = turn.task(set.call());
        boolean known = set.set() == null || set.how() >= BLOCK && set.how() <= SET;
        if (set.size() != SET_BYTES || !known) {
            turn.fail(set.call(), Errno.EINVAL);
            return;
        }
        long old = task.mask;
        if (set.set() != null) {
            long bits = set.set().bits();
            long mask = switch (set.how()) {
                case BLOCK -> old | bits;
                case UNBLOCK -> old & ~bits;
                default -> bits;
            };
            change(turn, task, mask & ~Signal.UNBLOCKABLE);
        }
        turn.complete(set.call(), returned(0, set.old(), word(old)));
    }

    /// A task that blocks what it could have taken leaves it to its siblings.
    private static void change(Turn turn, Task task, long mask) {
        long newlyBlocked = mask & ~task.mask;
        task.mask = mask;
        TaskGroup process = turn.state().processOf(task);
        if ((process.pending.set() & newlyBlocked) != 0) {
            SignalPost.callOthers(turn, process, task, newlyBlocked);
        }
    }

    static void pending(Turn turn, SignalCall.GetPending get) {
        Task task = turn.task(get.call());
        if (get.size() != SET_BYTES) {
            turn.fail(get.call(), Errno.EINVAL);
            return;
        }
        long set = (task.pending.set() | turn.process(get.call()).pending.set()) & task.mask;
        turn.complete(get.call(), get.set(), word(set));
    }

    /// `rt_sigsuspend`: the mask is swapped until a handler has been chosen.
    static void suspend(Turn turn, SignalCall.Suspend suspend) {
        if (suspend.size() != SET_BYTES) {
            turn.fail(suspend.call(), Errno.EINVAL);
            return;
        }
        Task task = turn.task(suspend.call());
        task.formerMask = task.mask;
        task.mask = suspend.mask().bits() & ~Signal.UNBLOCKABLE;
        if (SignalChoice.needsAttention(turn.state(), task)) {
            turn.interrupted(suspend.call(), Restart.UNLESS_HANDLED);
        } else {
            turn.park(suspend.call(), new Waiting.Suspended());
        }
    }

    // ---- the mask of a call of Files

    static void swap(Turn turn, Tasks.SwapMask swap) {
        Task task = turn.task(swap.call());
        task.formerMask = task.mask;
        task.mask = swap.mask() & ~Signal.UNBLOCKABLE;
        turn.send(Port.FILES, new Files.MaskSwapped(swap.call()));
        if (SignalChoice.needsAttention(turn.state(), task)) {
            turn.send(Port.SCHEDULER, new Scheduler.Interrupt(task.id, false));
        }
    }

    /// A call of `Files` is over: its mask is swapped back and its signal raised before the caller can run on.
    ///
    /// A time-out that a signal let through by the swapped mask came before is an interruption, as `ppoll(2)` has
    /// it.
    static void finish(Turn turn, Tasks.Finish finish) {
        Task task = turn.task(finish.call());
        boolean timedOut = finish.completion().equals(Completion.value(0)) && task.formerMask != null;
        Completion completion = finish.completion();
        if (timedOut && SignalChoice.needsAttention(turn.state(), task)) {
            completion = new Completion.Interrupted(Restart.UNLESS_HANDLED);
        } else if (task.formerMask != null && !(completion instanceof Completion.Interrupted)) {
            task.mask = task.formerMask;
            task.formerMask = null;
        }
        raise(turn, task, finish);
        answer(turn, task, finish, completion);
    }

    private static void raise(Turn turn, Task task, Tasks.Finish finish) {
        if (finish.signal() == 0) {
            return;
        }
        if (finish.group() != 0) {
            SignalPost.toGroup(turn, finish.group(), SignalInfo.kernel(finish.signal()));
        } else {
            TaskGroup process = turn.state().processOf(task);
            Identity.Credentials who = task.privileges.credentials();
            SignalPost.toTask(turn, task, SignalInfo.from(finish.signal(), finish.code(), process.id, who.realUser()));
        }
    }

    private static void answer(Turn turn, Task task, Tasks.Finish finish, Completion completion) {
        if (!finish.parked() && completion instanceof Completion.Returned returned) {
            turn.complete(finish.call(), returned);
        } else if (!finish.parked()) {
            turn.send(Port.hart(finish.call().hart()), new Hart.Completed(finish.call(), completion));
        } else if (completion instanceof Completion.Returned returned
                && SignalChoice.needsAttention(turn.state(), task)) {
            task.deferred = returned;
            turn.send(Port.SCHEDULER, new Scheduler.Wake(finish.call(), new Completion.Interrupted(Restart.NEVER)));
        } else {
            turn.send(Port.SCHEDULER, new Scheduler.Wake(finish.call(), completion));
        }
    }

    // ---- the alternate stack

    static void setStack(Turn turn, SignalCall.SetAlternateStack set) {
        Task task = turn.task(set.call());
        long stackPointer = set.context().x(SP);
        AlternateStack old = task.alternateStack.seenFrom(stackPointer);
        if (set.stack() != null) {
            Errno refusal = change(task, set.stack(), stackPointer);
            if (refusal != null) {
                turn.fail(set.call(), refusal);
                return;
            }
        }
        turn.complete(set.call(), returned(0, set.old(), Struct.bytesOf(old)));
    }

    /// `rt_sigreturn` puts back the stack of its frame, if it is a good one.
    static void restoreStack(Task task, AlternateStack stack, long stackPointer) {
        change(task, stack, stackPointer);
    }

    private static @Nullable Errno change(Task task, AlternateStack stack, long stackPointer) {
        int mode = stack.flags() & ~AlternateStack.AUTO_DISARM;
        if (task.alternateStack.holds(stackPointer)) {
            return Errno.EPERM;
        } else if (mode != 0 && mode != AlternateStack.ON_STACK && mode != AlternateStack.DISABLE) {
            return Errno.EINVAL;
        } else if (mode == AlternateStack.DISABLE) {
            task.alternateStack = AlternateStack.NONE;
            return null;
        } else if (Long.compareUnsigned(stack.size(), AlternateStack.MINIMUM) < 0) {
            return Errno.ENOMEM;
        }
        task.alternateStack =
                new AlternateStack(stack.address(), stack.flags() & AlternateStack.AUTO_DISARM, stack.size());
        return null;
    }

    static Completion.Returned returned(long value, long address, Bytes out) {
        return new Completion.Returned(value, address == 0 ? List.of() : List.of(new CopyOut(address, out)));
    }

    static Bytes word(long value) {
        byte[] word = new byte[8];
        Struct.store(word, 0, 8, value);
        return Bytes.wrap(word);
    }
}
