package org.lkernel.kernel.task;

import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Logged;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.syscall.Completion;
import org.lkernel.kernel.syscall.CopyOut;
import org.pcollections.PVector;
import org.pcollections.TreePVector;

/// The lines a guest's `dmesg` shows: what happened to tasks, the oldest given up when there are too many.
///
/// @see "syslog(2)"
final class KernelLog {
    private static final int LINES_MAXIMUM = 512;
    private static final int BUFFER_BYTES = 1 << 17;
    private static final int READ_ALL = 3;
    private static final int READ_CLEAR = 4;
    private static final int CLEAR = 5;
    private static final int SIZE_UNREAD = 9;
    private static final int SIZE_BUFFER = 10;

    private KernelLog() {}

    /// Writes a line, for the host's log and the guest's.
    static void say(Turn turn, long nowNanos, Logged.Level level, String text) {
        turn.outbox().log(new Logged(level, text));
        int priority = level == Logged.Level.WARN ? 4 : 6;
        String line =
                "<%d>[%5d.%06d] %s\n".formatted(priority, nowNanos / 1_000_000_000, nowNanos / 1000 % 1_000_000, text);
        PVector<Bytes> lines = turn.state().log;
        lines = lines.size() < LINES_MAXIMUM ? lines : lines.minus(0);
        turn.state().log = lines.plus(Bytes.latin1(line));
    }

    static void read(Turn turn, MachineCall.ReadLog read) {
        boolean open = read.type() == READ_ALL || read.type() == SIZE_BUFFER;
        if (!open && !turn.task(read.call()).privileges.has(Privileges.CAP_SYSLOG)) {
            turn.fail(read.call(), Errno.EPERM);
            return;
        }
        switch (read.type()) {
            case 0, 1, 6, 7, 8 -> turn.complete(read.call(), 0);
            case READ_ALL, READ_CLEAR -> all(turn, read);
            case CLEAR -> {
                turn.state().log = TreePVector.empty();
                turn.complete(read.call(), 0);
            }
            case SIZE_UNREAD -> turn.complete(read.call(), text(turn.state()).length());
            case SIZE_BUFFER -> turn.complete(read.call(), BUFFER_BYTES);
            default -> turn.fail(read.call(), Errno.EINVAL);
        }
    }

    /// The last lines that fit.
    private static void all(Turn turn, MachineCall.ReadLog read) {
        if (read.buffer() == 0 || read.length() < 0) {
            turn.fail(read.call(), Errno.EINVAL);
            return;
        }
        Bytes text = text(turn.state());
        int length = Math.min(text.length(), read.length());
        Bytes shown = text.slice(text.length() - length, length);
        if (read.type() == READ_CLEAR) {
            turn.state().log = TreePVector.empty();
        }
        turn.complete(
                read.call(), new Completion.Returned(length, java.util.List.of(new CopyOut(read.buffer(), shown))));
    }

    private static Bytes text(TasksState state) {
        StringBuilder text = new StringBuilder();
        state.log.forEach(line -> text.append(line.toLatin1()));
        return Bytes.latin1(text.toString());
    }
}
