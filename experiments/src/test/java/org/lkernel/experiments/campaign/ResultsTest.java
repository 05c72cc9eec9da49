package org.lkernel.experiments.campaign;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lkernel.experiments.Mistake;
import org.lkernel.experiments.schedule.Words;

/// What is kept of a campaign, wherever it is kept.
final class ResultsTest {
    @TempDir
    private Path directory;

    private static void add(Results results, long first, long end, long... found) throws Exception {
        Words words = results.words(Round.of(Math.max(1, first)));
        results.add(
                LongStream.range(first, end)
                        .mapToObj(number -> new Result(number, null, 1, 1, 0, 0))
                        .toList(),
                words.with(found));
    }

    /// A campaign of two rounds and a part of the third, the second one in two parts.
    private static void play(Results results) throws Exception {
        results.begin(Words.of(new long[] {1}));
        add(results, 0, 1);
        add(results, 1, 65, 2);
        add(results, 65, 100, 3);
        assertArrayEquals(new long[] {1, 2}, results.words(1).numbers(), "a round keeps what it began with");
        add(results, 100, 129, 4);
        add(results, 129, 140, 5);
    }

    @Test
    void aRoundKnowsWhatAllBeforeItFoundWhereverThatIsKept() throws Exception {
        Results memory = Campaign.inMemory();
        play(memory);
        try (Results file = SqliteResults.open(directory.resolve("results.db"), "one")) {
            play(file);
            for (long[] known : new long[][] {{1}, {1, 2}, {1, 2, 3, 4}}) {
                int round = List.of(1, 2, 4).indexOf(known.length);
                assertArrayEquals(known, memory.words(round).numbers());
                assertArrayEquals(known, file.words(round).numbers());
            }
            assertEquals(memory.played(), file.played());
        }
    }

    @Test
    void theDatabaseOfSomebodyElseIsLeftAlone() throws Exception {
        Path theirs = directory.resolve("theirs.db");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + theirs);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE people (name TEXT)");
            assertThrows(Mistake.class, () -> SqliteResults.open(theirs, "one"));
            try (ResultSet tables = statement.executeQuery("SELECT count(*) FROM sqlite_schema")) {
                assertEquals(1, tables.getInt(1));
            }
        }
    }
}
