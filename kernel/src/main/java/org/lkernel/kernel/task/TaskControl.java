package org.lkernel.kernel.task;

import java.util.List;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.abi.Signal;
import org.lkernel.kernel.memory.Memory;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Completion;
import org.lkernel.kernel.syscall.CopyOut;

/// What a task sets about itself: `prctl(2)`, `personality(2)`, and where its thread library keeps its words.
final class TaskControl {
    private static final int SET_DEATH_SIGNAL = 1;
    private static final int GET_DEATH_SIGNAL = 2;
    private static final int GET_DUMPABLE = 3;
    private static final int SET_DUMPABLE = 4;
    private static final int GET_KEEP_CAPABILITIES = 7;
    private static final int SET_KEEP_CAPABILITIES = 8;
    private static final int SET_NAME = 15;
    private static final int GET_NAME = 16;
    private static final int GET_SECCOMP = 21;
    private static final int READ_BOUNDING = 23;
    private static final int DROP_BOUNDING = 24;
    private static final int GET_SECURITY_BITS = 27;
    private static final int SET_TIMER_SLACK = 29;
    private static final int GET_TIMER_SLACK = 30;
    private static final int SET_SUBREAPER = 36;
    private static final int GET_SUBREAPER = 37;
    private static final int SET_NO_NEW_PRIVILEGES = 38;
    private static final int GET_NO_NEW_PRIVILEGES = 39;
    private static final int GET_THP_DISABLE = 42;
    private static final int AMBIENT = 47;
    private static final long TIMER_SLACK = 50_000;
    private static final long CAPABILITIES = 41;
    private static final int ROBUST_BYTES = 24;
    private static final int NAME_MAXIMUM = 15;

    private TaskControl() {}

    static void control(Turn turn, MachineCall.Control control) {
        Call call = control.call();
        Task task = turn.task(call);
        TaskGroup process = turn.process(call);
        long value = control.argument2();
        switch (control.option()) {
            case SET_DEATH_SIGNAL -> setDeathSignal(turn, call, task, value);
            case GET_DEATH_SIGNAL -> turn.complete(call, value, TaskWait.word(task.parentDeathSignal));
            case GET_DUMPABLE -> turn.complete(call, process.dumpable ? 1 : 0);
            case SET_DUMPABLE -> accept(turn, call, value <= 1 && value >= 0, () -> process.dumpable = value == 1);
            case GET_KEEP_CAPABILITIES -> turn.complete(call, task.privileges.keep() ? 1 : 0);
            case SET_KEEP_CAPABILITIES ->
                accept(
                        turn,
                        call,
                        value <= 1 && value >= 0,
                        () -> task.privileges = task.privileges.keeping(value == 1));
            case SET_NAME -> fetchName(turn, call, task, value);
            case GET_NAME -> turn.complete(call, value, padded(task.name));
            case GET_SECCOMP, GET_SECURITY_BITS, GET_THP_DISABLE, SET_TIMER_SLACK -> turn.complete(call, 0);
            case GET_TIMER_SLACK -> turn.complete(call, TIMER_SLACK);
            case READ_BOUNDING -> readBounding(turn, call, task, value);
            case DROP_BOUNDING -> dropBounding(turn, call, task, value);
            case SET_SUBREAPER -> accept(turn, call, true, () -> process.subreaper = value != 0);
            case GET_SUBREAPER -> turn.complete(call, value, TaskWait.word(process.subreaper ? 1 : 0));
            case SET_NO_NEW_PRIVILEGES ->
                accept(turn, call, value == 1 && control.argument3() == 0, () -> {
                    task.privileges = task.privileges.withoutNew();
                });
            case GET_NO_NEW_PRIVILEGES -> turn.complete(call, task.privileges.noNew() ? 1 : 0);
            case AMBIENT -> ambient(turn, call, task, value, control.argument3());
            default -> turn.fail(call, Errno.EINVAL);
        }
    }

    private static void accept(Turn turn, Call call, boolean valid, Runnable effect) {
        if (valid) {
            effect.run();
            turn.complete(call, 0);
        } else {
            turn.fail(call, Errno.EINVAL);
        }
    }

    /// `PR_SET_NAME`, whose argument is a string.
    private static void fetchName(Turn turn, Call call, Task task, long address) {
        task.exchange = new Exchange.Naming(call);
        turn.send(Port.MEMORY, new Memory.Peek(call, task.space, address, NAME_MAXIMUM + 1));
    }

    static void named(Turn turn, Exchange.Naming naming, Bytes content) {
        Task task = turn.task(naming.call());
        task.exchange = null;
        Bytes name = name(content);
        boolean cutOff = name.length() == content.length() && name.length() < NAME_MAXIMUM;
        if (cutOff) {
            turn.fail(naming.call(), Errno.EFAULT);
        } else {
            task.name = name;
            turn.complete(naming.call(), 0);
        }
    }

