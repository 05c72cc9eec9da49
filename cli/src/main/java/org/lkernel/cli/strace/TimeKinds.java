package org.lkernel.cli.strace;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lkernel.cli.strace.Argument.Image;
import org.lkernel.kernel.abi.Errno;

/// Times, timers and what was used of a CPU.
final class TimeKinds {
    private static final int RUSAGE_BYTES = 144;
    private static final int FUTEX_WAIT = 0;
    private static final int FUTEX_WAKE = 1;
    private static final int FUTEX_REQUEUE = 3;
    private static final int FUTEX_CMP_REQUEUE = 4;
    private static final int FUTEX_WAKE_OP = 5;
    private static final int FUTEX_WAIT_BITSET = 9;
    private static final int FUTEX_WAKE_BITSET = 10;

    private TimeKinds() {}

    static void addTo(Map<String, Function<Argument, @Nullable String>> all) {
        all.put("timespec", at -> at.struct(16, TimeKinds::timespec));
        all.put("out_timespec", at -> at.filled(16, TimeKinds::timespec));
        all.put("out_remainder", TimeKinds::remainder);
        all.put("timeval", at -> at.struct(16, TimeKinds::timeval));
        all.put("out_timeval", at -> at.filled(16, TimeKinds::timeval));
        all.put(
                "out_timezone",
                at -> at.filled(
                        8,
                        image -> "{tz_minuteswest=%d, tz_dsttime=%d}".formatted(image.integer(0), image.integer(4))));
        all.put("itimerspec", at -> at.struct(32, TimeKinds::timer));
        all.put("out_itimerspec", at -> at.filled(32, TimeKinds::timer));
        all.put("itimerval", at -> at.struct(32, TimeKinds::interval));
        all.put("out_itimerval", at -> at.filled(32, TimeKinds::interval));
        all.put("out_rusage", TimeKinds::usage);
        all.put("out_tms", at -> at.filled(32, TimeKinds::ticks));
        all.put("futex_op", TimeKinds::futex);
        all.put("futex_value", at -> Integer.toUnsignedString(at.number()));
        all.put("futex_timeout", TimeKinds::futexTimeout);
        all.put(
                "futex_address",
                at -> isRequeue(operation(at)) || operation(at) == FUTEX_WAKE_OP ? at.address() : null);
        all.put("futex_value3", TimeKinds::futexValue);
    }

    static String timespec(Image image) {
        return "{tv_sec=%d, tv_nsec=%d}".formatted(image.word(0), image.word(8));
    }

    private static String timeval(Image image) {
        return timeval(image, 0);
    }

    private static String timeval(Image image, int offset) {
        return "{tv_sec=%d, tv_usec=%d}".formatted(image.word(offset), image.word(offset + 8));
    }

    /// With the date it is, as the times of files have it.
    static String dated(long seconds, long nanos) {
        String date = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss")
                .format(Instant.ofEpochSecond(Math.clamp(seconds, -1L << 32, 1L << 34))
                        .atOffset(ZoneOffset.UTC));
        String fraction = nanos == 0 ? "" : ".%09d".formatted(nanos);
        return "{tv_sec=%d, tv_nsec=%d} /* %s%s+0000 */".formatted(seconds, nanos, date, fraction);
    }

    /// Stored only when a signal ended the sleep.
    private static String remainder(Argument at) {
        boolean stored = at.over() && at.result() == -Errno.EINTR.number();
        return stored ? at.struct(16, TimeKinds::timespec) : at.address();
    }

    private static String timer(Image image) {
        return "{it_interval={tv_sec=%d, tv_nsec=%d}, it_value={tv_sec=%d, tv_nsec=%d}}"
                .formatted(image.word(0), image.word(8), image.word(16), image.word(24));
    }

    private static String interval(Image image) {
        return "{it_interval=%s, it_value=%s}".formatted(timeval(image, 0), timeval(image, 16));
    }

    /// `wait4` stores none when there was no child to tell of.
    private static String usage(Argument at) {
        return at.over() && at.result() == 0 && at.register() == 3
                ? at.address()
                : at.filled(
                        RUSAGE_BYTES,
                        image -> "{ru_utime=%s, ru_stime=%s, ...}".formatted(timeval(image, 0), timeval(image, 16)));
    }

    private static String ticks(Image image) {
        return "{tms_utime=%d, tms_stime=%d, tms_cutime=%d, tms_cstime=%d}"
                .formatted(image.word(0), image.word(8), image.word(16), image.word(24));
    }

    // ---- futexes

    private static int operation(Argument at) {
        return (int) at.made().register(1) & 0x7f;
    }

    private static boolean isRequeue(int operation) {
        return operation == FUTEX_REQUEUE || operation == FUTEX_CMP_REQUEUE;
    }

    private static String futex(Argument at) {
        int operation = at.number();
        return Names.show("futex_flags", operation & 0x7f)
                + ((operation & 0x80) != 0 ? "_PRIVATE" : "")
                + ((operation & 0x100) != 0 ? "|FUTEX_CLOCK_REALTIME" : "");
    }

    private static @Nullable String futexTimeout(Argument at) {
        int operation = operation(at);
        if (operation == FUTEX_WAKE || operation == FUTEX_WAKE_BITSET || operation == 7 || operation == 8) {
            return null;
        }
        boolean count = isRequeue(operation) || operation == FUTEX_WAKE_OP;
        return count ? String.valueOf(at.number()) : at.struct(16, TimeKinds::timespec);
    }

    private static @Nullable String futexValue(Argument at) {
        return switch (operation(at)) {
            case FUTEX_WAIT_BITSET, FUTEX_WAKE_BITSET ->
                at.number() == -1 ? "FUTEX_BITSET_MATCH_ANY" : "0x" + Integer.toHexString(at.number());
            case FUTEX_CMP_REQUEUE -> Integer.toUnsignedString(at.number());
            case FUTEX_WAKE_OP -> "0x" + Integer.toHexString(at.number());
            case FUTEX_WAIT -> null;
            default -> null;
        };
    }
}
