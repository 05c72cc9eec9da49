package org.lkernel.experiments.schedule;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lkernel.kernel.Port;

/// What a decision is about: named so that taking another decision away does not rename it.
public sealed interface Subject {
    /// A task that has come so far in its own code.
    ///
    /// @param progress instructions it has retired since the base, and system calls it has made
    record Task(int task, long progress) implements Subject {
        @Override
        public String toString() {
            return "task:" + task + "@" + progress;
        }
    }

    /// The message at the head of a channel.
    ///
    /// @param number how many of that channel were delivered before it since the base
    record Letter(Port sender, Port receiver, long number) implements Subject {
        @Override
        public String toString() {
            return "letter:" + sender + ">" + receiver + "#" + number;
        }
    }

    /// The next deadline of the machine's clock.
    record Time() implements Subject {
        @Override
        public String toString() {
            return "time";
        }
    }

    /// Reads what `toString` wrote.
    static Subject parse(String text) {
        Matcher task = Pattern.compile("task:(\\d+)@(\\d+)").matcher(text);
        if (task.matches()) {
            return new Task(Integer.parseInt(task.group(1)), Long.parseLong(task.group(2)));
        }
        Matcher letter =
                Pattern.compile("letter:([a-z]+\\d*)>([a-z]+\\d*)#(\\d+)").matcher(text);
        if (letter.matches()) {
            return new Letter(
                    Ports.named(letter.group(1)), Ports.named(letter.group(2)), Long.parseLong(letter.group(3)));
        } else if (text.equals("time")) {
            return new Time();
        }
        throw new IllegalArgumentException("'" + text + "' is no subject of a decision");
    }
}
