package org.lkernel.cli.strace;

import java.io.PrintWriter;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.lkernel.actors.Watcher;
import org.lkernel.kernel.Message;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.abi.Signal;
import org.lkernel.kernel.hart.Hart;
import org.lkernel.kernel.scheduler.Scheduler;
import org.lkernel.kernel.signal.SignalFrame;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Completion;
import org.lkernel.kernel.syscall.CopyOut;
import org.lkernel.kernel.syscall.Linux;
import org.lkernel.kernel.syscall.SystemCall;
import org.lkernel.kernel.task.ProcessCall;
import org.lkernel.kernel.task.SignalCall;
import org.lkernel.kernel.task.Tasks;

/// The system calls of a run as `strace(1)` prints them: a call is a record on its way from a hart, its result
/// the answer that goes back to the hart, or to the scheduler when the task was parked.
///
/// What a hart answers itself (`clock_gettime` and its kin) is no message and does not appear, nor do calls that
/// fail before their record is made.
public final class CallTrace implements Watcher {
    private static final int RESULT_COLUMN = 39;
    private static final int A0 = 10;
    private static final int FIRST_TASK = 1;

    private final PrintWriter out;
    private final boolean following;
    private final boolean toFile;
    private final TreeMap<Integer, SystemCall> open = new TreeMap<>();
    private final TreeSet<Integer> alive = new TreeSet<>();
    private final TreeMap<Integer, Integer> statuses = new TreeMap<>();
    private final TreeMap<Integer, Integer> signals = new TreeMap<>();
    /// Whose line ends behind its arguments, without a result yet; 0 for nobody's.
    private int current;

    /// @param following whether children are shown too
    /// @param toFile whether task numbers are written as `-o` has them
    public CallTrace(PrintWriter out, boolean following, boolean toFile) {
        this.out = out;
        this.following = following;
        this.toFile = toFile;
        alive.add(FIRST_TASK);
    }

    @Override
    public void delivering(long step, Port sender, Port receiver, Message message) {
        switch (message) {
            case SystemCall made when sender.isHart() -> made(made);
            case Hart.Completed(var call, var completion) -> answered(call, completion);
            case Scheduler.Wake(var call, var completion) -> answered(call, completion);
            case Scheduler.Create create -> alive.add(create.task());
            case Scheduler.Remove remove -> removed(remove.task());
            case Tasks.Trapped trapped -> trapped(trapped);
            case Tasks.Boot boot -> line(FIRST_TASK, result(Shown.execution(boot), "0"));
            default -> {}
        }
    }

    private boolean isShown(int task) {
        return following || task == FIRST_TASK;
    }

    private void made(SystemCall made) {
        int task = made.call().task();
        switch (made) {
            case ProcessCall.ExitGroup exit -> statuses.put(task, exit.status() & 0xff);
            case ProcessCall.Exit exit -> statuses.put(task, exit.status() & 0xff);
            case SignalCall.Kill kill -> signals.put(kill.pid(), kill.signal());
            case SignalCall.KillTask kill -> signals.put(kill.task(), kill.signal());
            case SignalCall.KillTaskOf kill -> signals.put(kill.task(), kill.signal());
            default -> {}
        }
        if (isShown(task)) {
            interruptLine();
            open.put(task, made);
            current = task;
        }
    }

    /// The line that waits for its result gives way to another.
    private void interruptLine() {
        SystemCall waiting = current == 0 ? null : open.get(current);
        int task = current;
        current = 0;
        if (waiting != null) {
            Shown shown = Shown.of(waiting, List.of());
            String known = String.join(", ", shown.arguments().subList(0, shown.before()));
            boolean more = shown.before() < shown.arguments().size();
            line(task, name(waiting) + "(" + known + (more && shown.before() > 0 ? ", " : "") + " <unfinished ...>");
        }
    }

    private static String name(SystemCall made) {
        Linux linux = made.getClass().getAnnotation(Linux.class);
        return linux == null ? made.getClass().getSimpleName() : linux.name();
    }

