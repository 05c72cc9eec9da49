package org.lkernel.experiments.fault;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.lkernel.actors.TimeSpan;
import org.lkernel.experiments.Mistake;
import org.lkernel.experiments.Nearest;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.abi.Signal;

/// Whether a fault says what its kind understands.
final class FaultCheck {
    private static final String NUMBER = "([0-9]|[1-9][0-9]{1,2})";
    private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{0,5})([KMG])iB");
    private static final String HART = "hart[0-9]{1,2}";

    private FaultCheck() {}

    static void check(Fault fault) throws Mistake {
        List<String> known = parameters(fault.kind());
        for (Map.Entry<String, String> parameter : fault.parameters().entrySet()) {
            if (!known.contains(parameter.getKey())) {
                throw new Mistake("%s has no parameter '%s'; it has %s"
                        .formatted(
                                fault.kind(), parameter.getKey(), known.isEmpty() ? "none" : String.join(", ", known)));
            }
            value(fault.kind(), parameter.getKey(), parameter.getValue());
        }
        if (!fault.where().equals("*")) {
            place(fault);
        }
    }

    private static void place(Fault fault) throws Mistake {
        String where = fault.where();
        switch (fault.kind().selector()) {
            case "port" -> {
                String port = where.contains(".") ? where.substring(0, where.indexOf('.')) : where;
                if (!ports().contains(port) && !port.matches(HART)) {
                    throw new Mistake("%s: there is no port '%s'; did you mean %s?"
                            .formatted(fault.kind(), port, Nearest.to(port, ports())));
                }
            }
            case "hart" -> number(fault, where.matches("(hart)?" + NUMBER), "a hart's number");
            case "line" -> number(fault, where.matches(NUMBER), "a line's number");
            default -> call(fault);
        }
    }

    private static void number(Fault fault, boolean good, String what) throws Mistake {
        if (!good) {
            throw new Mistake("%s: where is %s, or *, not '%s'".formatted(fault.kind(), what, fault.where()));
        }
    }

    /// The subsystems that hear messages, and `hart` for all harts.
    private static List<String> ports() {
        return Stream.concat(
                        Stream.of("hart"),
                        Port.named().stream().filter(port -> !port.isHart()).map(Port::toString))
                .toList();
    }

    private static void call(Fault fault) throws Mistake {
        List<String> calls = calls();
        if (!calls.contains(fault.where())) {
            throw new Mistake("%s: there is no system call '%s' to fail; did you mean %s?"
                    .formatted(fault.kind(), fault.where(), Nearest.to(fault.where(), calls)));
        }
    }

    /// Those that go to a subsystem; what a hart answers itself passes nobody.
    private static List<String> calls() {
        return List.copyOf(Places.CALLS.values());
    }

    static List<String> sites(FaultKind kind) {
        return switch (kind.selector()) {
            case "call" -> calls();
            case "port" -> ports();
            default -> List.of();
        };
    }

    /// Those of its own, and those of every kind that may strike more than once.
    static List<String> parameters(FaultKind kind) {
        return kind.mayBeEvery()
                ? Stream.concat(own(kind).stream(), Stream.of("count", "duration"))
                        .toList()
                : own(kind);
    }

    private static List<String> own(FaultKind kind) {
        return switch (kind) {
            case SYS_ERRNO -> List.of("at", "errno");
            case MSG_DELAY, MSG_REORDER, IRQ_DELAY, TIMER_LATE, ACTOR_PAUSE, HART_PAUSE -> List.of("messages");
            case SYS_RETVAL -> List.of("value");
            case SIGNAL -> List.of("signal");
            case USER_COPY -> List.of("partial");
            case DESCRIPTORS -> List.of("errno");
            case IRQ_STORM -> List.of("count");
            case CLOCK_JUMP, CLOCK_DRIFT -> List.of("by");
            case PRESSURE -> List.of("bytes", "messages");
            case MSG_CORRUPT_FIELD -> List.of("bit", "field");
            case REG_FLIP -> List.of("bit", "reg");
            case BIT_FLIP -> List.of("address", "bit");
            case SYS_EINTR,
                    SYS_EAGAIN,
                    SYS_SHORT,
                    MSG_DROP,
                    MSG_DUP,
                    MSG_BITFLIP,
                    IRQ_LOST,
                    IRQ_DUP,
                    IRQ_SPURIOUS,
                    TIMER_EARLY,
                    TIMER_LOST,
                    CLOCK_FREEZE,
                    FUTEX_WAKE,
                    ENTROPY,
                    ALLOCATION,
                    TLB_STALE,
                    TLB_DROP,
                    HART_DIE,
                    STORE_CONDITIONAL,
                    SKIP -> List.of();
        };
    }

    private static void value(FaultKind kind, String name, String value) throws Mistake {
        boolean good = switch (name) {
            case "errno" -> errno(value) != null;
            case "at" -> value.equals("before") || value.equals("after");
            case "signal" -> signal(value) > 0;
            case "count" -> value.matches("[1-9][0-9]{0,4}");
            case "bytes" -> bytes(value) > 0;
            case "by", "duration" -> isTime(value);
            case "messages", "partial" -> value.matches("[1-9][0-9]{0,8}");
            case "value" -> value.matches("[0-9]{1,18}");
            case "bit" -> value.matches(kind == FaultKind.BIT_FLIP ? "[0-7]" : "[0-9]|[1-5][0-9]|6[0-3]");
            case "reg" -> Flips.register(value) >= 0;
            case "address" -> value.matches("0x[0-9a-fA-F]{1,16}");
            default -> true;
        };
        if (!good) {
            throw new Mistake("%s: '%s' is no %s; %s".formatted(kind, value, name, kind.parameters()));
        }
    }

    /// A size with its unit, or 0 if it is none.
    static long bytes(String value) {
        Matcher size = SIZE.matcher(value);
        return size.matches() ? Long.parseLong(size.group(1)) << 10 * (1 + "KMG".indexOf(size.group(2))) : 0;
    }

    private static boolean isTime(String value) {
        try {
            return TimeSpan.nanos(value) > 0;
        } catch (IllegalArgumentException none) {
            return false;
        }
    }

    /// The number of a signal by its name, 0 if there is none.
    static int signal(String name) {
        for (int number = 1; number <= Signal.MAXIMUM; number++) {
            if (Signal.name(number).equals(name)) {
                return number;
            }
        }
        return 0;
    }

    static @org.jspecify.annotations.Nullable Errno errno(String name) {
        return Arrays.stream(Errno.values())
                .filter(errno -> errno.name().equals(name))
                .findFirst()
                .orElse(null);
    }
}
