package org.lkernel.cli.strace;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The constants of one argument: bits that are shown as `A|B`, or numbers of which it is one.
///
/// @param exclusive whether it is a number, not a set of bits
/// @param otherwise what no bit at all is called, or what is said of a number without a name
record Names(boolean exclusive, String otherwise, List<Name> names) {
    /// @param mask the bits that are this number; 0 for a flag, which is all of its own bits
    record Name(String text, long value, long mask) {}

    private static final Map<String, Names> ALL = read();

    static @Nullable Names of(String kind) {
        return ALL.get(kind);
    }

    /// The name of a number in the set of that kind.
    static String show(String kind, long value) {
        Names names = ALL.get(kind);
        if (names == null) {
            throw new IllegalArgumentException("nothing is called " + kind);
        }
        return names.show(value);
    }

    String show(long value) {
        return exclusive ? one(value) : set(value);
    }

    private String one(long value) {
        for (Name name : names) {
            if (name.value == value) {
                return name.text;
            }
        }
        return otherwise.equals("?") ? hexadecimal(value) : hexadecimal(value) + " /* " + otherwise + " */";
    }

    private String set(long value) {
        List<String> found = new ArrayList<>();
        long left = value;
        for (Name name : names) {
            if (name.mask != 0
                    ? (value & name.mask) == name.value
                    : name.value != 0 && (left & name.value) == name.value) {
                found.add(name.text);
                left &= ~(name.mask | name.value);
            }
        }
        if (left != 0) {
            found.add(hexadecimal(left));
        }
        return found.isEmpty() ? otherwise : String.join("|", found);
    }

    private static String hexadecimal(long value) {
        return value == 0 ? "0" : "0x" + Long.toHexString(value);
    }

    // ---- the table

    private static Map<String, Names> read() {
        Map<String, Names> all = new TreeMap<>();
        try (InputStream table = Names.class.getResourceAsStream("names.txt");
                BufferedReader lines = new BufferedReader(
                        new InputStreamReader(java.util.Objects.requireNonNull(table), StandardCharsets.UTF_8))) {
            List<Name> current = new ArrayList<>();
            long mask = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split(" ");
                int first = 0;
                if (line.isEmpty() || line.startsWith("#")) {
                    continue;
                } else if (words[0].equals("set") || words[0].equals("one")) {
                    current = new ArrayList<>();
                    mask = 0;
                    all.put(words[1], new Names(words[0].equals("one"), words[2], current));
                    continue;
                } else if (words[0].equals("mask")) {
                    mask = Long.decode(words[1]);
                    first = 2;
                }
                for (int index = first; index < words.length; index++) {
                    current.add(name(words[index], mask));
                }
            }
            return all;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Name name(String definition, long mask) {
        int equals = definition.lastIndexOf('=');
        return new Name(definition.substring(0, equals), Long.decode(definition.substring(equals + 1)), mask);
    }
}
