package org.lkernel.cli.strace;

import java.io.PrintWriter;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/// The lines of a trace: who they are of, when, and where the equals signs stand.
///
/// A call's line is held until its result is there, or until another task has something to say.
final class Lines {
    private static final int RESULT_COLUMN = 39;
    private static final long SECOND = 1_000_000_000L;
    private static final int MINUTE = 60;

    private final PrintWriter out;
    private final Settings settings;
    private final IntSupplier tasks;
    /// Whose line is held; 0 for nobody's.
    private int held;
    private long heldNanos;
    private long latestNanos;
    private long formerNanos;

    /// @param tasks how many are alive
    Lines(PrintWriter out, Settings settings, IntSupplier tasks) {
        this.out = out;
        this.settings = settings;
        this.tasks = tasks;
    }

    /// The machine's time as last seen.
    long latest() {
        return latestNanos;
    }

    boolean holds(int task) {
        return held == task;
    }

    void hold(int task, long nowNanos) {
        held = task;
        heldNanos = nowNanos;
        latestNanos = Math.max(latestNanos, nowNanos);
    }

    /// Lets the line that is held give way.
    ///
    /// @param unfinished what there is of a task's line
    void give(IntFunction<@Nullable String> unfinished) {
        int task = held;
        held = 0;
        String text = task == 0 ? null : unfinished.apply(task);
        if (text != null) {
            print(task, heldNanos, text);
        }
    }

    /// The line of a call that is over.
    void finish(int task, long startNanos, long endNanos, String text, String result) {
        boolean whole = held == task;
        held = 0;
        String start = start(task, whole ? startNanos : endNanos);
        String spent = settings.spent() ? " <%s>".formatted(seconds(endNanos - startNanos)) : "";
        latestNanos = Math.max(latestNanos, endNanos);
        out.print(result(start + text, result) + spent + "\n");
        out.flush();
    }

    void print(int task, long nowNanos, String text) {
        latestNanos = Math.max(latestNanos, nowNanos);
        out.print(start(task, nowNanos) + text + "\n");
        out.flush();
    }

    void note(String text) {
        out.print(text + "\n");
        out.flush();
    }

    static String result(String text, String result) {
        return text + " ".repeat(Math.max(0, RESULT_COLUMN - text.length())) + " = " + result;
    }

    private String start(int task, long nowNanos) {
        String who = !settings.following()
                ? ""
                : settings.toFile()
                        ? "%-5d ".formatted(task)
                        : tasks.getAsInt() > 1 ? "[pid %5d] ".formatted(task) : "";
        return who + stamp(nowNanos);
    }

    private String stamp(long nowNanos) {
        return switch (settings.stamp()) {
            case NONE -> "";
            case CLOCK -> clock(nowNanos) + " ";
            case MICROSECONDS -> clock(nowNanos) + ".%06d ".formatted(nowNanos % SECOND / 1000);
            case SECONDS -> seconds(nowNanos) + " ";
            case RELATIVE -> {
                long since = Math.max(0, nowNanos - formerNanos);
                formerNanos = Math.max(formerNanos, nowNanos);
                yield "%6d.%06d ".formatted(since / SECOND, since % SECOND / 1000);
            }
        };
    }

    private static String clock(long nanos) {
        long seconds = nanos / SECOND;
        return "%02d:%02d:%02d".formatted(seconds / MINUTE / MINUTE, seconds / MINUTE % MINUTE, seconds % MINUTE);
    }

    private static String seconds(long nanos) {
        return "%d.%06d".formatted(nanos / SECOND, nanos % SECOND / 1000);
    }
}
