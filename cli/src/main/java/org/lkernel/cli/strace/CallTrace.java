package org.lkernel.cli.strace;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lkernel.drivers.board.Program;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.memory.AddressSpaces;
import org.lkernel.kernel.signal.SignalFrame;
import org.lkernel.kernel.signal.SignalInfo;
import org.lkernel.kernel.syscall.Completion.Restart;
import org.lkernel.kernel.syscall.Context;
import org.lkernel.kernel.syscall.CopyOut;
import org.lkernel.kernel.syscall.Ecall;
import org.lkernel.kernel.syscall.SyscallTable;
import org.lkernel.kernel.syscall.Tracer;
import org.lkernel.kernel.task.ProcessCall;
import org.lkernel.kernel.task.SignalCall;

/// The system calls of a run as `strace(1)` prints them.
public final class CallTrace implements Tracer {
    private static final int A0 = 10;
    private static final int FIRST_TASK = 1;

    private final AddressSpaces spaces;
    private final Program program;
    private final Settings settings;
    private final Predicate<SyscallTable.@Nullable Entry> wanted;
    private final Lines lines;
    private final TreeMap<Integer, Open> open = new TreeMap<>();
    private final TreeSet<Integer> alive = new TreeSet<>();
    /// Signals of tasks whose calls are not over.
    private final TreeMap<Integer, List<SignalInfo>> signals = new TreeMap<>();
    private final TreeMap<Integer, Integer> statuses = new TreeMap<>();
    /// The names of calls that a signal broke off.
    private final TreeMap<Integer, String> interrupted = new TreeMap<>();
    private boolean begun;

    /// @param before the arguments that are known already
    private record Open(Made made, List<String> before) {}

    /// @param program what the machine is booted with, which no call started
    /// @param wanted which calls are shown
    public CallTrace(
            PrintWriter out,
            AddressSpaces spaces,
            Program program,
            Settings settings,
            Predicate<SyscallTable.@Nullable Entry> wanted) {
        this.spaces = spaces;
        this.program = program;
        this.settings = settings;
        this.wanted = wanted;
        this.lines = new Lines(out, settings, alive::size);
        alive.add(FIRST_TASK);
    }

    private boolean isShown(int task) {
        return settings.following() || task == FIRST_TASK;
    }

    // ---- calls

    @Override
    public void called(SyscallTable.@Nullable Entry entry, Ecall at) {
        begin();
        Made made = Made.of(entry, at, spaces, settings.stringBytes());
        if (made.is(ProcessCall.Exit.class) || made.is(ProcessCall.ExitGroup.class)) {
            statuses.put(made.task(), (int) made.register(0) & 0xff);
        }
        if (isShown(made.task()) && wanted.test(entry)) {
            lines.give(this::unfinished);
            open.put(made.task(), new Open(made, before(made)));
            lines.hold(made.task(), made.nowNanos());
        }
    }

    /// `restart_syscall` has no arguments of its own.
    private List<String> before(Made made) {
        String resumed = interrupted.remove(made.task());
        return made.is(SignalCall.Restart.class)
                ? List.of("<... resuming interrupted " + (resumed == null ? "system call" : resumed) + " ...>")
                : Kinds.before(made);
    }

    @Override
    public void returned(int task, int space, long nowNanos, long value) {
        Open call = open.remove(task);
        if (call != null) {
            finish(call, nowNanos, value, Results.of(call.made, value));
        }
        flush(task, nowNanos);
    }

    @Override
    public void interrupted(int task, int space, long nowNanos, Restart restart) {
        Open call = restart == Restart.NEVER ? null : open.remove(task);
        if (call != null) {
            interrupted.put(task, call.made.name());
            finish(call, nowNanos, -Errno.EINTR.number(), Results.interrupted(call.made, restart));
        }
    }

    @Override
    public void replaced(int task, int space, long nowNanos, Context context, List<CopyOut> outs) {
        Open call = open.remove(task);
        if (call != null) {
            boolean executed = call.made.is(ProcessCall.Execute.class) || call.made.is(ProcessCall.ExecuteAt.class);
            long value = executed ? 0 : interruptedContext(context, outs).x(A0);
            finish(call, nowNanos, value, Results.of(call.made, value));
        }
        flush(task, nowNanos);
    }

