package org.lkernel.kernel.task;

import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.files.Files;
import org.lkernel.kernel.memory.Memory;
import org.lkernel.kernel.scheduler.Scheduler;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Completion;
import org.lkernel.kernel.syscall.Struct;

/// Resource limits and priorities of processes.
///
/// @see "getrlimit(2), getpriority(2)"
final class TaskLimits {
    private static final int PROCESS = 0;
    private static final int GROUP = 1;
    private static final int USER = 2;

    private TaskLimits() {}

    static void limit(Turn turn, MachineCall.Limit limit) {
        Task named = limit.pid() == 0 ? turn.task(limit.call()) : turn.state().find(limit.pid());
        TaskGroup process = named == null ? null : turn.state().findProcess(named.process);
        if (named == null || process == null) {
            turn.fail(limit.call(), Errno.ESRCH);
        } else if (!mayTouch(turn.task(limit.call()), named)) {
            turn.fail(limit.call(), Errno.EPERM);
        } else {
            exchange(turn, limit.call(), process, limit.resource(), limit.limit(), limit.old());
        }
    }

    static void get(Turn turn, MachineCall.GetLimit get) {
        exchange(turn, get.call(), turn.process(get.call()), get.resource(), null, get.limit());
    }

    static void set(Turn turn, MachineCall.SetLimit set) {
        exchange(turn, set.call(), turn.process(set.call()), set.resource(), set.limit(), 0);
    }

    private static boolean mayTouch(Task caller, Task named) {
        Identity.Credentials who = caller.privileges.credentials();
        Identity.Credentials whom = named.privileges.credentials();
        boolean same = who.realUser() == whom.user()
                && who.realUser() == whom.savedUser()
                && who.realUser() == whom.realUser()
                && who.realGroup() == whom.groupId()
                && who.realGroup() == whom.savedGroup()
                && who.realGroup() == whom.realGroup();
        return same || caller.process == named.process || caller.privileges.has(Privileges.CAP_SYS_RESOURCE);
    }

    private static void exchange(
            Turn turn, Call call, TaskGroup process, int resource, TasksCall.@Nullable Rlimit wanted, long old) {
        if (resource < 0 || resource >= Limits.COUNT) {
            turn.fail(call, Errno.EINVAL);
            return;
        }
        Limits.Limit before = process.limits.of(resource);
        if (wanted != null) {
            Errno refusal = refusal(turn.task(call), before, wanted, resource);
            if (refusal != null) {
                turn.fail(call, refusal);
                return;
            }
            process.limits = process.limits.with(resource, new Limits.Limit(wanted.soft(), wanted.hard()));
            Port told = tell(turn, call, process, resource);
            if (told != null) {
                turn.completeThrough(told, call, SignalMasks.returned(0, old, Struct.bytesOf(before)));
                return;
            }
        }
        turn.complete(call, SignalMasks.returned(0, old, Struct.bytesOf(before)));
    }

    private static @Nullable Errno refusal(Task caller, Limits.Limit before, TasksCall.Rlimit wanted, int resource) {
        if (Long.compareUnsigned(wanted.soft(), wanted.hard()) > 0) {
            return Errno.EINVAL;
        }
        boolean raises = Long.compareUnsigned(wanted.hard(), before.hard()) > 0;
        boolean beyond = resource == Limits.FILES && Long.compareUnsigned(wanted.hard(), 1 << 20) > 0;
        return beyond || raises && !caller.privileges.has(Privileges.CAP_SYS_RESOURCE) ? Errno.EPERM : null;
    }

    /// Whom it is told, if anybody.
    private static @Nullable Port tell(Turn turn, Call call, TaskGroup process, int resource) {
        return switch (resource) {
            case Limits.FILES, Limits.FILE_SIZE -> {
                turn.send(
                        Port.FILES,
                        new Files.LimitsAre(
                                process.id,
                                (int) Math.min(process.limits.soft(Limits.FILES), 1 << 20),
                                bytes(process.limits, Limits.FILE_SIZE)));
                yield Port.FILES;
            }
            case Limits.STACK, Limits.DATA, Limits.ADDRESS_SPACE -> {
                tellMemory(turn, process);
                yield Port.MEMORY;
            }
            case Limits.CPU -> {
                TaskTimers.limitCpu(turn, process, call.nowNanos());
                yield null;
            }
            default -> null;
        };
    }

    /// Tells `Memory` what the space of a process may grow to.
    static void tellMemory(Turn turn, TaskGroup process) {
        for (int id : process.tasks) {
            Task task = turn.state().task(id);
            if (task.isAlive()) {
                Limits limits = process.limits;
                turn.send(
                        Port.MEMORY,
                        new Memory.LimitsAre(
                                task.space,
                                bytes(limits, Limits.STACK),
                                bytes(limits, Limits.DATA),
                                bytes(limits, Limits.ADDRESS_SPACE)));
                return;
            }
        }
    }

    private static long bytes(Limits limits, int resource) {
        long soft = limits.soft(resource);
        return soft < 0 ? Long.MAX_VALUE : soft;
    }

    // ---- nice values

    static void priority(Turn turn, MachineCall.GetPriority get) {
        int best = -1;
        for (Task task : turn.state().tasks.values()) {
            if (isMeant(turn, get.call(), get.which(), get.who(), task)) {
                best = Math.max(best, 20 - task.nice);
            }
        }
        boolean valid = get.which() >= PROCESS && get.which() <= USER;
        turn.complete(get.call(), !valid ? -Errno.EINVAL.number() : best < 0 ? -Errno.ESRCH.number() : best);
    }

    static void setPriority(Turn turn, MachineCall.SetPriority set) {
        Task caller = turn.task(set.call());
        int nice = Math.clamp(set.nice(), -20, 19);
        boolean privileged = caller.privileges.has(Privileges.CAP_SYS_NICE);
        long least = 20 - Math.min(40, turn.process(set.call()).limits.soft(Limits.NICE));
        Errno answer = set.which() < PROCESS || set.which() > USER ? Errno.EINVAL : Errno.ESRCH;
        for (int id : java.util.List.copyOf(turn.state().tasks.keySet())) {
            Task task = turn.state().task(id);
            if (!isMeant(turn, set.call(), set.which(), set.who(), task)) {
                continue;
            }
            answer = !privileged && !isOwn(caller, task)
                    ? Errno.EPERM
                    : !privileged && nice < task.nice && nice < least ? Errno.EACCES : null;
            if (answer == null) {
                task.nice = nice;
                turn.send(Port.SCHEDULER, new Scheduler.Prioritise(id, nice));
            }
        }
        turn.completeThrough(
                Port.SCHEDULER,
                set.call(),
                new Completion.Returned(answer == null ? 0 : -answer.number(), java.util.List.of()));
    }

    private static boolean isOwn(Task caller, Task task) {
        int user = caller.privileges.credentials().user();
        return user == task.privileges.credentials().realUser()
                || user == task.privileges.credentials().user();
    }

    private static boolean isMeant(Turn turn, Call call, int which, int who, Task task) {
        Task caller = turn.task(call);
        return switch (which) {
            case PROCESS -> task.id == (who == 0 ? caller.id : who);
            case GROUP -> {
                TaskGroup process = turn.state().processes.get(task.process);
                int group = who == 0 ? turn.process(call).processGroup : who;
                yield process != null && process.processGroup == group;
            }
            case USER -> {
                int user = who == 0 ? caller.privileges.credentials().realUser() : who;
                yield task.privileges.credentials().realUser() == user;
            }
            default -> false;
        };
    }
}
