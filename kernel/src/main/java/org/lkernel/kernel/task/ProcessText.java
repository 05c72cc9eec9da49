package org.lkernel.kernel.task;

import java.util.Locale;
import org.lkernel.kernel.abi.Signal;
import org.lkernel.kernel.signal.Action;
import org.lkernel.kernel.task.Identity.Credentials;

/// `/proc/PID/stat`, `status` and `limits`, field by field as `proc(5)` lists them.
///
/// What the terminal and the address space know is left at nothing here.
final class ProcessText {
    private static final long TICK = 10_000_000;

    private static final String[][] LIMIT_NAMES = {
        {"Max cpu time", "seconds"},
        {"Max file size", "bytes"},
        {"Max data size", "bytes"},
        {"Max stack size", "bytes"},
        {"Max core file size", "bytes"},
        {"Max resident set", "bytes"},
        {"Max processes", "processes"},
        {"Max open files", "files"},
        {"Max locked memory", "bytes"},
        {"Max address space", "bytes"},
        {"Max file locks", "locks"},
        {"Max pending signals", "signals"},
        {"Max msgqueue size", "bytes"},
        {"Max nice priority", ""},
        {"Max realtime priority", ""},
        {"Max realtime timeout", "us"}
    };

    private ProcessText() {}

    private static String stateOf(Task task, boolean awake) {
        return switch (task.phase) {
            case Phase.Born born -> "D (disk sleep)";
            case Phase.Live live -> awake ? "R (running)" : "S (sleeping)";
            case Phase.Parked(var call, Waiting.Stopped stopped) -> "T (stopped)";
            case Phase.Parked(var call, Waiting.Vfork vfork) -> "D (disk sleep)";
            case Phase.Parked parked -> "S (sleeping)";
            case Phase.Leaving leaving -> "X (dead)";
            case Phase.Dead dead -> "Z (zombie)";
        };
    }

    static String stat(TasksState state, Task task, TaskGroup process, boolean awake, CpuTime living) {
        CpuTime own = living.plus(CpuTime.ended(process));
        CpuTime children = CpuTime.children(process);
        long ignored = set(state, process, false);
        long caught = set(state, process, true);
        return task.id + " (" + task.name.toLatin1() + ") "
                + stateOf(task, awake).charAt(0) + " " + process.parent + " "
                + process.processGroup + " " + process.session + " 0 -1 4194304 0 0 0 0 "
                + own.userNanos() / TICK + " " + own.systemNanos() / TICK + " "
                + children.userNanos() / TICK + " " + children.systemNanos() / TICK + " "
                + (20 + task.nice) + " " + task.nice + " " + alive(state, process) + " 0 "
                + task.startNanos / TICK + " 0 0 " + Long.toUnsignedString(-1) + " 0 0 0 0 0 "
                + legacy(task.pending.set() | process.pending.set()) + " " + legacy(task.mask) + " " + legacy(ignored)
                + " "
                + legacy(caught) + " 0 0 0 " + process.exitSignal + " 0 0 0 0 0 0 0 0 0 0 0 0 0 "
                + (process.zombie ? process.status : 0) + "\n";
    }

    /// The head of `/proc/PID/sched`, and what is measured of it elsewhere.
    static String sched(TasksState state, Task task, TaskGroup process) {
        String head = "%s (%d, #threads: %d)\n".formatted(task.name.toLatin1(), task.id, alive(state, process));
        return head + "-".repeat(67) + "\n"
                + String.format(Locale.ROOT, "%-45s:%21s\n", "policy", "0")
                + String.format(Locale.ROOT, "%-45s:%21d\n", "prio", 120 + task.nice);
    }

    /// Only the first 31 signals have a place in `stat`.
    private static long legacy(long set) {
        return set & 0x7fff_ffffL;
    }

