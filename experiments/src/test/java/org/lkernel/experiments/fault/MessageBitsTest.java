package org.lkernel.experiments.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MessageBitsTest {
    private record Inner(short low, String text, boolean truth) {}

    private record Outer(byte first, Inner inner, long last, Inner none) {}

    private record Positive(int number) {
        Positive {
            if (number < 0) {
                throw new IllegalArgumentException("negative");
            }
        }
    }

    private static final Outer MESSAGE = new Outer((byte) 5, new Inner((short) 7, "text", true), 9, null);

    @Test
    void everyBitOfEveryNumberCanBeTurnedOverAndBack() {
        int bits = MessageBits.count(MESSAGE);
        assertEquals(8 + 16 + 1 + 64, bits);
        Set<Record> all = new HashSet<>();
        for (int bit = 0; bit < bits; bit++) {
            Record other = MessageBits.flipped(MESSAGE, bit);
            assertNotNull(other);
            assertNotEquals(MESSAGE, other);
            all.add(other);
            assertEquals(MESSAGE, MessageBits.flipped(other, bit));
        }
        assertEquals(bits, all.size());
    }

    @Test
    void bitsAreCountedInTheOrderOfComponents() {
        assertEquals(new Outer((byte) 4, MESSAGE.inner(), 9, null), MessageBits.flipped(MESSAGE, 0));
        assertEquals(
                new Outer((byte) 5, new Inner((short) 7, "text", false), 9, null), MessageBits.flipped(MESSAGE, 24));
        assertEquals(new Outer((byte) 5, MESSAGE.inner(), 9 ^ Long.MIN_VALUE, null), MessageBits.flipped(MESSAGE, 88));
    }

    @Test
    void whatATypeRefusesIsNotSaid() {
        assertNull(MessageBits.flipped(new Positive(1), 31));
        assertEquals(new Positive(3), MessageBits.flipped(new Positive(1), 1));
    }
}
