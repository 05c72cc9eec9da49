package org.lkernel.kernel.task;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;

/// The first line of a script: which interpreter runs it, with at most one argument.
///
/// The line counts up to 256 bytes; everything after the interpreter's name, blanks trimmed, is a single
/// argument.
///
/// @see "execve(2), Interpreter scripts"
record Script(Bytes interpreter, @Nullable Bytes argument) {
    private static final int LINE_MAXIMUM = 256;

    static boolean is(Bytes head) {
        return head.length() >= 2 && head.at(0) == '#' && head.at(1) == '!';
    }

    /// Null when no interpreter is named, or its name is cut off.
    static @Nullable Script read(Bytes head) {
        int end = Math.min(head.length(), LINE_MAXIMUM);
        int newline = lineEnd(head, 2, end);
        int start = skipBlanks(head, 2, newline);
        int nameEnd = start;
        while (nameEnd < newline && !isBlank(head.at(nameEnd)) && head.at(nameEnd) != 0) {
            nameEnd++;
        }
        boolean cutOff = newline == LINE_MAXIMUM && nameEnd == newline;
        if (nameEnd == start || cutOff) {
            return null;
        }
        int from = skipBlanks(head, nameEnd, newline);
        int to = newline;
        while (to > from && isBlank(head.at(to - 1))) {
            to--;
        }
        return new Script(head.slice(start, nameEnd - start), to > from ? untilNul(head.slice(from, to - from)) : null);
    }

    /// The arguments the interpreter is given, for a script called `path` with these.
    List<Bytes> arguments(Bytes path, List<Bytes> original) {
        List<Bytes> all = new ArrayList<>();
        all.add(interpreter);
        if (argument != null) {
            all.add(argument);
        }
        all.add(path);
        all.addAll(original.subList(1, original.size()));
        return List.copyOf(all);
    }

    private static int lineEnd(Bytes head, int from, int end) {
        int at = from;
        while (at < end && head.at(at) != '\n') {
            at++;
        }
        return at;
    }

    private static int skipBlanks(Bytes head, int from, int end) {
        int at = from;
        while (at < end && isBlank(head.at(at))) {
            at++;
        }
        return at;
    }

    private static Bytes untilNul(Bytes text) {
        for (int at = 0; at < text.length(); at++) {
            if (text.at(at) == 0) {
                return text.slice(0, at);
            }
        }
        return text;
    }

    private static boolean isBlank(byte character) {
        return character == ' ' || character == '\t';
    }
}
