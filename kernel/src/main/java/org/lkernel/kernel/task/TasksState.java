package org.lkernel.kernel.task;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Observation;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.State;
import org.lkernel.kernel.StateText;
import org.lkernel.kernel.signal.Action;
import org.pcollections.PVector;
import org.pcollections.TreePMap;
import org.pcollections.TreePSet;
import org.pcollections.TreePVector;

/// What tasks remember: every task and process, who uses which address space, and the alarms that were set.
///
/// Tasks and processes are objects that are changed in place while this state is their only holder; a copy of
/// the state shares them, and whichever of the two changes one first takes its own copy then.
public final class TasksState implements State<TasksState> {
    /// Task numbers are below this, as `/proc/sys/kernel/pid_max` says.
    static final int PID_MAXIMUM = 32_768;

    /// How many tasks there may be: what stops a fork bomb.
    static final int TASKS_MAXIMUM = 4096;

    /// Numbers below are not given again once the highest was reached.
    private static final int PID_AGAIN = 300;

    /// How many POSIX timers there may be, of all processes together.
    private static final int TIMERS_MAXIMUM = 16_384;

    /// How the machine ended: the first process is gone, or `reboot(2)` was called.
    ///
    /// @param status as `wait(2)` has it: the exit code in bits 8–15, or the signal in bits 0–6
    public record Ended(int status, String reason) {
        /// The code a shell would show: 128 and the signal's number when killed.
        public int code() {
            return (status & 0x7f) == 0 ? status >> 8 & 0xff : 128 + (status & 0x7f);
        }
    }

    /// A table of signal actions and how many processes share it. Absent entries are [Action#NONE].
    record Actions(int users, TreePMap<Integer, Action> bySignal) {
        Action of(int signal) {
            return bySignal.getOrDefault(signal, Action.NONE);
        }
    }

    private transient Object owner = new Object();
    TreePMap<Integer, Task> tasks = TreePMap.empty();
    TreePMap<Integer, TaskGroup> processes = TreePMap.empty();
    TreePMap<Integer, Actions> actions = TreePMap.empty();
    /// How many tasks use an address space.
    TreePMap<Integer, Integer> spaces = TreePMap.empty();

    /// Of which processes `Files` has a descriptor, or had one.
    TreePSet<Integer> watched = TreePSet.empty();

    TreePMap<Long, Alarm> alarms = TreePMap.empty();
    int lastPid;
    int lastSpace;
    int lastActions;
    long lastAlarm;
    long forks;
    /// CPU time of processes that are no more.
    long reapedNanos;
    long reapedSystemNanos;
    /// Texts asked for that need a measure of CPU time, by ticket.
    TreePMap<Long, Tasks.Describe> descriptions = TreePMap.empty();

    long lastDescription;
    long epochNanos;
    boolean protectInit;
    Bytes hostName = Bytes.utf8("lkernel");
    Bytes domainName = Bytes.utf8("(none)");
    /// What `dmesg` shows, a line each.
    PVector<Bytes> log = TreePVector.empty();

    @Nullable
    Ended ended;

    /// Every task, in the order of their numbers.
    public List<TaskLine> lines() {
        return TaskLine.of(this);
    }

    @Override
    public TasksState copy() {
        TasksState copy = new TasksState();
        owner = new Object();
        copy.tasks = tasks;
        copy.processes = processes;
        copy.actions = actions;
        copy.spaces = spaces;
        copy.watched = watched;
        copy.alarms = alarms;
        copy.lastPid = lastPid;
        copy.lastSpace = lastSpace;
        copy.lastActions = lastActions;
        copy.lastAlarm = lastAlarm;
        copy.forks = forks;
        copy.reapedNanos = reapedNanos;
        copy.reapedSystemNanos = reapedSystemNanos;
        copy.descriptions = descriptions;
        copy.lastDescription = lastDescription;
        copy.epochNanos = epochNanos;
        copy.protectInit = protectInit;
        copy.hostName = hostName;
        copy.domainName = domainName;
        copy.log = log;
        copy.ended = ended;
        return copy;
    }

    @Override
    public @Nullable String flaw(boolean thorough) {
        return thorough ? TasksFlaws.of(this) : null;
    }

    @Override
    public boolean owes(int task) {
        Task found = tasks.get(task);
        return found != null && (found.phase instanceof Phase.Parked || found.exchange != null);
    }

    @Override
    public List<Observation> observe(Port port) {
        return TasksObservation.of(this);
    }

    @Override
    public String toString() {
        return StateText.of(this, Port.TASKS);
    }

    @Override
    public int schemaVersion() {
        return 3;
    }

