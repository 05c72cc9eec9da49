package org.lkernel.kernel.abi;

/// The signals of Linux's generic ABI: numbers, names, and what happens when nobody handles them.
///
/// @see "signal(7)"
public final class Signal {
    public static final int HUP = 1;
    public static final int INT = 2;
    public static final int QUIT = 3;
    public static final int ILL = 4;
    public static final int TRAP = 5;
    public static final int ABRT = 6;
    public static final int BUS = 7;
    public static final int FPE = 8;
    public static final int KILL = 9;
    public static final int SEGV = 11;
    public static final int PIPE = 13;
    public static final int ALRM = 14;
    public static final int TERM = 15;
    public static final int CHLD = 17;
    public static final int CONT = 18;
    public static final int STOP = 19;
    public static final int TSTP = 20;
    public static final int TTIN = 21;
    public static final int TTOU = 22;
    public static final int XCPU = 24;
    public static final int VTALRM = 26;
    public static final int PROF = 27;
    public static final int SYS = 31;
    /// The first of the real-time signals, which queue.
    public static final int REAL_TIME = 32;
    /// The largest number.
    public static final int MAXIMUM = 64;

    /// What no mask can hold back and no handler catch.
    public static final long UNBLOCKABLE = bit(KILL) | bit(STOP);
    /// Those an instruction raises: they are taken before any other.
    public static final long SYNCHRONOUS = bit(SEGV) | bit(BUS) | bit(ILL) | bit(TRAP) | bit(FPE) | bit(SYS);

    public static final long STOPPING = bit(STOP) | bit(TSTP) | bit(TTIN) | bit(TTOU);

    private static final String[] NAMES = {
        "0", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM",
        "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF",
        "WINCH", "IO", "PWR", "SYS"
    };

    /// The default action.
    public enum Default {
        TERMINATE,
        IGNORE,
        STOP,
        CONTINUE
    }

    private Signal() {}

    /// The signal's place in a `sigset_t`.
    public static long bit(int signal) {
        return 1L << signal - 1;
    }

    public static boolean isValid(int signal) {
        return signal >= 1 && signal <= MAXIMUM;
    }

    public static Default byDefault(int signal) {
        return switch (signal) {
            case CHLD, 23, 28 -> Default.IGNORE;
            case CONT -> Default.CONTINUE;
            case STOP, TSTP, TTIN, TTOU -> Default.STOP;
            default -> Default.TERMINATE;
        };
    }

    /// `SIGTERM`, `SIGRT_3`: as strace shows it.
    public static String name(int signal) {
        if (signal >= REAL_TIME) {
            return signal == REAL_TIME ? "SIGRTMIN" : "SIGRT_" + (signal - REAL_TIME);
        }
        return "SIG" + NAMES[signal];
    }
}