    /// Where the task would go on if no handler came first.
    private static Context interruptedContext(Context context, List<CopyOut> outs) {
        for (CopyOut out : outs) {
            SignalFrame.Restored frame =
                    out.content().length() == SignalFrame.SIZE ? SignalFrame.read(out.content()) : null;
            if (frame != null) {
                return frame.context();
            }
        }
        return context;
    }

    // ---- signals, births and ends

    @Override
    public void signalled(int task, SignalInfo info) {
        if (!isShown(task)) {
            return;
        }
        List<SignalInfo> waiting = signals.computeIfAbsent(task, none -> new ArrayList<>());
        waiting.add(info);
        if (!open.containsKey(task)) {
            flush(task, lines.latest());
        }
    }

    private void flush(int task, long nowNanos) {
        List<SignalInfo> waiting = signals.remove(task);
        if (waiting != null) {
            for (SignalInfo info : waiting) {
                lines.give(this::unfinished);
                lines.print(task, nowNanos, "--- " + SignalKinds.delivered(info) + " ---");
            }
        }
    }

    @Override
    public void created(int task) {
        alive.add(task);
        if (settings.following() && !settings.toFile()) {
            lines.give(this::unfinished);
            lines.note("strace: Process %d attached".formatted(task));
        }
    }

    @Override
    public void left(int task, @Nullable Integer status) {
        begin();
        Open call = open.remove(task);
        if (call != null) {
            abandon(call);
        }
        flush(task, lines.latest());
        Integer exited = statuses.remove(task);
        if (isShown(task)) {
            lines.give(this::unfinished);
            lines.print(task, lines.latest(), "+++ " + end(status, exited == null ? 0 : exited) + " +++");
        }
        alive.remove(task);
    }

    private static String end(@Nullable Integer status, int exited) {
        if (status == null) {
            return "exited with " + exited;
        }
        int signal = status & 0x7f;
        return signal == 0 ? "exited with " + (status >> 8 & 0xff) : "killed by " + Text.signal(signal);
    }

    // ---- text

    /// The `execve` that the first program was not started with.
    private void begin() {
        if (!begun) {
            begun = true;
            SyscallTable.Entry execve = org.lkernel.drivers.board.Board.SYSTEM_CALLS.entry(221);
            if (wanted.test(execve)) {
                lines.print(FIRST_TASK, 0, Lines.result(execution(program), "0"));
            }
        }
    }

    private String execution(Program first) {
        String arguments = first.arguments().stream()
                .map(each -> Text.quoted(each, settings.stringBytes()))
                .collect(Collectors.joining(", ", "[", "]"));
        return "execve(%s, %s, [/* %d vars */])"
                .formatted(
                        Text.quoted(first.path(), first.path().length()),
                        arguments,
                        first.environment().size());
    }

    private void finish(Open call, long nowNanos, long value, String result) {
        Made made = call.made;
        List<String> after = Kinds.after(made, value);
        String text;
        if (lines.holds(made.task())) {
            List<String> all = new ArrayList<>(call.before);
            all.addAll(after);
            text = made.name() + "(" + String.join(", ", all) + ")";
        } else {
            lines.give(this::unfinished);
            text = "<... " + made.name() + " resumed>" + String.join(", ", after) + ")";
        }
        lines.finish(made.task(), made.nowNanos(), nowNanos, text, result);
    }

    /// The task ended in the middle of its call.
    private void abandon(Open call) {
        Made made = call.made;
        boolean whole = !Kinds.hasMore(made);
        String text;
        if (lines.holds(made.task())) {
            text = known(call) + (whole ? "" : " <unfinished ...>") + ")";
        } else {
            lines.give(this::unfinished);
            text = "<... " + made.name() + " resumed>" + (whole ? "" : " <unfinished ...>") + ")";
        }
        lines.finish(made.task(), made.nowNanos(), made.nowNanos(), text, Results.NONE);
    }

    /// The beginning of a line that gives way to another task's.
    private @Nullable String unfinished(int task) {
        Open call = open.get(task);
        return call == null ? null : known(call) + " <unfinished ...>";
    }

    private static String known(Open call) {
        boolean more = Kinds.hasMore(call.made);
        String known = String.join(", ", call.before);
        return call.made.name() + "(" + known + (more && !known.isEmpty() ? ", " : "");
    }
}
