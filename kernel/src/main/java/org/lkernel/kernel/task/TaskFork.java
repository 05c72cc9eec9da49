package org.lkernel.kernel.task;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.abi.Signal;
import org.lkernel.kernel.files.Files;
import org.lkernel.kernel.memory.Memory;
import org.lkernel.kernel.memory.Raw;
import org.lkernel.kernel.scheduler.Scheduler;
import org.lkernel.kernel.signal.Action;
import org.lkernel.kernel.signal.AlternateStack;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Completion;
import org.lkernel.kernel.syscall.Context;
import org.lkernel.kernel.syscall.CopyOut;
import org.lkernel.kernel.syscall.Struct;
import org.lkernel.kernel.task.Exchange.Cloning;
import org.pcollections.TreePMap;

/// New tasks: `clone(2)` and `clone3(2)`.
///
/// Everything is checked first; then `Memory` copies the space and `Files` the tables, in any order; when all
/// have answered the child is made known to the scheduler and its parent is answered. The parent's hart waits
/// meanwhile.
final class TaskFork {
    private static final int SP = 2;
    private static final int TP = 4;
    private static final int CLONE_ARGUMENTS_LEAST = 64;
    private static final int CLONE_ARGUMENTS_MOST = 88;
    private static final int SIGNAL_MASK = 0xff;

    private TaskFork() {}

    static void clone(Turn turn, ProcessCall.Clone call) {
        long flags = call.flags() & 0xffff_ff00L;
        int signal = (int) (call.flags() & SIGNAL_MASK);
        begin(
                turn,
                call.call(),
                call.context(),
                new CloneSpec(
                        flags,
                        signal,
                        call.stack(),
                        call.parentTid(),
                        call.childTid(),
                        call.threadPointer(),
                        call.parentTid()));
    }

    static void clone3(Turn turn, ProcessCall.Clone3 call) {
        CloneSpec spec = spec(call.arguments());
        if (call.size() > Raw.PAGE_SIZE || hasMore(call.arguments())) {
            turn.fail(call.call(), Errno.E2BIG);
        } else if (spec == null) {
            turn.fail(call.call(), Errno.EINVAL);
        } else {
            begin(turn, call.call(), call.context(), spec);
        }
    }

    /// Whether something is asked for that nobody here has heard of.
    private static boolean hasMore(Bytes arguments) {
        for (int index = CLONE_ARGUMENTS_MOST; index < arguments.length(); index++) {
            if (arguments.at(index) != 0) {
                return true;
            }
        }
        return false;
    }

    /// From `struct clone_args`, or null when it asks for what there is not.
    private static @Nullable CloneSpec spec(Bytes arguments) {
        byte[] words = new byte[CLONE_ARGUMENTS_MOST];
        arguments.copyTo(0, words, 0, Math.min(arguments.length(), CLONE_ARGUMENTS_MOST));
        long signal = word(words, 4);
        long stack = word(words, 5);
        long size = word(words, 6);
        boolean valid = arguments.length() >= CLONE_ARGUMENTS_LEAST
                && (signal & ~SIGNAL_MASK) == 0
                && (stack == 0) == (size == 0)
                && word(words, 8) == 0
                && word(words, 9) == 0
                && (word(words, 0) & ~CloneSpec.KNOWN) == 0
                && (signal == 0 || (word(words, 0) & (CloneSpec.THREAD | CloneSpec.PARENT)) == 0);
        return valid
                ? new CloneSpec(
                        word(words, 0),
                        (int) signal,
                        stack + size,
                        word(words, 3),
                        word(words, 2),
                        word(words, 7),
                        word(words, 1))
                : null;
    }

    private static long word(byte[] words, int index) {
        return Struct.littleEndian(words, 8 * index, 8);
    }

    // ---- checks

    private static void begin(Turn turn, Call call, Context context, CloneSpec spec) {
        Task parent = turn.task(call);
        Errno refusal = refusal(turn.state(), parent, spec);
        int id = refusal == null ? turn.state().nextPid() : 0;
        if (id == 0) {
            turn.fail(call, refusal == null ? Errno.EAGAIN : refusal);
            return;
        }
        turn.state().forks++;
        ask(turn, call, context, spec, embryo(turn, parent, spec, id));
    }

    private static @Nullable Errno refusal(TasksState state, Task parent, CloneSpec spec) {
        boolean wrong = spec.has(CloneSpec.SIGHAND) && !spec.has(CloneSpec.VM)
                || spec.has(CloneSpec.THREAD) && !spec.has(CloneSpec.SIGHAND)
                || spec.has(CloneSpec.SIGHAND) && spec.has(CloneSpec.CLEAR_SIGHAND)
                || spec.has(CloneSpec.PIDFD) && !mayHaveHandle(spec)
                || spec.has(CloneSpec.PARENT) && parent.process == 1
                || spec.exitSignal() > Signal.MAXIMUM;
        if (wrong) {
            return Errno.EINVAL;
        } else if (spec.has(CloneSpec.ISOLATING)) {
            return parent.privileges.has(Privileges.CAP_SYS_ADMIN) ? Errno.EINVAL : Errno.EPERM;
        }
        return isCrowded(state, parent) ? Errno.EAGAIN : null;
    }

