package org.lkernel.cli.session;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a control sequence means for who wants to paint a terminal again.
sealed interface Control {
    Pattern PRIVATE_MODE = Pattern.compile("\033\\[\\?(\\d{1,5}(?:;\\d{1,5}){0,15})([hl])");
    Pattern REGION = Pattern.compile("\033\\[\\d{0,5}(?:;\\d{0,5})?r");
    /// Answered by the terminal: device status and attributes, window reports, colours, termcap strings.
    Pattern QUESTION = Pattern.compile(
            "\033(?:\\[[?>=]?[\\d;]*[nc]|\\[\\d+[\\d;]*t|\\[[?\\d;]*\\$p|\\[>[\\d;]*q|Z|\\].*\\?.*|P.*)",
            Pattern.DOTALL);

    /// The terminal would answer.
    record Question() implements Control {}

    /// The cursor goes to the upper left corner.
    record Home() implements Control {}

    /// All is empty from the cursor on, or all in any case.
    record Clear(boolean everything) implements Control {}

    /// Back to the initial state (RIS).
    record Reset() implements Control {}

    /// DEC private modes.
    record Mode(List<Integer> numbers, boolean on) implements Control {
        /// Whether it changes what later output looks like, so that it must be told in its place.
        boolean isPicture() {
            return numbers.stream().anyMatch(Modes::isPicture);
        }
    }

    record Keypad(boolean application) implements Control {}

    /// The lines that scroll.
    record Region(String sequence) implements Control {}

    record Other() implements Control {}

    static Control of(String sequence) {
        return switch (sequence) {
            case "\033c" -> new Reset();
            case "\033=", "\033>" -> new Keypad(sequence.endsWith("="));
            case "\033[H", "\033[1;1H", "\033[;H" -> new Home();
            case "\033[J", "\033[0J", "\033[2J" -> new Clear(sequence.endsWith("2J"));
            default -> withNumbers(sequence);
        };
    }

    private static Control withNumbers(String sequence) {
        Matcher mode = PRIVATE_MODE.matcher(sequence);
        if (mode.matches()) {
            List<Integer> numbers = Arrays.stream(mode.group(1).split(";", -1))
                    .map(Integer::valueOf)
                    .toList();
            return new Mode(numbers, mode.group(2).equals("h"));
        } else if (REGION.matcher(sequence).matches()) {
            return new Region(sequence);
        }
        return QUESTION.matcher(sequence).matches() ? new Question() : new Other();
    }
}
