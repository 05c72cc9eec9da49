package org.lkernel.experiments.schedule;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which words are shared, and which calls can be seen by others.
class TouchesTest {
    private static final int FRAME = 7;
    private static final int ONE = 1;
    private static final int OTHER = 2;

    private final Touches touches = new Touches();

    @BeforeEach
    void begin() {
        touches.clear();
    }

    private static long[] words(long... addresses) {
        return java.util.Arrays.stream(addresses).map(Touches::word).toArray();
    }

    @Test
    void aWordIsSharedWhenTwoTouchItAndOneWrites() {
        touches.note(ONE, 0x1010, FRAME, false);
        touches.note(OTHER, 0x1010, FRAME, false);
        assertArrayEquals(words(), touches.found());
        touches.note(OTHER, 0x1010, FRAME, true);
        assertArrayEquals(words(0x1010), touches.found());
    }

    @Test
    void oneTaskAloneSharesNothing() {
        touches.note(ONE, 0x1010, FRAME, true);
        touches.note(ONE, 0x5010, FRAME, true);
        assertArrayEquals(words(), touches.found());
    }

    @Test
    void aWordIsKnownAtEveryAddressItIsMappedAt() {
        touches.note(ONE, 0x1010, FRAME, true);
        touches.note(OTHER, 0x8010, FRAME, true);
        assertArrayEquals(words(0x1010, 0x8010), touches.found());
        touches.note(ONE, 0x9010, FRAME, false);
        assertArrayEquals(words(0x1010, 0x8010, 0x9010), touches.found());
    }

    @Test
    void addressesThatWereTouchedBeforeItWasSharedCountToo() {
        for (int mapping = 1; mapping < 40; mapping++) {
            touches.note(ONE, mapping * 0x1000L + 8, FRAME, true);
        }
        touches.note(OTHER, 0x1008, FRAME, false);
        assertTrue(touches.found().length == 39);
    }

    /// munmap, mmap, mprotect, madvise, brk, rt_sigaction, rt_sigprocmask.
    @ParameterizedTest
    @ValueSource(longs = {215, 222, 226, 233, 214, 134, 135})
    void othersCanTellWhenTheAddressSpaceOrASignalsFateChanges(long call) {
        assertTrue(Visible.is(call));
    }
}
