package org.lkernel.cli.strace;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.syscall.Parameter;
import org.lkernel.kernel.task.SignalCall;

/// How each kind of argument is shown: by one of the functions collected here, by the names of its constants, or
/// as a number.
///
/// A kind that starts with `out_` or `inout_` can be shown only when the call is over.
final class Kinds {
    /// A null means that the argument is not shown.
    private static final Map<String, Function<Argument, @Nullable String>> ALL = new TreeMap<>();

    static {
        PlainKinds.addTo(ALL);
        FileKinds.addTo(ALL);
        DescriptorKinds.addTo(ALL);
        SocketKinds.addTo(ALL);
        TimeKinds.addTo(ALL);
        SignalKinds.addTo(ALL);
        TaskKinds.addTo(ALL);
    }

    private Kinds() {}

    static boolean isKnown(String kind) {
        return ALL.containsKey(kind) || Names.of(kind) != null;
    }

    private static boolean isFilledIn(Made made, Parameter parameter) {
        return switch (parameter.kind()) {
            case "fcntl_argument", "ioctl_argument" -> DescriptorKinds.fillsIn(made);
            default -> parameter.kind().startsWith("out_") || parameter.kind().startsWith("inout_");
        };
    }

    /// The arguments that are known when the call is made: those before the first one it fills in.
    static List<String> before(Made made) {
        List<String> shown = new ArrayList<>();
        if (made.is(SignalCall.SignalReturn.class)) {
            shown.add(SignalKinds.restored(made));
        }
        for (Parameter parameter : made.parameters()) {
            if (isFilledIn(made, parameter)) {
                break;
            }
            show(new Argument(made, parameter.register(), false, 0), parameter.kind(), shown);
        }
        return shown;
    }

    /// Whether some arguments are known only when the call is over.
    static boolean hasMore(Made made) {
        return made.parameters().stream().anyMatch(parameter -> isFilledIn(made, parameter));
    }

    /// The other arguments, when the call is over.
    static List<String> after(Made made, long result) {
        List<String> shown = new ArrayList<>();
        boolean filled = false;
        for (Parameter parameter : made.parameters()) {
            filled |= isFilledIn(made, parameter);
            if (filled) {
                show(new Argument(made, parameter.register(), true, result), parameter.kind(), shown);
            }
        }
        return shown;
    }

    private static void show(Argument argument, String kind, List<String> to) {
        Function<Argument, @Nullable String> function = ALL.get(kind);
        Names names = Names.of(kind);
        String text = function != null
                ? function.apply(argument)
                : names != null ? names.show(bits(names, argument)) : String.valueOf(argument.value());
        if (text != null) {
            to.add(text);
        }
    }

    /// Flags are unsigned, `int` or not; what is no flag may be negative.
    private static long bits(Names names, Argument argument) {
        long value = argument.value();
        return names.exclusive()
                ? (int) value == value ? value : argument.number()
                : value == argument.number() ? Integer.toUnsignedLong(argument.number()) : value;
    }
}
