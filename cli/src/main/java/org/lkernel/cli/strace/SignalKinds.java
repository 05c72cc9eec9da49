package org.lkernel.cli.strace;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lkernel.cli.strace.Argument.Image;
import org.lkernel.kernel.abi.Signal;
import org.lkernel.kernel.signal.SignalFrame;
import org.lkernel.kernel.signal.SignalInfo;

/// Signals, sets of them, and how they are handled.
final class SignalKinds {
    private static final String[] CHILD = {
        "", "CLD_EXITED", "CLD_KILLED", "CLD_DUMPED", "CLD_TRAPPED", "CLD_STOPPED", "CLD_CONTINUED"
    };
    private static final int ACTION_BYTES = 24;

    private SignalKinds() {}

    static void addTo(Map<String, Function<Argument, @Nullable String>> all) {
        all.put("signal", at -> Text.signal(at.number()));
        all.put("sigset", at -> at.struct(8, image -> set(image.word(0))));
        all.put("out_sigset", at -> at.filled(8, image -> set(image.word(0))));
        all.put("sigset_and_size", at -> at.struct(8, image -> set(image.word(0))) + ", " + at.next());
        all.put("sigset_pair", SignalKinds::pair);
        all.put("sigaction", at -> at.struct(ACTION_BYTES, SignalKinds::action));
        all.put("out_sigaction", at -> at.filled(ACTION_BYTES, SignalKinds::action));
        all.put("stack", at -> at.struct(24, SignalKinds::stack));
        all.put("out_stack", at -> at.filled(24, SignalKinds::stack));
        all.put("siginfo", at -> at.struct(SignalInfo.SIZE, image -> information(image.bytes())));
        all.put("out_siginfo", at -> at.filled(SignalInfo.SIZE, image -> information(image.bytes())));
        all.put("sigevent", at -> at.struct(20, SignalKinds::event));
    }

    /// `[INT CHLD]`, or what is missing from all: `~[INT]`.
    static String set(long bits) {
        boolean most = Long.bitCount(bits) > 32;
        List<String> names = new ArrayList<>();
        for (long left = most ? ~bits : bits; left != 0; left &= left - 1) {
            int signal = Long.numberOfTrailingZeros(left) + 1;
            names.add(signal < 32 ? Signal.name(signal).substring(3) : realTime(signal));
        }
        return (most ? "~[" : "[") + String.join(" ", names) + "]";
    }

    /// The first two are the C library's own.
    private static String realTime(int signal) {
        return signal == 32 ? "RTMIN" : "RT_" + (signal - 32);
    }

    private static String pair(Argument at) {
        byte[] pair = at.made().bytes(at.value(), 16);
        if (pair == null) {
            return at.address();
        }
        byte[] mask = at.made().bytes(new Image(pair).word(0), 8);
        String shown = mask == null ? Text.address(new Image(pair).word(0)) : set(new Image(mask).word(0));
        return "{sigmask=%s, sigsetsize=%d}".formatted(shown, new Image(pair).word(8));
    }

    private static String action(Image image) {
        long handler = image.word(0);
        return "{sa_handler=%s, sa_mask=%s, sa_flags=%s}"
                .formatted(
                        handler == 0 ? "SIG_DFL" : handler == 1 ? "SIG_IGN" : Text.address(handler),
                        set(image.word(16)),
                        Names.show("sigaction_flags", image.word(8)));
    }

    private static String stack(Image image) {
        return "{ss_sp=%s, ss_flags=%s, ss_size=%d}"
                .formatted(Text.address(image.word(0)), Names.show("stack_flags", image.unsigned(8)), image.word(16));
    }

    /// The mask in the frame that `rt_sigreturn` goes back to.
    static String restored(Made made) {
        byte[] mask = made.bytes(made.stackPointer() + SignalFrame.MASK, 8);
        return "{mask=" + (mask == null ? "???" : set(new Image(mask).word(0))) + "}";
    }

    private static String event(Image image) {
        return "{sigev_value={sival_int=%d, sival_ptr=%s}, sigev_signo=%s, sigev_notify=%s}"
                .formatted(
                        image.integer(0),
                        Text.address(image.word(0)),
                        Text.signal(image.integer(8)),
                        Names.show("sigev", image.integer(12)));
    }

    // ---- siginfo_t

    /// `SIGCHLD {si_signo=SIGCHLD, si_code=CLD_EXITED, …}`.
    static String delivered(SignalInfo info) {
        return Text.signal(info.signal()) + " " + information(info.image().toArray());
    }

    private static String information(byte[] bytes) {
        Image image = new Image(bytes);
        int signal = image.integer(0);
        return "{si_signo=%s, si_code=%s}".formatted(Text.signal(signal), rest(image, signal, image.integer(8)));
    }

    private static String rest(Image image, int signal, int code) {
        String sender = ", si_pid=%d, si_uid=%d".formatted(image.integer(16), image.integer(20));
        if (signal == Signal.CHLD && code > 0 && code < CHILD.length) {
            int status = image.integer(24);
            return CHILD[code]
                    + sender
                    + ", si_status=%s, si_utime=%d, si_stime=%d"
                            .formatted(
                                    code == 1 ? String.valueOf(status) : Text.signal(status),
                                    image.word(32),
                                    image.word(40));
        }
        return switch (code) {
            case SignalInfo.SI_USER -> "SI_USER" + sender;
            case SignalInfo.SI_TKILL -> "SI_TKILL" + sender;
            case SignalInfo.SI_QUEUE -> "SI_QUEUE" + sender + value(image);
            case SignalInfo.SI_TIMER ->
                "SI_TIMER, si_timerid=%d, si_overrun=%d".formatted(image.integer(16), image.integer(20)) + value(image);
            case SignalInfo.SI_KERNEL -> "SI_KERNEL" + (signal == Signal.SEGV ? ", si_addr=NULL" : "");
            default -> fault(image, signal, code);
        };
    }

    private static String value(Image image) {
        return ", si_int=%d, si_ptr=%s".formatted(image.integer(24), Text.address(image.word(24)));
    }

    private static String fault(Image image, int signal, int code) {
        String name = switch (signal) {
            case Signal.SEGV -> code == 1 ? "SEGV_MAPERR" : code == 2 ? "SEGV_ACCERR" : String.valueOf(code);
            case Signal.BUS -> code == 1 ? "BUS_ADRALN" : code == 2 ? "BUS_ADRERR" : String.valueOf(code);
            case Signal.ILL -> code == 1 ? "ILL_ILLOPC" : String.valueOf(code);
            case Signal.TRAP -> code == 1 ? "TRAP_BRKPT" : String.valueOf(code);
            default -> String.valueOf(code);
        };
        return name + ", si_addr=" + Text.address(image.word(16));
    }
}
