package org.lkernel.cli.snapshot;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lkernel.drivers.board.Board;
import org.lkernel.kernel.scheduler.Occupation;
import org.lkernel.kernel.scheduler.SchedulerState;
import org.lkernel.kernel.syscall.SyscallTable;
import org.lkernel.kernel.task.TaskLine;
import org.lkernel.kernel.task.TasksState;

/// The tasks of a machine, as `ps -eL` would show them.
record TaskTable(List<Row> rows) {
    /// @param status `R` on a hart or ready for one, `S` waiting, `T` stopped, `Z` a zombie, `X` on its way out
    /// @param where the hart it runs on, or is ready for, or what it waits in; empty when it is at nothing any more
    record Row(int process, int task, int parent, int session, char status, long cpuNanos, String where, String name) {}

    static TaskTable of(TasksState tasks, SchedulerState schedule) {
        Map<Integer, Occupation> occupations = new TreeMap<>();
        schedule.occupations().forEach(occupation -> occupations.put(occupation.task(), occupation));
        return new TaskTable(tasks.lines().stream()
                .map(line -> row(line, occupations.get(line.task())))
                .toList());
    }

    private static Row row(TaskLine line, @Nullable Occupation at) {
        boolean waiting = at != null && at.call() != Occupation.NONE;
        return new Row(
                line.process(),
                line.task(),
                line.parent(),
                line.session(),
                waiting && line.status() == 'R' ? 'S' : line.status(),
                at == null ? 0 : at.cpuNanos(),
                at == null ? "" : where(at),
                Survey.line(line.name()));
    }

    private static String where(Occupation at) {
        if (at.call() == Occupation.FAULT) {
            return "page fault";
        } else if (at.call() == Occupation.NONE) {
            return (at.running() ? "on hart " : "ready, hart ") + at.hart();
        }
        SyscallTable.Entry entry = Board.SYSTEM_CALLS.entry(at.call());
        return entry == null ? "call " + at.call() : entry.name();
    }

    void print(PrintWriter out) {
        out.println("  PID   TID  PPID   SID S      TIME  WHERE            COMMAND");
        for (Row row : rows) {
            out.printf(
                    "%5d %5d %5d %5d %c %9.6f  %-16s %s%n",
                    row.process(),
                    row.task(),
                    row.parent(),
                    row.session(),
                    row.status(),
                    row.cpuNanos() / 1e9,
                    row.where(),
                    row.name());
        }
    }
}
