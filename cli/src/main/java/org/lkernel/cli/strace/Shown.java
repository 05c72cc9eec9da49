package org.lkernel.cli.strace;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.abi.Signal;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Context;
import org.lkernel.kernel.syscall.CopyOut;
import org.lkernel.kernel.syscall.Payload;
import org.lkernel.kernel.syscall.Segment;
import org.lkernel.kernel.syscall.Shape;
import org.lkernel.kernel.syscall.SystemCall;
import org.lkernel.kernel.task.Tasks;

/// The arguments of a call as text.
///
/// @param before how many are known when the call is made; the others are what it fills in
record Shown(List<String> arguments, int before) {
    private static final int STRING_BYTES = 32;
    private static final int AT_FDCWD = -100;

    /// @param outs what the call stored, empty as long as that is unknown
    static Shown of(SystemCall made, List<CopyOut> outs) {
        List<String> arguments = new ArrayList<>();
        int before = -1;
        for (RecordComponent component : made.getClass().getRecordComponents()) {
            Class<?> type = component.getType();
            if (type == Call.class
                    || type == Context.class
                    || component.isAnnotationPresent(Shape.AtStackPointer.class)) {
                continue;
            }
            String hint = hint(component);
            if (hint.startsWith("out_") && before < 0) {
                before = arguments.size();
            }
            argument(value(made, component), component, hint, outs, arguments);
        }
        return new Shown(arguments, before < 0 ? arguments.size() : before);
    }

    /// The `execve` that the first program was started with.
    static String execution(Tasks.Boot boot) {
        String arguments = boot.arguments().stream()
                .map(each -> quoted(each, STRING_BYTES))
                .collect(Collectors.joining(", ", "[", "]"));
        return "execve(%s, %s, [/* %d vars */])"
                .formatted(
                        quoted(boot.path(), boot.path().length()),
                        arguments,
                        boot.environment().size());
    }

    private static String hint(RecordComponent component) {
        Shape.Shown shown = component.getAnnotation(Shape.Shown.class);
        return shown == null ? "" : shown.value();
    }

    private static @Nullable Object value(SystemCall made, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(made);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void argument(
            @Nullable Object value, RecordComponent component, String hint, List<CopyOut> outs, List<String> to) {
        switch (value) {
            case null -> to.add("NULL");
            case Bytes bytes
            when component.isAnnotationPresent(Shape.Path.class) -> to.add(quoted(bytes, bytes.length()));
            case Bytes bytes -> to.add(quoted(bytes, STRING_BYTES));
            case Payload payload -> payload(payload, component.isAnnotationPresent(Shape.Gathered.class), to);
            case List<?> list when component.isAnnotationPresent(Shape.Strings.class) -> strings(list, component, to);
            case List<?> list -> {
                to.add(list.stream().map(item -> segment((Segment) item)).collect(Collectors.joining(", ", "[", "]")));
                to.add(String.valueOf(list.size()));
            }
            case Integer number -> to.add(number(number, hint));
            case Long number -> to.add(word(number, component.getName(), hint, outs));
            case Record struct -> to.add(struct(struct));
            default -> to.add(String.valueOf(value));
        }
    }

    private static void strings(List<?> list, RecordComponent component, List<String> to) {
        to.add(
                component.getName().equals("environment")
                        ? "[/* %d vars */]".formatted(list.size())
                        : list.stream()
                                .map(item -> quoted((Bytes) item, STRING_BYTES))
                                .collect(Collectors.joining(", ", "[", "]")));
    }

    private static void payload(Payload payload, boolean gathered, List<String> to) {
        Bytes inline = payload.inline();
        if (gathered) {
            to.add(gathered(payload));
            to.add(String.valueOf(payload.segments().size()));
        } else {
            to.add(
                    inline != null
                            ? quoted(inline, STRING_BYTES)
                            : address(payload.segments().getFirst().address()));
            to.add(String.valueOf(payload.length()));
        }
    }

    private static String gathered(Payload payload) {
        Bytes inline = payload.inline();
        List<String> parts = new ArrayList<>();
        int offset = 0;
        for (Segment segment : payload.segments()) {
            int length = (int) segment.length();
            parts.add(
                    inline == null
                            ? segment(segment)
                            : "{iov_base=%s, iov_len=%d}"
                                    .formatted(quoted(inline.slice(offset, length), STRING_BYTES), length));
            offset += inline == null ? 0 : length;
        }
        return "[" + String.join(", ", parts) + "]";
    }

    private static String segment(Segment segment) {
        return "{iov_base=%s, iov_len=%d}".formatted(address(segment.address()), segment.length());
    }

    private static String number(int value, String hint) {
        Flags flags = Flags.named(hint);
        if (flags != null) {
            return flags.show(Integer.toUnsignedLong(value));
        }
        return switch (hint) {
            case "dirfd", "fd" -> value == AT_FDCWD ? "AT_FDCWD" : String.valueOf(value);
            case "signal" -> Signal.isValid(value) ? Signal.name(value) : String.valueOf(value);
            case "octal", "mode" -> value == 0 ? "000" : "0" + Integer.toOctalString(value);
            case "ioctl", "futex_op" -> "0x" + Integer.toHexString(value);
            default -> String.valueOf(value);
        };
    }

    private static String word(long value, String name, String hint, List<CopyOut> outs) {
        Flags flags = Flags.named(hint);
        if (flags != null) {
            return flags.show(value);
        }
        CopyOut out = outs.stream()
                .filter(each -> each.address() == value)
                .findFirst()
                .orElse(null);
        if (out != null && (hint.equals("out_bytes") || hint.equals("out_path"))) {
            return quoted(out.content(), STRING_BYTES);
        }
        boolean pointer =
                hint.startsWith("out_") || hint.equals("address") || value > Integer.MAX_VALUE || value < -4096;
        boolean plain = name.equals("length") || name.equals("size") || name.equals("offset") || name.equals("count");
        return !plain && (pointer || value == 0) ? address(value) : String.valueOf(value);
    }

    private static String struct(Record struct) {
        String text = struct.toString();
        return "{" + text.substring(text.indexOf('[') + 1, text.length() - 1) + "}";
    }

    static String address(long value) {
        return value == 0 ? "NULL" : "0x" + Long.toHexString(value);
    }

    /// As a C string of at most so many bytes, `...` after it when there are more.
    static String quoted(Bytes bytes, int maximum) {
        StringBuilder text = new StringBuilder("\"");
        int shown = Math.min(bytes.length(), maximum);
        for (int index = 0; index < shown; index++) {
            boolean digitFollows = index + 1 < shown && bytes.at(index + 1) >= '0' && bytes.at(index + 1) <= '9';
            text.append(character(bytes.at(index) & 0xff, digitFollows));
        }
        return text.append(bytes.length() > maximum ? "\"..." : "\"").toString();
    }

    private static String character(int value, boolean digitFollows) {
        return switch (value) {
            case '\n' -> "\\n";
            case '\t' -> "\\t";
            case '\r' -> "\\r";
            case '\f' -> "\\f";
            case 0x0b -> "\\v";
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            default ->
                value >= 0x20 && value < 0x7f
                        ? String.valueOf((char) value)
                        : (digitFollows ? "\\%03o" : "\\%o").formatted(value);
        };
    }
}
