package org.lkernel.cli.strace;

import org.lkernel.kernel.abi.Signal;
import org.lkernel.kernel.syscall.Struct;

/// A `siginfo_t` as text: `SIGCHLD {si_signo=SIGCHLD, si_code=CLD_EXITED, …}`.
final class SignalText {
    private static final String[] CHILD = {
        "", "CLD_EXITED", "CLD_KILLED", "CLD_DUMPED", "CLD_TRAPPED", "CLD_STOPPED", "CLD_CONTINUED"
    };

    private SignalText() {}

    /// @param image begins with the `siginfo_t`
    static String of(byte[] image) {
        int signal = word(image, 0);
        int code = word(image, 8);
        String name = Signal.name(signal);
        String start = "%s {si_signo=%s, si_code=".formatted(name, name);
        if (signal == Signal.CHLD && code > 0 && code < CHILD.length) {
            return start
                    + "%s, si_pid=%d, si_uid=%d, si_status=%s, si_utime=%d, si_stime=%d}"
                            .formatted(
                                    CHILD[code],
                                    word(image, 16),
                                    word(image, 20),
                                    status(code, word(image, 24)),
                                    Struct.littleEndian(image, 32, 8),
                                    Struct.littleEndian(image, 40, 8));
        }
        return switch (code) {
            case 0 -> start + "SI_USER, si_pid=%d, si_uid=%d}".formatted(word(image, 16), word(image, 20));
            case -6 -> start + "SI_TKILL, si_pid=%d, si_uid=%d}".formatted(word(image, 16), word(image, 20));
            case 128 -> start + "SI_KERNEL}";
            default -> start + code + "}";
        };
    }

    private static String status(int code, int status) {
        return code == 1 || !Signal.isValid(status) ? String.valueOf(status) : Signal.name(status);
    }

    private static int word(byte[] image, int offset) {
        return (int) Struct.littleEndian(image, offset, 4);
    }
}
