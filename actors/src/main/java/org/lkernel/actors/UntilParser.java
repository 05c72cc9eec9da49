package org.lkernel.actors;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lkernel.kernel.syscall.SyscallTable;

/// Reads an [Until] from a user's words.
final class UntilParser {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,18}(?:\\.\\d{1,9})?)(ns|us|ms|s|m)");

    private UntilParser() {}

    static Until parse(String text, SyscallTable table) {
        String[] words = text.split(":", -1);
        if (words.length == 3 && words[0].equals("syscall")) {
            return call(text, words[1], words[2], table);
        } else if (words.length == 2) {
            return parse(text, words[0], words[1]);
        }
        throw refused(text);
    }

    private static Until parse(String text, String kind, String value) {
        return switch (kind) {
            case "message" -> new Until.Message(number(text, value, 0));
            case "instruction" -> new Until.Instruction(number(text, value, 0));
            case "time" -> new Until.Time(nanos(text, value));
            default -> throw refused(text);
        };
    }

    private static Until call(String text, String name, String value, SyscallTable table) {
        long number = number(text, value, 1);
        SyscallTable.Entry entry = table.named(name);
        if (entry == null) {
            throw new IllegalArgumentException("'" + text + "': there is no system call '" + name + "' in this kernel");
        }
        return new Until.SystemCall(name, entry.number(), number);
    }

    private static long number(String text, String value, long least) {
        if (!value.matches("\\d{1,18}")) {
            throw new IllegalArgumentException("'" + text + "': '" + value + "' is no count");
        }
        long number = Long.parseLong(value);
        if (number < least) {
            throw new IllegalArgumentException("'" + text + "': counting begins at " + least);
        }
        return number;
    }

    private static long nanos(String text, String value) {
        Matcher duration = DURATION.matcher(value);
        if (!duration.matches()) {
            throw new IllegalArgumentException("'" + text + "': '" + value + "' is no time; write 5s, 1.5s or 200ms");
        }
        BigDecimal nanos = new BigDecimal(duration.group(1)).multiply(unit(duration.group(2)));
        if (nanos.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) >= 0) {
            throw new IllegalArgumentException("'" + text + "': no machine runs so long");
        }
        return nanos.setScale(0, RoundingMode.CEILING).longValueExact();
    }

    private static BigDecimal unit(String unit) {
        return BigDecimal.valueOf(
                switch (unit) {
                    case "ns" -> 1L;
                    case "us" -> 1_000L;
                    case "ms" -> 1_000_000L;
                    case "s" -> 1_000_000_000L;
                    case "m" -> 60_000_000_000L;
                    default -> throw new IllegalStateException(unit);
                });
    }

    private static IllegalArgumentException refused(String text) {
        return new IllegalArgumentException("'" + text + "' is no place to stop at; write " + Until.FORMS);
    }
}
