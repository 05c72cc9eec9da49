package org.lkernel.snapshots.codec;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Every type that a snapshot may hold, with the number it is written as and the shape it had: the allow-list, and
/// the memory of a format version.
///
/// Listings are resources, `listing-1.txt` and on; a file says with which one it was written. A line is
/// `number kind name` and then the components or constants, in the order they are written:
///
/// ```
/// 40 record org.lkernel.kernel.clock.Clock$Arm key:long deadlineNanos:long message:org.lkernel.kernel.Message
/// 41 fields org.lkernel.kernel.clock.ClockState nowNanos:long …
/// 42 enum org.lkernel.kernel.abi.Errno EPERM ENOENT …
/// 43 gone
/// ```
/// A listing is the one before it, and its own lines: types that came, types whose shape changed, and numbers whose
/// type is gone. A number is never given to another type. What a type has gained since an older listing takes its
/// default, what it has lost is read and dropped.
///
/// A type that comes in addition is one more line of the newest listing: no file has its number yet. A type that
/// changes its shape needs the next listing, once there are files of this one.
public final class Listing {
    /// The newest, which files are written with.
    public static final int CURRENT = 5;

    /// What writes down the types there are now.
    public static final String RECIPE = "mvn -pl it -am test -Dtest=ListingTest -Dlisting.write";

    private static final int FIRST = 1;
    /// In place of a kind: the type that had the number is no longer in any state.
    private static final String GONE = "gone";

    private static final Map<Integer, Listing> LOADED = new TreeMap<>();

    /// How values of a type are written.
    public enum Kind {
        RECORD,
        FIELDS,
        ENUM;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /// A named part of a record or of an object with fields.
    ///
    /// @param type as the Java language writes it
    public record Component(String name, String type) {}

    /// One type.
    ///
    /// @param components of a record or an object with fields, or empty
    /// @param constants of an enum, or empty
    public record Row(int number, Kind kind, String name, List<Component> components, List<String> constants) {
        @Override
        public String toString() {
            StringBuilder line = new StringBuilder()
                    .append(number)
                    .append(' ')
                    .append(kind.word())
                    .append(' ')
                    .append(name);
            components.forEach(
                    each -> line.append(' ').append(each.name()).append(':').append(each.type()));
            constants.forEach(each -> line.append(' ').append(each));
            return line.toString();
        }
    }

    private final int version;
    private final Map<Integer, Row> byNumber = new TreeMap<>();
    private final Map<String, Row> byName = new TreeMap<>();

    private Listing(int version, List<Row> rows) {
        this.version = version;
        for (Row row : rows) {
            if (byNumber.put(row.number(), row) != null || byName.put(row.name(), row) != null) {
                throw new IllegalStateException("listed twice: " + row);
            }
        }
    }

    /// The listing of that version.
    ///
    /// @throws IllegalArgumentException if there is none
    public static synchronized Listing of(int version) {
        Listing loaded = LOADED.get(version);
        if (loaded == null) {
            loaded = new Listing(version, load(version));
            LOADED.put(version, loaded);
        }
        return loaded;
    }

    /// The rows of the listing before, with the lines of this one in their places.
    private static List<Row> load(int version) {
        Map<Integer, Row> rows = new TreeMap<>();
        if (version > FIRST) {
            rows.putAll(of(version - 1).byNumber);
        }
        for (String line : lines(version)) {
            String[] words = line.split(" ");
            int number = Integer.parseInt(words[0]);
            if (words[1].equals(GONE)) {
                rows.remove(number);
            } else {
                rows.put(number, row(number, words));
            }
        }
        return List.copyOf(rows.values());
    }

    private static List<String> lines(int version) {
        InputStream resource = Listing.class.getResourceAsStream("listing-" + version + ".txt");
        if (resource == null) {
            throw new IllegalArgumentException("there is no listing " + version + " of types");
        }
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Row row(int number, String[] words) {
        Kind kind = Kind.valueOf(words[1].toUpperCase(java.util.Locale.ROOT));
        List<String> rest = Arrays.asList(words).subList(3, words.length);
        boolean constants = kind == Kind.ENUM;
        return new Row(
                number,
                kind,
                words[2],
                constants ? List.of() : rest.stream().map(Listing::component).toList(),
                constants ? List.copyOf(rest) : List.of());
    }

    private static Component component(String word) {
        int colon = word.indexOf(':');
        return new Component(word.substring(0, colon), word.substring(colon + 1));
    }

    public int version() {
        return version;
    }

    /// The lines that make of the listing before this one with those rows, which is none for the first.
    public static List<String> linesFor(@Nullable Listing before, List<Row> rows) {
        Map<Integer, String> lines = new TreeMap<>();
        Map<Integer, Row> known = before == null ? Map.of() : before.byNumber;
        known.keySet().forEach(number -> lines.put(number, number + " " + GONE));
        for (Row row : rows) {
            if (row.equals(known.get(row.number()))) {
                lines.remove(row.number());
            } else {
                lines.put(row.number(), row.toString());
            }
        }
        return List.copyOf(lines.values());
    }

    /// In the order of numbers.
    public List<Row> rows() {
        return List.copyOf(byNumber.values());
    }

    @Nullable
    Row row(int number) {
        return byNumber.get(number);
    }

    @Nullable
    Row row(Class<?> type) {
        return byName.get(type.getName());
    }
}
