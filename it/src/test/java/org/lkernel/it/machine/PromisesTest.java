package org.lkernel.it.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a call has promised is so when it returns, in whatever order messages come: the table of
/// [org.lkernel.kernel.syscall], row by row.
class PromisesTest {
    @ParameterizedTest
    @CsvSource({"1, 40, 2", "41, 6, 4"})
    void whatACallPromisedIsSoForWhoeverLooksAtOnce(long first, int seeds, int harts) {
        for (long seed = first; seed < first + seeds; seed++) {
            long drawn = seed;
            Guest.Result result = Guest.setup().harts(harts).seed(seed).run("/bin/promises", "1");
            assertEquals(0, result.status(), () -> "seed " + drawn + "\n" + result.text() + result.errors());
            assertFalse(result.text().contains("FAIL"), result::text);
        }
    }
}