    /// The address space of a task, if there is such a task.
    public OptionalInt spaceOf(int task) {
        Task found = tasks.get(task);
        return found == null ? OptionalInt.empty() : OptionalInt.of(found.space);
    }

    /// How the machine ended, or null while it goes on.
    public @Nullable Ended ended() {
        return ended;
    }

    /// How many tasks there are, zombies included.
    public int count() {
        return tasks.size();
    }

    /// Whether there can be no more POSIX timers.
    boolean hasAllTimers() {
        int all = 0;
        for (TaskGroup process : processes.values()) {
            all += process.timers.size();
        }
        return all >= TIMERS_MAXIMUM;
    }

    /// The task of this number, to be looked at or changed.
    @SuppressWarnings("ReferenceEquality") // The owner is a token: only itself is the same.
    @Nullable
    Task find(int id) {
        Task task = tasks.get(id);
        if (task != null && task.owner != owner) {
            task = task.copyFor(owner);
            tasks = tasks.plus(id, task);
        }
        return task;
    }

    /// The task of this number, which must exist.
    Task task(int id) {
        Task task = find(id);
        if (task == null) {
            throw new IllegalStateException("there is no task " + id);
        }
        return task;
    }

    @SuppressWarnings("ReferenceEquality") // As above.
    @Nullable
    TaskGroup findProcess(int id) {
        TaskGroup process = processes.get(id);
        if (process != null && process.owner != owner) {
            process = process.copyFor(owner);
            processes = processes.plus(id, process);
        }
        return process;
    }

    TaskGroup process(int id) {
        TaskGroup process = findProcess(id);
        if (process == null) {
            throw new IllegalStateException("there is no process " + id);
        }
        return process;
    }

    TaskGroup processOf(Task task) {
        return process(task.process);
    }

    void add(Task task) {
        task.owner = owner;
        tasks = tasks.plus(task.id, task);
    }

    void add(TaskGroup process) {
        process.owner = owner;
        processes = processes.plus(process.id, process);
    }

    /// The next free number, or 0 when there is none.
    int nextPid() {
        if (tasks.size() >= TASKS_MAXIMUM) {
            return 0;
        }
        Set<Integer> taken = groupsAndSessions();
        int pid = lastPid;
        for (int tries = 0; tries < PID_MAXIMUM; tries++) {
            pid = pid + 1 < PID_MAXIMUM ? pid + 1 : PID_AGAIN;
            if (!tasks.containsKey(pid) && !taken.contains(pid)) {
                lastPid = pid;
                return pid;
            }
        }
        return 0;
    }

    private Set<Integer> groupsAndSessions() {
        // Only a number that was given before can name a group, so the first round needs no search.
        if (forks < PID_MAXIMUM - PID_AGAIN) {
            return new TreeSet<>();
        }
        Set<Integer> taken = new TreeSet<>();
        for (TaskGroup process : processes.values()) {
            taken.add(process.processGroup);
            taken.add(process.session);
        }
        return taken;
    }

    void useSpace(int space) {
        spaces = spaces.plus(space, spaces.getOrDefault(space, 0) + 1);
    }

    /// True when this was the last user.
    boolean leaveSpace(int space) {
        int users = spaces.getOrDefault(space, 0) - 1;
        spaces = users > 0 ? spaces.plus(space, users) : spaces.minus(space);
        return users <= 0;
    }

    Actions actionsOf(TaskGroup process) {
        Actions table = actions.get(process.actions);
        if (table == null && process.zombie) {
            return new Actions(0, TreePMap.empty());
        } else if (table == null) {
            throw new IllegalStateException("process " + process.id + " has no actions");
        }
        return table;
    }

    Action action(TaskGroup process, int signal) {
        return actionsOf(process).of(signal);
    }

    void setAction(TaskGroup process, int signal, Action action) {
        Actions table = actionsOf(process);
        TreePMap<Integer, Action> changed = action.equals(Action.NONE)
                ? table.bySignal().minus(signal)
                : table.bySignal().plus(signal, action);
        actions = actions.plus(process.actions, new Actions(table.users(), changed));
    }

    /// A table of its own, for `execve` and `fork`.
    int newActions(TreePMap<Integer, Action> content) {
        lastActions++;
        actions = actions.plus(lastActions, new Actions(1, content));
        return lastActions;
    }

    int shareActions(TaskGroup process) {
        Actions table = actionsOf(process);
        actions = actions.plus(process.actions, new Actions(table.users() + 1, table.bySignal()));
        return process.actions;
    }

    void leaveActions(int id) {
        Actions table = actions.get(id);
        if (table != null) {
            actions = table.users() > 1
                    ? actions.plus(id, new Actions(table.users() - 1, table.bySignal()))
                    : actions.minus(id);
        }
    }
}
