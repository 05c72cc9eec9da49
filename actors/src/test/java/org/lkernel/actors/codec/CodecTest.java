package org.lkernel.actors.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Canonical;
import org.lkernel.kernel.Digest;
import org.lkernel.kernel.Message;
import org.lkernel.kernel.clock.Clock;
import org.lkernel.kernel.device.Console;

/// Every message of the kernel can be folded, written and read back.
class CodecTest {
    private static final Vocabulary KERNEL = new Vocabulary(Samples.FAMILIES);

    /// Random messages of every type; the count of those made.
    private static int each(int rounds, Consumer<Message> check) {
        int made = 0;
        List<Class<?>> messages =
                KERNEL.types().stream().filter(Message.class::isAssignableFrom).toList();
        assertTrue(messages.size() > 100, "the kernel has messages");
        for (int round = 0; round < rounds; round++) {
            Samples samples = new Samples(round);
            for (Class<?> type : messages) {
                Optional<Message> sample = samples.of(type);
                sample.ifPresent(check);
                made += sample.isPresent() ? 1 : 0;
            }
        }
        assertTrue(made > messages.size() * rounds / 2, "most constructors accept most values");
        return made;
    }

    private static Sink written(Message message) {
        Sink sink = new Sink(16);
        KERNEL.write(message, sink);
        return sink;
    }

    @Test
    void generatedFoldsAreTheCanonicalOnes() {
        each(20, message -> {
            Digest generated = new Digest();
            Folds.fold((Record) message, generated);
            Digest canonical = new Digest();
            Canonical.value(message, canonical);
            assertEquals(canonical.hex(), generated.hex(), message::toString);
        });
    }

    @Test
    void whatIsWrittenIsReadBack() {
        each(20, message -> {
            Sink sink = written(message);
            Source source = new Source(sink.array(), 0, sink.length());
            assertEquals(message, KERNEL.read(source));
            assertEquals(0, source.left());
        });
    }

    @Test
    void everyFieldCountsInTheFold() {
        assertNotEquals(fold(new Clock.Reached(1)), fold(new Clock.Reached(2)));
        assertNotEquals(fold(new Clock.Reached(1)), fold(new Clock.HostTime(1)));
        assertNotEquals(fold(new Console.Answer(Bytes.utf8("a"), 0)), fold(new Console.Answer(Bytes.utf8("b"), 0)));
    }

    private static String fold(Message message) {
        Digest digest = new Digest();
        Folds.fold((Record) message, digest);
        return digest.hex();
    }

    @Test
    void theFingerprintKnowsTheVocabulary() {
        assertEquals(KERNEL.fingerprint(), new Vocabulary(Samples.FAMILIES).fingerprint());
        assertNotEquals(KERNEL.fingerprint(), new Vocabulary(List.of(Clock.class)).fingerprint());
    }

    @Test
    void aMessageOutsideTheVocabularyIsNotWritten() {
        Vocabulary clock = new Vocabulary(List.of(Clock.class));
        assertThrows(IllegalArgumentException.class, () -> clock.write(new Console.HungUp(), new Sink(16)));
    }

    @Test
    void anOpenTypeIsNoVocabulary() {
        assertThrows(IllegalArgumentException.class, () -> new Vocabulary(List.of(Runnable.class)));
    }

    /// No bytes do worse than [MalformedMessage]: no other exception, no endless loop, no great allocation.
    @Test
    void hostileBytesAreRefused() {
        Random random = new Random(7);
        each(4, message -> {
            Sink sink = written(message);
            byte[] bytes = java.util.Arrays.copyOf(sink.array(), sink.length());
            for (int round = 0; round < 20; round++) {
                mutate(bytes, random);
                readOrRefuse(bytes);
            }
        });
        for (int round = 0; round < 100_000; round++) {
            byte[] noise = new byte[random.nextInt(64)];
            random.nextBytes(noise);
            readOrRefuse(noise);
        }
    }

    private static void mutate(byte[] bytes, Random random) {
        bytes[random.nextInt(bytes.length)] = switch (random.nextInt(3)) {
            case 0 -> (byte) 0xff;
            case 1 -> (byte) random.nextInt();
            default -> 0;
        };
    }

    private static void readOrRefuse(byte[] bytes) {
        try {
            KERNEL.read(new Source(bytes, 0, bytes.length));
        } catch (MalformedMessage refused) {
            assertTrue(refused.toString().length() > 20);
        }
    }

    @Test
    void aLengthBeyondTheBytesAllocatesNothing() {
        Sink sink = new Sink(16);
        sink.putCount(Integer.MAX_VALUE);
        MalformedMessage refused =
                assertThrows(MalformedMessage.class, () -> new Source(sink.array(), 0, sink.length()).readBytes());
        assertTrue(refused.toString().contains("bytes of length 2147483647"));
    }

    @Test
    void numbersOfAllSizesSurvive() {
        Random random = new Random(3);
        for (int round = 0; round < 10_000; round++) {
            long value = random.nextLong() >> random.nextInt(64);
            Sink sink = new Sink(1);
            sink.putNumber(value);
            sink.putCount(value);
            sink.putLong(value);
            sink.putInt((int) value);
            Source source = new Source(sink.array(), 0, sink.length());
            assertEquals(value, source.readNumber());
            assertEquals(value, source.readCount());
            assertEquals(value, source.readLong());
            assertEquals((int) value, source.readInt());
        }
    }
}
