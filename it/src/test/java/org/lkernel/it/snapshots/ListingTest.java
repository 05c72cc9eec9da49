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
import org.junit.jupiter.api.Test;
import org.lkernel.it.machine.Guest;
import org.lkernel.kernel.State;
import org.lkernel.kernel.Subsystem;
import org.lkernel.snapshots.codec.Listing;

/// The newest listing has every type a snapshot can hold, as it is now.
///
/// A test that fails here says that a state or message has another shape than the files of this format have.
/// Files that are out in the world keep theirs: copy the newest listing to the next number, make that
/// [Listing#CURRENT], raise the `schemaVersion` of the states concerned, and let
/// `mvn -pl it -am test -Dtest=ListingTest -Dlisting.write=FILE` write its lines.
final class ListingTest {
    private static final int FIRST_NUMBER = 32;

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

    /// The lines that the newest listing should have: known numbers kept, new types at the end.
    private static List<Listing.Row> wanted(Listing known) {
        Map<String, Integer> numbers = new HashMap<>();
        known.rows().forEach(row -> numbers.put(row.name(), row.number()));
        int next = known.rows().stream().mapToInt(Listing.Row::number).max().orElse(FIRST_NUMBER - 1) + 1;
        Map<Integer, Listing.Row> rows = new TreeMap<>();
        for (ReachedTypes.Shape shape : reached().shapes()) {
            Integer number = numbers.get(shape.name());
            int given = number == null ? next++ : number;
            rows.put(given, shape.numbered(given));
        }
        return List.copyOf(rows.values());
    }

    @Test
    void theNewestListingIsTheShapeOfTheMachine() throws IOException {
        Listing current = Listing.of(Listing.CURRENT);
        List<Listing.Row> wanted = wanted(current);
        String target = System.getProperty("listing.write");
        if (target != null) {
            Files.write(
                    Path.of(target), wanted.stream().map(Listing.Row::toString).toList());
        }
        assertEquals(lines(wanted), lines(current.rows()));
    }

    private static String lines(List<Listing.Row> rows) {
        StringBuilder text = new StringBuilder();
        rows.forEach(row -> text.append(row).append('\n'));
        return text.toString();
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
}
