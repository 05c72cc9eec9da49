package org.lkernel.actors;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lkernel.actors.codec.Sink;
import org.lkernel.actors.journal.JournalEvent;
import org.lkernel.actors.journal.JournalException;
import org.lkernel.actors.journal.JournalReader;
import org.lkernel.actors.journal.MemoryChannel;
import org.lkernel.actors.toy.Rigs;

/// A journal made by an enemy, who knows how to compute a checksum, is refused by name and costs no memory to
/// speak of.
@Timeout(60)
class HostileJournalTest {
    private static byte[] journal() {
        MemoryChannel channel = new MemoryChannel();
        Machine machine =
                Rigs.diceWithHost(1).journal(channel, "dice", List.of("a", "b")).build();
        Rigs.throwAll(machine, 60);
        machine.run();
        machine.close();
        return channel.toArray();
    }

    /// Makes every checksum right again.
    private static byte[] sealed(byte[] journal) {
        ByteBuffer file = ByteBuffer.wrap(journal).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 12; at + 8 <= journal.length; at += 8 + file.getInt(at)) {
            int length = file.getInt(at);
            if (length < 0 || length > journal.length - at - 8) {
                return journal;
            }
            CRC32C crc = new CRC32C();
            crc.update(journal, at + 8, length);
            file.putInt(at + 4, (int) crc.getValue());
        }
        return journal;
    }

    /// Follows the journal to its end, or refuses it; nothing else may happen.
    private static boolean refused(byte[] journal) {
        try (JournalReader reader = new JournalReader(new MemoryChannel(journal), false);
                Machine machine = Rigs.dice().replay(reader).build()) {
            machine.run(100_000);
            return false;
        } catch (JournalException named) {
            assertTrue(named.toString().contains("journal"), named::toString);
            return true;
        } catch (KernelCrash forged) {
            // An answer of the right form that no host would give is for its driver to notice.
            assertTrue(forged.last().size() <= 32);
            return true;
        }
    }

    @Test
    void damageUnderARightChecksumIsRefusedByName() {
        byte[] whole = journal();
        Random random = new Random(5);
        int refused = 0;
        for (int round = 0; round < 400; round++) {
            byte[] damaged = whole.clone();
            for (int flip = 0; flip <= random.nextInt(3); flip++) {
                damaged[12 + random.nextInt(whole.length - 12)] = (byte) random.nextInt();
            }
            refused += refused(sealed(damaged)) ? 1 : 0;
        }
        assertTrue(refused > 200, "most damage matters: " + refused);
    }

    @Test
    void noiseIsNoJournal() {
        Random random = new Random(6);
        for (int round = 0; round < 200; round++) {
            byte[] noise = new byte[random.nextInt(4096)];
            random.nextBytes(noise);
            assertThrows(JournalException.class, () -> new JournalReader(new MemoryChannel(noise), false));
        }
    }

    @Test
    void aHugeBlockIsRefusedBeforeItIsRead() {
        byte[] whole = journal();
        int block = 20 + ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getInt(12);
        for (int length : new int[] {0, -1, Integer.MAX_VALUE, 5 << 20}) {
            byte[] damaged = whole.clone();
            ByteBuffer.wrap(damaged).order(ByteOrder.LITTLE_ENDIAN).putInt(block, length);
            assertTrue(refused(damaged));
        }
    }

    @Test
    void stepsThatRunBackwardsAreRefused() {
        Sink body = new Sink(64);
        body.putCount(Long.MAX_VALUE);
        body.putByte(JournalEvent.CUT);
        body.putCount(Long.MAX_VALUE);
        byte[] whole = journal();
        int header = 20 + ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getInt(12);
        ByteBuffer file = ByteBuffer.allocate(header + 8 + body.length()).order(ByteOrder.LITTLE_ENDIAN);
        file.put(whole, 0, header).putInt(body.length()).putInt(0).put(body.array(), 0, body.length());
        assertTrue(refused(sealed(file.array())));
    }
}