    /// A name as a task has it: up to the first NUL, and not too long.
    static Bytes name(Bytes content) {
        int length = 0;
        while (length < Math.min(NAME_MAXIMUM, content.length()) && content.at(length) != 0) {
            length++;
        }
        return content.slice(0, length);
    }

    private static void setDeathSignal(Turn turn, Call call, Task task, long signal) {
        accept(turn, call, signal >= 0 && signal <= Signal.MAXIMUM, () -> task.parentDeathSignal = (int) signal);
    }

    private static Bytes padded(Bytes name) {
        byte[] padded = new byte[16];
        name.copyTo(0, padded, 0, Math.min(15, name.length()));
        return Bytes.wrap(padded);
    }

    private static void readBounding(Turn turn, Call call, Task task, long capability) {
        boolean known = capability >= 0 && capability < CAPABILITIES;
        turn.complete(call, known ? task.privileges.bounding() >>> capability & 1 : -Errno.EINVAL.number());
    }

    private static void dropBounding(Turn turn, Call call, Task task, long capability) {
        if (!task.privileges.has(Privileges.CAP_SETPCAP)) {
            turn.fail(call, Errno.EPERM);
        } else {
            accept(turn, call, capability >= 0 && capability < CAPABILITIES, () -> {
                task.privileges = task.privileges.withBounding(task.privileges.bounding() & ~(1L << capability));
            });
        }
    }

    /// `PR_CAP_AMBIENT_IS_SET` 1, `RAISE` 2, `LOWER` 3, `CLEAR_ALL` 4.
    private static void ambient(Turn turn, Call call, Task task, long operation, long capability) {
        Privileges has = task.privileges;
        boolean known = capability >= 0 && capability < CAPABILITIES;
        long bit = known ? 1L << capability : 0;
        long effective = has.credentials().capabilities();
        if (operation == 4 && capability == 0) {
            task.privileges = has.withSets(effective, has.permitted(), has.inheritable(), 0);
            turn.complete(call, 0);
        } else if (!known || operation < 1 || operation > 3) {
            turn.fail(call, Errno.EINVAL);
        } else if (operation == 1) {
            turn.complete(call, (has.ambient() & bit) != 0 ? 1 : 0);
        } else if (operation == 2 && (has.permitted() & has.inheritable() & bit) == 0) {
            turn.fail(call, Errno.EPERM);
        } else {
            long changed = operation == 2 ? has.ambient() | bit : has.ambient() & ~bit;
            task.privileges = has.withSets(effective, has.permitted(), has.inheritable(), changed);
            turn.complete(call, 0);
        }
    }

    static void personality(Turn turn, MachineCall.Personality set) {
        Task task = turn.task(set.call());
        long old = task.personality;
        if (set.persona() != 0xffff_ffffL) {
            task.personality = set.persona() & 0xffff_ffffL;
        }
        turn.complete(set.call(), old);
    }

    /// Nothing is shared in namespaces, for there is one of each; what a lone task shares with nobody is unshared
    /// already.
    static void unshare(Turn turn, MachineCall.Unshare unshare) {
        boolean isolates = (unshare.flags() & CloneSpec.ISOLATING) != 0;
        Task task = turn.task(unshare.call());
        if (isolates && !task.privileges.has(Privileges.CAP_SYS_ADMIN)) {
            turn.fail(unshare.call(), Errno.EPERM);
        } else {
            turn.complete(unshare.call(), unshare.flags() == 0 ? 0 : -Errno.EINVAL.number());
        }
    }

    // ---- the thread library's words

    static void setTidAddress(Turn turn, ProcessCall.SetTidAddress set) {
        turn.task(set.call()).clearTid = set.address();
        turn.complete(set.call(), set.call().task());
    }

    static void setRobustList(Turn turn, ProcessCall.SetRobustList set) {
        if (set.size() != ROBUST_BYTES) {
            turn.fail(set.call(), Errno.EINVAL);
        } else {
            turn.task(set.call()).robustList = set.head();
            turn.complete(set.call(), 0);
        }
    }

    static void robustList(Turn turn, ProcessCall.GetRobustList get) {
        Task named = get.pid() == 0 ? turn.task(get.call()) : turn.state().find(get.pid());
        if (named == null) {
            turn.fail(get.call(), Errno.ESRCH);
            return;
        }
        turn.complete(
                get.call(),
                new Completion.Returned(
                        0,
                        List.of(
                                new CopyOut(get.size(), SignalMasks.word(ROBUST_BYTES)),
                                new CopyOut(get.head(), SignalMasks.word(named.robustList)))));
    }
}
