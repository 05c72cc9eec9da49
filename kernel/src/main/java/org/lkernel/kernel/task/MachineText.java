package org.lkernel.kernel.task;

import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;

/// What procfs says of the machine that tasks know: names, and how busy it is.
final class MachineText {
    private static final long SECOND = 1_000_000_000L;
    private static final long TICK = SECOND / 100;

    private MachineText() {}

    static @Nullable Bytes text(TasksState state, String what) {
        return switch (what) {
            case "list" -> list(state);
            case "version" -> Bytes.latin1("Linux version " + TaskMachine.RELEASE + " " + TaskMachine.VERSION + "\n");
            case "osrelease" -> Bytes.latin1(TaskMachine.RELEASE + "\n");
            case "ostype" -> Bytes.latin1("Linux\n");
            case "hostname" -> state.hostName.concat(Bytes.latin1("\n"));
            case "domainname" -> state.domainName.concat(Bytes.latin1("\n"));
            default -> null;
        };
    }

    private static Bytes list(TasksState state) {
        StringBuilder text = new StringBuilder();
        state.processes.keySet().forEach(id -> text.append(id).append('\n'));
        return Bytes.latin1(text.toString());
    }

    /// `/proc/stat`: what no task has had is idle.
    static String stat(TasksState state, Tasks.Used used, CpuTime living) {
        CpuTime busy = living.plus(new CpuTime(state.reapedNanos, state.reapedSystemNanos));
        for (TaskGroup process : state.processes.values()) {
            busy = busy.plus(CpuTime.ended(process));
        }
        long now = used.call().nowNanos();
        long idle = Math.max(0, now * used.harts() - busy.totalNanos());
        StringBuilder text = new StringBuilder("cpu  ").append(times(busy, idle, 1));
        for (int hart = 0; hart < used.harts(); hart++) {
            text.append("cpu").append(hart).append(' ').append(times(busy, idle, used.harts()));
        }
        long running = used.awake().stream().filter(awake -> awake).count();
        return text.append("intr 0\nctxt 0\nbtime ")
                .append(state.epochNanos / SECOND)
                .append("\nprocesses ")
                .append(state.forks + 1)
                .append("\nprocs_running ")
                .append(running)
                .append("\nprocs_blocked 0\nsoftirq 0 0 0 0 0 0 0 0 0 0 0\n")
                .toString();
    }

    private static String times(CpuTime busy, long idleNanos, int among) {
        long unit = TICK * among;
        return "%d 0 %d %d 0 0 0 0 0 0\n"
                .formatted(busy.userNanos() / unit, busy.systemNanos() / unit, idleNanos / unit);
    }

    /// `/proc/loadavg`: how many run now, for no average is kept.
    static String loadAverage(TasksState state, Tasks.Used used) {
        long running = used.awake().stream().filter(awake -> awake).count();
        return "0.00 0.00 0.00 " + running + "/" + state.tasks.size() + " " + state.lastPid + "\n";
    }
}
