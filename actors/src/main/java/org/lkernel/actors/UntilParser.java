package org.lkernel.actors;

import org.lkernel.kernel.syscall.SyscallTable;

/// Reads an [Until] from a user's words.
final class UntilParser {
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
        try {
            return TimeSpan.nanos(value);
        } catch (IllegalArgumentException none) {
            throw new IllegalArgumentException("'" + text + "': " + none.getMessage(), none);
        }
    }

    private static IllegalArgumentException refused(String text) {
        return new IllegalArgumentException("'" + text + "' is no place to stop at; write " + Until.FORMS);
    }
}
