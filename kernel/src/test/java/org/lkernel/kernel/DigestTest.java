package org.lkernel.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// Sequences that differ have digests that differ, in both lanes.
class DigestTest {
    private static Digest of(Consumer<Digest> words) {
        Digest digest = new Digest();
        words.accept(digest);
        return digest;
    }

    private static Digest of(long... words) {
        return of(digest -> {
            for (long word : words) {
                digest.putLong(word);
            }
        });
    }

    @Test
    void smallNumbersInPairsAllDiffer() {
        Set<Long> low = new TreeSet<>();
        Set<Long> high = new TreeSet<>();
        for (int first = -100; first < 100; first++) {
            for (int second = -100; second < 100; second++) {
                Digest digest = of(first, second);
                low.add(digest.low());
                high.add(digest.high());
            }
        }
        assertEquals(200 * 200, low.size());
        assertEquals(200 * 200, high.size());
    }

    @Test
    void everyTwoBitsOfTwoWordsDiffer() {
        Set<String> digests = new TreeSet<>();
        for (int first = 0; first < 64; first++) {
            for (int second = 0; second < 64; second++) {
                digests.add(of(1L << first, 1L << second, 0, 0).hex());
            }
        }
        assertEquals(64 * 64, digests.size());
    }

    @Test
    void lengthsOfZeroesDiffer() {
        Set<String> digests = new TreeSet<>();
        for (int length = 0; length < 1000; length++) {
            digests.add(of(new long[length]).hex());
        }
        assertEquals(1000, digests.size());
    }

    @Test
    void aFlippedBitChangesHalfOfBothLanesAFewWordsLater() {
        for (int bit = 0; bit < 64; bit++) {
            Digest plain = of(1, 2, 3, 4, 5, 6);
            Digest flipped = of(1, 2 ^ (1L << bit), 3, 4, 5, 6);
            int low = Long.bitCount(plain.low() ^ flipped.low());
            int high = Long.bitCount(plain.high() ^ flipped.high());
            assertTrue(low >= 10 && low <= 54 && high >= 10 && high <= 54, bit + ": " + low + " and " + high);
        }
    }

    @Test
    void theOrderCounts() {
        assertNotEquals(of(1, 2).hex(), of(2, 1).hex());
        assertNotEquals(
                of(digest -> digest.putString("ab")).hex(),
                of(digest -> digest.putString("ba")).hex());
    }

    @Test
    void bytesOfAnyLengthCountOnce() {
        Set<String> digests = new TreeSet<>();
        for (int length = 0; length < 40; length++) {
            byte[] bytes = new byte[length];
            digests.add(of(digest -> digest.putBytes(bytes, 0, bytes.length)).hex());
            for (int at = 0; at < length; at++) {
                bytes[at] = 1;
                digests.add(
                        of(digest -> digest.putBytes(bytes, 0, bytes.length)).hex());
                bytes[at] = 0;
            }
        }
        assertEquals(40 + 40 * 39 / 2, digests.size());
    }

    @Test
    void savedLanesGoOn() {
        Digest half = of(1, 2);
        Digest rest = Digest.of(half.low(), half.high());
        rest.putLong(3);
        assertEquals(of(1, 2, 3).hex(), rest.hex());
    }
}
