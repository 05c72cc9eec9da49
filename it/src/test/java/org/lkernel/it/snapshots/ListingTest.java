package org.lkernel.it.snapshots;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lkernel.it.machine.Guest;
import org.lkernel.kernel.State;
import org.lkernel.kernel.Subsystem;
import org.lkernel.snapshots.codec.Listing;

/// The newest listing has every type a snapshot can hold, as it is now.
///
/// When it fails because types came in addition, [Listing#RECIPE] writes their lines, and that is all. When a type has
/// another shape than files that are out in the world, theirs stays: raise [Listing#CURRENT] and the `schemaVersion` of
/// the states concerned, write the lines of the new listing in the same way, and make its golden file ([GoldenTest]).
final class ListingTest {
    private static final int FIRST_NUMBER = 32;
    private static final String HEADING = "# What snapshots are made of: number, kind, name, components. See Listing.";

    /// Every type that is reached from what a machine understands and remembers.
    static ReachedTypes reached() {
        List<Class<?>> roots = new ArrayList<>(List.of(named("MachineFacts")));
        try (Guest guest = Guest.setup().boot("/bin/true")) {
            for (Subsystem<?, ?> subsystem : guest.machine().subsystems()) {
                State<?> state = subsystem.state();
                roots.add(subsystem.understands());
                roots.add(state.getClass());
            }
        }
        return new ReachedTypes(roots);
    }

    private static Class<?> named(String name) {
        try {
            return Class.forName("org.lkernel.snapshots." + name);
        } catch (ClassNotFoundException gone) {
            throw new IllegalStateException(gone);
        }
    }

    private static Path resource(int version) {
        return Path.of("../snapshots/src/main/resources/org/lkernel/snapshots/codec/listing-" + version + ".txt");
    }

    /// The rows that the newest listing should have: known numbers kept, new types at the end.
    private static List<Listing.Row> wanted(@Nullable Listing known) {
        Map<String, Integer> numbers = new HashMap<>();
        int next = FIRST_NUMBER;
        for (Listing.Row row : known == null ? List.<Listing.Row>of() : known.rows()) {
            numbers.put(row.name(), row.number());
            next = Math.max(next, row.number() + 1);
        }
        Map<Integer, Listing.Row> rows = new TreeMap<>();
        for (ReachedTypes.Shape shape : reached().shapes()) {
            Integer number = numbers.get(shape.name());
            int given = number == null ? next++ : number;
            rows.put(given, shape.numbered(given));
        }
        return List.copyOf(rows.values());
    }

    /// A listing that is to be written may not be there yet.
    private static Listing newest() {
        boolean begun = Files.exists(resource(Listing.CURRENT));
        return Listing.of(begun ? Listing.CURRENT : Listing.CURRENT - 1);
    }

    @Test
    void theNewestListingIsTheShapeOfTheMachine() throws IOException {
        Listing newest = newest();
        List<Listing.Row> wanted = wanted(newest);
        if (System.getProperty("listing.write") != null) {
            List<String> lines = new ArrayList<>(List.of(HEADING));
            lines.addAll(Listing.linesFor(Listing.of(Listing.CURRENT - 1), wanted));
            Files.write(resource(Listing.CURRENT), lines);
            return;
        }
        List<String> missing = Listing.linesFor(newest, wanted);
        assertEquals("", String.join("\n", missing), "write these lines with " + Listing.RECIPE);
    }

    @Test
    void aNumberIsNeverGivenToAnotherType() {
        Map<Integer, String> names = new TreeMap<>();
        for (int version = 1; version <= Listing.CURRENT; version++) {
            for (Listing.Row row : Listing.of(version).rows()) {
                String before = names.putIfAbsent(row.number(), row.name());
                assertTrue(before == null || before.equals(row.name()), row.number() + " was " + before);
            }
        }
        assertEquals(names.size(), new TreeSet<>(names.values()).size());
    }

    static IntStream versions() {
        return IntStream.rangeClosed(1, Listing.CURRENT);
    }

    /// What came in addition is behind them.
    @ParameterizedTest
    @MethodSource("versions")
    void theRowsThatFilesWereWrittenWithStay(int version) throws IOException {
        FrozenRows frozen = FrozenRows.read(GoldenTest.golden(version, ".rows"));
        assertEquals(
                frozen,
                FrozenRows.first(frozen.count(), Listing.of(version)),
                "a type has another shape than in the files of listing %d: begin listing %d"
                        .formatted(version, version + 1));
    }
}