    private void answered(Call call, Completion completion) {
        SystemCall made = open.get(call.task());
        if (made != null && made.call().serial() == call.serial()) {
            finish(made, completion);
            open.remove(call.task());
        }
        if (completion instanceof Completion.Replaced replaced && isShown(call.task())) {
            replaced.outs().forEach(frame -> handled(call.task(), frame));
        }
    }

    private void finish(SystemCall made, Completion completion) {
        int task = made.call().task();
        List<CopyOut> outs = completion instanceof Completion.Returned returned ? returned.outs() : List.of();
        Shown shown = Shown.of(made, outs);
        String text;
        if (current == task) {
            text = name(made) + "(" + String.join(", ", shown.arguments()) + ")";
            current = 0;
        } else {
            interruptLine();
            List<String> rest =
                    shown.arguments().subList(shown.before(), shown.arguments().size());
            text = "<... " + name(made) + " resumed>" + String.join(", ", rest) + ")";
        }
        line(task, result(text, result(completion, made instanceof SignalCall.SignalReturn)));
    }

    private static String result(String text, String result) {
        return text + " ".repeat(Math.max(0, RESULT_COLUMN - text.length())) + " = " + result;
    }

    private static String result(Completion completion, boolean signalReturn) {
        return switch (completion) {
            case Completion.Returned returned -> value(returned.value());
            case Completion.Interrupted interrupted ->
                switch (interrupted.restart()) {
                    case IF_ALLOWED -> "? ERESTARTSYS (To be restarted if SA_RESTART is set)";
                    case UNLESS_HANDLED -> "? ERESTARTNOHAND (To be restarted if no handler)";
                    case ALWAYS -> "? ERESTARTNOINTR (To be restarted)";
                    case NEVER -> value(-Errno.EINTR.number());
                };
            case Completion.Replaced replaced ->
                signalReturn ? value(replaced.context().x(A0)) : "0";
            case Completion.Resumed(), Completion.Retried() -> "0";
            case Completion.Refused refused -> "?";
            case Completion.Exited() -> "?";
        };
    }

    private static String value(long value) {
        if (Errno.isError(value)) {
            Errno errno = Errno.ofResult(value);
            return "-1 %s (%s)".formatted(errno, errno.description());
        }
        return value > Integer.MAX_VALUE ? Shown.address(value) : String.valueOf(value);
    }

    // ---- signals and ends

    private void handled(int task, CopyOut frame) {
        if (frame.content().length() == SignalFrame.SIZE) {
            interruptLine();
            line(task, "--- " + SignalText.of(frame.content().toArray()) + " ---");
        }
    }

    private void trapped(Tasks.Trapped trapped) {
        int task = trapped.call().task();
        signals.put(task, trapped.signal());
        if (isShown(task)) {
            interruptLine();
            String name = Signal.name(trapped.signal());
            line(
                    task,
                    "--- %s {si_signo=%s, si_code=%d, si_addr=%s} ---"
                            .formatted(name, name, trapped.code(), Shown.address(trapped.address())));
        }
    }

    private void removed(int task) {
        Integer status = statuses.remove(task);
        Integer signal = signals.remove(task);
        SystemCall unanswered = open.get(task);
        if (isShown(task)) {
            if (unanswered != null) {
                finish(unanswered, new Completion.Exited());
                open.remove(task);
            }
            interruptLine();
            line(task, "+++ " + end(status, signal) + " +++");
        }
        alive.remove(task);
    }

    private static String end(@Nullable Integer status, @Nullable Integer signal) {
        if (status != null) {
            return "exited with " + status;
        }
        return "killed by " + (signal == null || !Signal.isValid(signal) ? "a signal" : Signal.name(signal));
    }

    private void line(int task, String text) {
        String prefix = !following
                ? ""
                : toFile ? "%-5d ".formatted(task) : alive.size() > 1 ? "[pid %5d] ".formatted(task) : "";
        out.print(prefix + text + "\n");
        out.flush();
    }
}