    /// A thread has none, and two numbers cannot be stored in one place.
    private static boolean mayHaveHandle(CloneSpec spec) {
        return !spec.has(CloneSpec.THREAD | CloneSpec.DETACHED)
                && !(spec.has(CloneSpec.PARENT_SETTID) && spec.parentTid() == spec.handle());
    }

    private static boolean isCrowded(TasksState state, Task parent) {
        boolean exempt = parent.privileges.credentials().realUser() == 0
                || parent.privileges.has(Privileges.CAP_SYS_RESOURCE)
                || parent.privileges.has(Privileges.CAP_SYS_ADMIN);
        long limit = state.processOf(parent).limits.soft(Limits.TASKS);
        if (exempt || limit < 0) {
            return false;
        }
        int user = parent.privileges.credentials().realUser();
        return state.tasks.values().stream()
                        .filter(task -> task.privileges.credentials().realUser() == user)
                        .count()
                >= limit;
    }

    // ---- the child

    private static Task embryo(Turn turn, Task parent, CloneSpec spec, int id) {
        TasksState state = turn.state();
        Task child = new Task();
        child.id = id;
        child.process = spec.has(CloneSpec.THREAD) ? parent.process : id;
        child.space = spec.has(CloneSpec.VM) ? parent.space : ++state.lastSpace;
        child.name = parent.name;
        child.mask = parent.formerMask != null ? parent.formerMask : parent.mask;
        boolean keepsStack = !spec.has(CloneSpec.VM) || spec.has(CloneSpec.VFORK);
        child.alternateStack = keepsStack ? parent.alternateStack : AlternateStack.NONE;
        child.privileges = parent.privileges;
        child.nice = parent.nice;
        child.personality = parent.personality;
        child.creator = parent.id;
        child.clearTid = spec.has(CloneSpec.CHILD_CLEARTID) ? spec.childTid() : 0;
        state.add(child);
        state.useSpace(child.space);
        return child;
    }

    private static void ask(Turn turn, Call call, Context context, CloneSpec spec, Task child) {
        Task parent = turn.task(call);
        int answers = 1;
        if (!spec.has(CloneSpec.VM)) {
            turn.send(Port.MEMORY, new Memory.CopySpace(call, parent.space, child.space));
            answers++;
        } else if (spec.has(CloneSpec.PARENT_SETTID)) {
            // Whoever of the two runs first must find the number there.
            turn.send(Port.MEMORY, new Memory.Poke(call, parent.space, spec.parentTid(), TaskWait.word(child.id)));
            answers++;
        }
        TaskGroup process = turn.state().processOf(parent);
        Identity identity = new Identity(
                child.id, child.process, process.processGroup, process.session, child.privileges.credentials());
        turn.send(
                Port.FILES,
                new Files.CopyTables(call, parent.id, spec.has(CloneSpec.FILES), spec.has(CloneSpec.FS), identity));
        parent.exchange = new Cloning(call, child.id, spec, context, process.processGroup, answers, null, 0);
    }

    /// One of those asked has answered.
    static void answered(Turn turn, Cloning cloning, @Nullable Errno errno) {
        Task parent = turn.task(cloning.call());
        Cloning now = new Cloning(
                cloning.call(),
                cloning.child(),
                cloning.spec(),
                cloning.context(),
                cloning.group(),
                cloning.answers() - 1,
                errno == null ? cloning.failure() : errno,
                cloning.handle());
        parent.exchange = now.answers() > 0 ? now : null;
        if (now.answers() == 0 && now.failure() == null && now.spec().has(CloneSpec.PIDFD)) {
            parent.exchange = now;
            turn.send(Port.FILES, new Files.OpenChild(now.call(), now.child()));
        } else if (now.answers() == 0 && now.failure() == null) {
            create(turn, now, parent);
        } else if (now.answers() == 0) {
            undo(turn, now);
        }
    }

    /// The child has a descriptor, or there was no room for one. Whoever of the two runs first must find its number,
    /// as with that of the child.
    static void opened(Turn turn, Cloning cloning, Tasks.ChildOpened opened) {
        Task parent = turn.task(cloning.call());
        if (opened.errno() != null) {
            parent.exchange = null;
            undo(turn, cloning.failed(opened.errno()));
            return;
        }
        parent.exchange = cloning.withHandle(opened.descriptor());
        Bytes number = TaskWait.word(opened.descriptor());
        turn.send(
                Port.MEMORY,
                new Memory.Poke(cloning.call(), parent.space, cloning.spec().handle(), number));
    }

    /// A number is where the parent wants it. Where it cannot be stored nobody minds, unless it is a descriptor's.
    static void poked(Turn turn, Cloning cloning, boolean stored) {
        Task parent = turn.task(cloning.call());
        if (cloning.answers() > 0) {
            answered(turn, cloning, null);
            return;
        }
        parent.exchange = null;
        if (stored) {
            ProcessHandles.watch(turn, cloning.child());
            create(turn, cloning, parent);
        } else {
            turn.send(Port.FILES, new Files.Withdraw(parent.id, cloning.handle()));
            undo(turn, cloning.failed(Errno.EFAULT));
        }
    }

