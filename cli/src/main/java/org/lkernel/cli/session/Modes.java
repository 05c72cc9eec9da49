package org.lkernel.cli.session;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The settings of a terminal that outlast what is on its screen: DEC private modes, the keypad, the scroll region.
///
/// @param changed the modes that were set or reset, each as it was left
/// @param region the sequence that set the scroll region, or empty
record Modes(SortedMap<Integer, Boolean> changed, boolean keypad, String region) {
    static final Modes INITIAL = new Modes(new TreeMap<>(), false, "");
    static final String ENTER_ALTERNATE = "\033[?1049h";
    static final String LEAVE_ALTERNATE = "\033[?1049l";

    private static final List<Integer> ALTERNATE_SCREEN = List.of(47, 1047, 1049);
    /// Column mode, reverse screen, origin, wrapping: told where they occurred.
    private static final List<Integer> PICTURE = List.of(3, 5, 6, 7);
    /// Those, and cursor keys, cursor, mouse and focus reports, bracketed paste.
    private static final List<Integer> KNOWN =
            List.of(1, 3, 5, 6, 7, 9, 12, 25, 66, 1000, 1002, 1003, 1004, 1005, 1006, 1015, 1016, 2004);
    /// Wrapping and the cursor are on from the start.
    private static final List<Integer> ON = List.of(7, 25);

    static boolean isAlternateScreen(int number) {
        return ALTERNATE_SCREEN.contains(number);
    }

    static boolean isPicture(int number) {
        return PICTURE.contains(number);
    }

    Modes {
        changed = Collections.unmodifiableSortedMap(new TreeMap<>(changed));
    }

    Modes with(int number, boolean on) {
        if (!KNOWN.contains(number)) {
            return this;
        }
        TreeMap<Integer, Boolean> after = new TreeMap<>(changed);
        after.put(number, on);
        return new Modes(after, keypad, region);
    }

    Modes withKeypad(boolean application) {
        return new Modes(changed, application, region);
    }

    Modes withRegion(String sequence) {
        return new Modes(changed, keypad, sequence);
    }

    /// Sets them on a terminal in its initial state. The region comes with the picture, where it moves the cursor
    /// as it did.
    String setting() {
        String set = changed.entrySet().stream()
                .filter(mode -> !isPicture(mode.getKey()))
                .map(mode -> sequence(mode.getKey(), mode.getValue()))
                .collect(Collectors.joining());
        return set + (keypad ? "\033=" : "");
    }

    /// Takes them back.
    String resetting() {
        String reset = changed.entrySet().stream()
                .filter(mode -> mode.getValue() != ON.contains(mode.getKey()))
                .map(mode -> sequence(mode.getKey(), ON.contains(mode.getKey())))
                .collect(Collectors.joining());
        return reset + (keypad ? "\033>" : "") + (region.isEmpty() ? "" : "\0337\033[r\0338");
    }

    private static String sequence(int number, boolean on) {
        return "\033[?" + number + (on ? 'h' : 'l');
    }
}