    static String status(TasksState state, Task task, TaskGroup process, boolean awake) {
        Privileges may = task.privileges;
        Credentials who = may.credentials();
        StringBuilder text = new StringBuilder();
        line(text, "Name", oneLine(task.name.toLatin1()));
        line(text, "State", stateOf(task, awake));
        line(text, "Tgid", process.id);
        line(text, "Ngid", 0);
        line(text, "Pid", task.id);
        line(text, "PPid", process.parent);
        line(text, "TracerPid", 0);
        line(text, "Uid", four(who.realUser(), who.user(), who.savedUser(), who.fileUser()));
        line(text, "Gid", four(who.realGroup(), who.groupId(), who.savedGroup(), who.fileGroup()));
        line(text, "FDSize", 64);
        StringBuilder groups = new StringBuilder();
        who.groups()
                .forEach(group -> groups.append(Integer.toUnsignedString(group)).append(' '));
        line(text, "Groups", groups);
        line(text, "Threads", alive(state, process));
        line(text, "SigQ", pending(state, process) + "/" + process.limits.soft(Limits.PENDING_SIGNALS));
        line(text, "SigPnd", hex(task.pending.set()));
        line(text, "ShdPnd", hex(process.pending.set()));
        line(text, "SigBlk", hex(task.mask));
        line(text, "SigIgn", hex(set(state, process, false)));
        line(text, "SigCgt", hex(set(state, process, true)));
        line(text, "CapInh", hex(may.inheritable()));
        line(text, "CapPrm", hex(may.permitted()));
        line(text, "CapEff", hex(who.capabilities()));
        line(text, "CapBnd", hex(may.bounding()));
        line(text, "CapAmb", hex(may.ambient()));
        line(text, "NoNewPrivs", may.noNew() ? 1 : 0);
        line(text, "Seccomp", 0);
        return text.toString();
    }

    /// A task is free to put a line's end into its name.
    private static String oneLine(String name) {
        return name.replace("\\", "\\\\").replace("\n", "\\n");
    }

    private static void line(StringBuilder text, String name, Object value) {
        text.append(name).append(":\t").append(value).append('\n');
    }

    private static String four(int first, int second, int third, int fourth) {
        return Integer.toUnsignedString(first) + "\t" + Integer.toUnsignedString(second) + "\t"
                + Integer.toUnsignedString(third) + "\t" + Integer.toUnsignedString(fourth);
    }

    private static String hex(long bits) {
        return String.format(Locale.ROOT, "%016x", bits);
    }

    private static int alive(TasksState state, TaskGroup process) {
        int count = 0;
        for (int id : process.tasks) {
            Task task = state.tasks.get(id);
            count += task != null && !(task.phase instanceof Phase.Dead) ? 1 : 0;
        }
        return Math.max(1, count);
    }

    private static int pending(TasksState state, TaskGroup process) {
        int count = process.pending.entries().size();
        for (int id : process.tasks) {
            Task task = state.tasks.get(id);
            count += task == null ? 0 : task.pending.entries().size();
        }
        return count;
    }

    /// The signals that are caught, or those that are ignored on purpose.
    private static long set(TasksState state, TaskGroup process, boolean caught) {
        TasksState.Actions table = state.actions.get(process.actions);
        long set = 0;
        if (table != null) {
            for (var entry : table.bySignal().entrySet()) {
                boolean counts =
                        caught ? entry.getValue().isCaught() : entry.getValue().handler() == Action.IGNORE;
                set |= counts ? Signal.bit(entry.getKey()) : 0;
            }
        }
        return set;
    }

    static String limits(TaskGroup process) {
        StringBuilder text = new StringBuilder(row("Limit", "Soft Limit", "Hard Limit", "Units"));
        for (int resource = 0; resource < Limits.COUNT; resource++) {
            Limits.Limit limit = process.limits.of(resource);
            text.append(row(
                    LIMIT_NAMES[resource][0], amount(limit.soft()), amount(limit.hard()), LIMIT_NAMES[resource][1]));
        }
        return text.toString();
    }

    private static String row(String name, String soft, String hard, String unit) {
        return String.format(Locale.ROOT, "%-25s %-20s %-20s %-10s\n", name, soft, hard, unit);
    }

    private static String amount(long limit) {
        return limit == Limits.UNLIMITED ? "unlimited" : Long.toUnsignedString(limit);
    }
}