    private static void undo(Turn turn, Cloning cloning) {
        Task child = turn.state().task(cloning.child());
        child.phase = new Phase.Leaving(false, true);
        turn.send(Port.FILES, new Files.ReleaseTables(child.id));
        if (turn.state().leaveSpace(child.space)) {
            turn.send(Port.MEMORY, new Memory.DropSpace(child.space));
        }
        Errno why = java.util.Objects.requireNonNull(cloning.failure());
        turn.completeThrough(Port.FILES, cloning.call(), (Completion.Returned) Completion.error(why));
    }

    private static void create(Turn turn, Cloning cloning, Task parent) {
        Task child = turn.state().task(cloning.child());
        CloneSpec spec = cloning.spec();
        TaskGroup process = turn.state().processOf(parent);
        if (spec.has(CloneSpec.THREAD)) {
            process.tasks = process.tasks.plus(child.id);
        } else {
            process = newProcess(turn, process, child, spec);
        }
        if (process.processGroup != cloning.group()) {
            turn.send(Port.FILES, new Files.Identify(null, TaskIdentity.of(turn.state(), child)));
        }
        child.phase = new Phase.Live();
        turn.tracer().created(child.id);
        child.startNanos = cloning.call().nowNanos();
        turn.send(Port.SCHEDULER, start(cloning, child));
        if (SignalChoice.needsAttention(turn.state(), child)) {
            turn.send(Port.SCHEDULER, new Scheduler.Interrupt(child.id, SignalChoice.mustEnd(process, child)));
        }
        answerParent(turn, cloning, child);
    }

    private static Scheduler.Create start(Cloning cloning, Task child) {
        CloneSpec spec = cloning.spec();
        Context context = cloning.context();
        context = spec.stack() != 0 ? context.withX(SP, spec.stack()) : context;
        context = spec.has(CloneSpec.SETTLS) ? context.withX(TP, spec.threadPointer()) : context;
        List<CopyOut> outs = new ArrayList<>();
        if (spec.has(CloneSpec.CHILD_SETTID)) {
            outs.add(new CopyOut(spec.childTid(), TaskWait.word(child.id)));
        }
        return new Scheduler.Create(
                child.id,
                child.space,
                context,
                new Completion.Returned(0, List.copyOf(outs)),
                child.nice,
                -1,
                child.creator);
    }

    private static void answerParent(Turn turn, Cloning cloning, Task child) {
        CloneSpec spec = cloning.spec();
        if (spec.has(CloneSpec.VFORK)) {
            child.vforkParent = cloning.call().task();
            turn.park(cloning.call(), new Waiting.Vfork(child.id));
        } else if (spec.has(CloneSpec.PARENT_SETTID) && !spec.has(CloneSpec.VM)) {
            answerParent(turn, cloning, List.of(new CopyOut(spec.parentTid(), TaskWait.word(child.id))));
        } else {
            answerParent(turn, cloning, List.of());
        }
    }

    /// By way of the scheduler, which the parent may ask about the child at once.
    private static void answerParent(Turn turn, Cloning cloning, List<CopyOut> outs) {
        turn.completeThrough(Port.SCHEDULER, cloning.call(), new Completion.Returned(cloning.child(), outs));
    }

    private static TaskGroup newProcess(Turn turn, TaskGroup of, Task child, CloneSpec spec) {
        TasksState state = turn.state();
        TaskGroup process = new TaskGroup();
        process.id = child.id;
        process.parent = spec.has(CloneSpec.PARENT) ? of.parent : of.id;
        process.processGroup = of.processGroup;
        process.session = of.session;
        process.tasks = process.tasks.plus(child.id);
        process.exitSignal = spec.has(CloneSpec.PARENT) ? of.exitSignal : spec.exitSignal();
        process.dumpable = of.dumpable;
        process.actions = spec.has(CloneSpec.SIGHAND)
                ? state.shareActions(of)
                : state.newActions(
                        spec.has(CloneSpec.CLEAR_SIGHAND)
                                ? ignoredOnly(state, of)
                                : state.actionsOf(of).bySignal());
        process.limits = of.limits;
        process.executable = of.executable;
        process.arguments = of.arguments;
        process.environment = of.environment;
        process.auxiliary = of.auxiliary;
        state.add(process);
        TaskGroup parent = state.process(process.parent);
        parent.children = parent.children.plus(process.id);
        return process;
    }

    /// What an `execve` or `CLONE_CLEAR_SIGHAND` leaves: handlers are gone, ignored signals stay ignored.
    static TreePMap<Integer, Action> ignoredOnly(TasksState state, TaskGroup process) {
        TreePMap<Integer, Action> kept = TreePMap.empty();
        for (var entry : state.actionsOf(process).bySignal().entrySet()) {
            if (entry.getValue().handler() == Action.IGNORE) {
                kept = kept.plus(entry.getKey(), new Action(Action.IGNORE, 0, 0));
            }
        }
        return kept;
    }
}
