package org.lkernel.experiments.fault;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lkernel.actors.TimeSpan;

/// When a fault strikes. What `strace(1)` writes behind `when=` means here what it means there.
public sealed interface Moment {
    /// Nothing has happened there yet.
    ///
    /// @param number of the occurrence at the fault's place, from 1
    record Occurrence(long number) implements Moment {
        @Override
        public String toString() {
            return String.valueOf(number);
        }
    }

    /// Each time.
    record Every() implements Moment {
        @Override
        public String toString() {
            return "every";
        }
    }

    /// Some occurrences: `3..9`, `3+` (from the third on), `3+2` (every other one), `3..9+2`.
    ///
    /// @param last or `Long.MAX_VALUE`
    record Range(long first, long last, long step) implements Moment {
        @Override
        public String toString() {
            String end = last == Long.MAX_VALUE ? "" : ".." + last;
            return first + end + (step > 1 ? "+" + step : end.isEmpty() ? "+" : "");
        }
    }

    /// While it is that time, since boot: `10ms..20ms`.
    record Window(long fromNanos, long toNanos) implements Moment {
        @Override
        public String toString() {
            return fromNanos + "ns.." + toNanos + "ns";
        }
    }

    /// While so many instructions have been retired since boot: `1000i..2000i`.
    record Stretch(long from, long to) implements Moment {
        @Override
        public String toString() {
            return from + "i.." + to + "i";
        }
    }

    /// So many times in a hundred, drawn for each occurrence by itself: `10%`, and with other luck `10%#2`.
    record Chance(double percent, long draw) implements Moment {
        @Override
        public String toString() {
            String share = percent == Math.rint(percent) ? String.valueOf((long) percent) : String.valueOf(percent);
            return share + "%" + (draw == 0 ? "" : "#" + draw);
        }
    }

    /// Between two instructions.
    ///
    /// @param number instructions that all harts together have retired since boot
    record Instruction(long number) implements Moment {
        @Override
        public String toString() {
            return String.valueOf(number);
        }
    }

    /// What it may depend on besides the number of the occurrence.
    interface Now {
        long nanos();

        long retired();

        /// A number from 0 to 1 that belongs to an occurrence of the fault, whatever else is armed.
        double drawn(long occurrence, long draw);
    }

    /// Whether it is now.
    ///
    /// @param occurrence from 1
    default boolean isAt(long occurrence, Now now) {
        return switch (this) {
            case Occurrence(long number) -> occurrence == number;
            case Every() -> true;
            case Range(long first, long last, long step) ->
                occurrence >= first && occurrence <= last && (occurrence - first) % step == 0;
            case Window(long from, long to) -> now.nanos() >= from && now.nanos() < to;
            case Stretch(long from, long to) -> now.retired() >= from && now.retired() < to;
            case Chance(double percent, long draw) -> now.drawn(occurrence, draw) * 100 < percent;
            case Instruction _ -> false;
        };
    }

    /// The same when time and instructions are counted from a later moment than boot.
    default Moment after(long nanos, long retired) {
        return switch (this) {
            case Window(long from, long to) -> new Window(from + nanos, to + nanos);
            case Stretch(long from, long to) -> new Stretch(from + retired, to + retired);
            case Instruction(long number) -> new Instruction(number + retired);
            case Occurrence _, Every _, Range _, Chance _ -> this;
        };
    }

    /// What each writes of itself; null if it is nothing that the kind can have.
    static @Nullable Moment parse(FaultKind kind, String text) {
        if (kind.isBetweenInstructions()) {
            return text.matches("[1-9][0-9]{0,17}") ? new Instruction(Long.parseLong(text)) : null;
        } else if (text.matches("[1-9][0-9]{0,17}")) {
            return new Occurrence(Long.parseLong(text));
        }
        return kind.mayBeEvery() ? repeated(text) : null;
    }

    private static @Nullable Moment repeated(String text) {
        Matcher range = Pattern.compile("([1-9][0-9]{0,17})(?:\\.\\.([1-9][0-9]{0,17}))?(\\+([1-9][0-9]{0,17})?)?")
                .matcher(text);
        Matcher stretch = Pattern.compile("([0-9]{1,18})i\\.\\.([0-9]{1,18})i").matcher(text);
        Matcher chance = Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,9})?)%(?:#([1-9][0-9]{0,17}))?")
                .matcher(text);
        if (text.equals("every")) {
            return new Every();
        } else if (range.matches() && (range.group(2) != null || range.group(3) != null)) {
            long first = Long.parseLong(range.group(1));
            long last = range.group(2) == null ? Long.MAX_VALUE : Long.parseLong(range.group(2));
            return last < first ? null : new Range(first, last, number(range.group(4), 1));
        } else if (stretch.matches()) {
            return stretch(Long.parseLong(stretch.group(1)), Long.parseLong(stretch.group(2)));
        } else if (chance.matches()) {
            double percent = Double.parseDouble(chance.group(1));
            return percent > 100 ? null : new Chance(percent, number(chance.group(2), 0));
        }
        return window(text);
    }

    private static @Nullable Moment stretch(long from, long to) {
        return to > from ? new Stretch(from, to) : null;
    }

    private static long number(@Nullable String text, long usual) {
        return text == null ? usual : Long.parseLong(text);
    }

    private static @Nullable Moment window(String text) {
        int dots = text.indexOf("..");
        try {
            long from = dots < 1 ? 0 : TimeSpan.nanos(text.substring(0, dots));
            long to = dots < 1 ? 0 : TimeSpan.nanos(text.substring(dots + 2));
            return to > from ? new Window(from, to) : null;
        } catch (IllegalArgumentException none) {
            return null;
        }
    }

    /// How it is written.
    static String form(FaultKind kind) {
        return kind.isBetweenInstructions()
                ? "a number of instructions since boot"
                : kind.mayBeEvery()
                        ? "the number of an occurrence, from 1, 'every', a range (3..9, 3+, 3+2), a time (1ms..2ms),"
                                + " instructions (1000i..2000i) or a share (10%)"
                        : "the number of an occurrence, from 1";
    }
}
