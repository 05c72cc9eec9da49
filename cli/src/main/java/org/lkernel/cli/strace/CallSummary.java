package org.lkernel.cli.strace;

import java.io.PrintWriter;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.syscall.Completion.Restart;
import org.lkernel.kernel.syscall.Context;
import org.lkernel.kernel.syscall.CopyOut;
import org.lkernel.kernel.syscall.Ecall;
import org.lkernel.kernel.syscall.SyscallTable;
import org.lkernel.kernel.syscall.Tracer;

/// How often each system call was made, how often it failed, and how much of the machine's time passed in it: what
/// `strace -c -w` prints.
public final class CallSummary implements Tracer {
    private static final int FIRST_TASK = 1;

    private final boolean following;
    private final Predicate<SyscallTable.@Nullable Entry> wanted;
    private final TreeMap<Integer, Open> open = new TreeMap<>();
    private final TreeMap<String, Count> counts = new TreeMap<>();

    private record Open(String name, long startNanos) {}

    /// Of one system call, or of all.
    public record Count(long calls, long errors, long nanos) {
        static final Count NONE = new Count(0, 0, 0);

        Count plus(Count other) {
            return new Count(calls + other.calls, errors + other.errors, nanos + other.nanos);
        }
    }

    public CallSummary(boolean following, Predicate<SyscallTable.@Nullable Entry> wanted) {
        this.following = following;
        this.wanted = wanted;
    }

    @Override
    public void called(SyscallTable.@Nullable Entry entry, Ecall at) {
        int task = at.call().task();
        if ((following || task == FIRST_TASK) && wanted.test(entry)) {
            String name = entry == null ? CallNames.name(at.registers()[17]) : entry.name();
            open.put(task, new Open(name, at.call().nowNanos()));
        }
    }

    @Override
    public void returned(int task, int space, long nowNanos, long value) {
        ended(task, nowNanos, Errno.isError(value));
    }

    @Override
    public void interrupted(int task, int space, long nowNanos, Restart restart) {
        ended(task, nowNanos, true);
    }

    @Override
    public void replaced(int task, int space, long nowNanos, Context context, List<CopyOut> outs) {
        ended(task, nowNanos, false);
    }

    @Override
    public void left(int task, @Nullable Integer status) {
        Open call = open.get(task);
        ended(task, call == null ? 0 : call.startNanos, false);
    }

    private void ended(int task, long nowNanos, boolean failed) {
        Open call = open.remove(task);
        if (call != null) {
            counts.merge(call.name, new Count(1, failed ? 1 : 0, nowNanos - call.startNanos), Count::plus);
        }
    }

    /// By name, what took longest first.
    public Map<String, Count> counts() {
        Map<String, Count> sorted = new LinkedHashMap<>();
        counts.entrySet().stream()
                .sorted(Comparator.<Map.Entry<String, Count>>comparingLong(each -> -each.getValue().nanos)
                        .thenComparingLong(each -> -each.getValue().calls)
                        .thenComparing(Map.Entry::getKey))
                .forEach(each -> sorted.put(each.getKey(), each.getValue()));
        return sorted;
    }

    /// The table.
    public void print(PrintWriter out) {
        Count total = counts.values().stream().reduce(Count.NONE, Count::plus);
        String rule = "------ ----------- ----------- --------- --------- ----------------";
        out.printf("%% time     seconds  usecs/call     calls    errors syscall%n%s%n", rule);
        counts().forEach((name, count) -> out.println(row(name, count, total.nanos)));
        out.printf("%s%n%s%n", rule, row("total", total, total.nanos));
        out.flush();
    }

    private static String row(String name, Count count, long allNanos) {
        return "%6.2f %11.6f %11d %9d %9s %s"
                .formatted(
                        allNanos == 0 ? 0.0 : 100.0 * count.nanos / allNanos,
                        count.nanos / 1e9,
                        count.calls == 0 ? 0 : count.nanos / 1000 / count.calls,
                        count.calls,
                        count.errors == 0 ? "" : String.valueOf(count.errors),
                        name);
    }
}
