package org.lkernel.it.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What polls, selects and interest lists see of every kind of object, step by step, as Linux 6.18 showed it to the
/// same random scripts: `userland/exercise/readiness.c`, which says how the transcript is made.
final class ReadinessTest {
    private static final String COMMAND = "lkernel run -- /bin/readiness 1 300 8";

    @ParameterizedTest
    @CsvSource({"1,1", "2,2"})
    void randomScriptsSeeWhatTheySawOnTheReference(long seed, int harts) throws IOException {
        Guest.Result result = Guest.setup().seed(seed).harts(harts).run("/bin/readiness", "1", "300", "8");
        assertEquals(0, result.status(), result::errors);
        List<String> expected = transcript().lines().toList();
        List<String> seen = result.text().lines().toList();
        assertTrue(expected.size() > 1500, "the transcript is there");
        for (int line = 0; line < expected.size(); line++) {
            assertEquals(
                    expected.get(line), line < seen.size() ? seen.get(line) : null, COMMAND + ", line " + (line + 1));
        }
        assertEquals(expected.size(), seen.size(), COMMAND);
    }

    private static String transcript() throws IOException {
        try (InputStream text =
                Objects.requireNonNull(ReadinessTest.class.getResourceAsStream("readiness.txt"), "transcript")) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
