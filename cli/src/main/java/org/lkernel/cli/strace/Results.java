package org.lkernel.cli.strace;

import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.files.DescriptorCall;
import org.lkernel.kernel.files.NameCall;
import org.lkernel.kernel.files.PollCall;
import org.lkernel.kernel.memory.MemoryCall;
import org.lkernel.kernel.scheduler.SchedulerCall;
import org.lkernel.kernel.syscall.Completion.Restart;
import org.lkernel.kernel.task.TimeCall;

/// What is said behind the equals sign.
final class Results {
    static final String NONE = "?";

    private static final int F_GETFD = 1;
    private static final int F_GETFL = 3;

    private Results() {}

    static String of(Made made, long value) {
        if (Errno.isError(value)) {
            return error(Errno.ofResult(value));
        } else if (made.is(MemoryCall.Break.class)
                || made.is(MemoryCall.Map.class)
                || made.is(MemoryCall.Remap.class)) {
            return "0x" + Long.toHexString(value);
        } else if (made.is(NameCall.Mask.class)) {
            return Text.octal((int) value);
        } else if (made.is(PollCall.Poll.class)) {
            return value == 0 ? "0 (Timeout)" : value + DescriptorKinds.ready(made);
        } else if (made.is(PollCall.Select.class)) {
            return value == 0 ? "0 (Timeout)" : value + DescriptorKinds.selected(made);
        } else if (made.is(SchedulerCall.GetScheduler.class)) {
            return value + " (" + Names.show("sched_policy", value) + ")";
        } else if (made.is(DescriptorCall.Control.class)) {
            return control(made, value);
        }
        return String.valueOf(value);
    }

    private static String control(Made made, long value) {
        String kind = switch ((int) made.register(1)) {
            case F_GETFD -> "fd_flags";
            case F_GETFL -> "open_flags";
            default -> "";
        };
        return kind.isEmpty() || kind.equals("fd_flags") && value == 0
                ? String.valueOf(value)
                : "0x%x (flags %s)".formatted(value, Names.show(kind, value));
    }

    private static String error(Errno errno) {
        return "-1 %s (%s)".formatted(errno, errno.description());
    }

    static String interrupted(Made made, Restart restart) {
        boolean sleeps = made.is(TimeCall.Sleep.class) || made.is(TimeCall.SleepOnClock.class);
        return switch (restart) {
            case IF_ALLOWED -> "? ERESTARTSYS (To be restarted if SA_RESTART is set)";
            case UNLESS_HANDLED ->
                sleeps
                        ? "? ERESTART_RESTARTBLOCK (Interrupted by signal)"
                        : "? ERESTARTNOHAND (To be restarted if no handler)";
            case ALWAYS -> "? ERESTARTNOINTR (To be restarted)";
            case NEVER -> error(Errno.EINTR);
        };
    }
}
