package org.lkernel.actors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lkernel.actors.journal.JournalException;
import org.lkernel.actors.journal.JournalReader;
import org.lkernel.actors.journal.MemoryChannel;
import org.lkernel.actors.toy.Dice;
import org.lkernel.actors.toy.Rigs;
import org.lkernel.actors.toy.SmallDisk;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Port;

/// A run can be repeated from its journal alone, and no bytes a journal may hold do worse than be refused.
class JournalTest {
    private static final int LENGTH = 400;

    private record Recorded(Bytes content, long steps, String digest) {
        byte[] journal() {
            return content.toArray();
        }
    }

    private static Recorded record(long seed) {
        MemoryChannel channel = new MemoryChannel();
        Machine machine = Rigs.diceWithHost(seed)
                .seed(seed)
                .journal(channel, "seven dice", List.of("run", "dice"))
                .build();
        Rigs.throwAll(machine, LENGTH);
        machine.run(300);
        machine.inject(Port.FILES, new Dice.Shout(Bytes.utf8("now"), null, List.of(1, 2)));
        machine.run();
        String digest = machine.fullDigest();
        machine.close();
        return new Recorded(Bytes.wrap(channel.toArray()), machine.steps(), digest);
    }

    private static JournalReader reader(byte[] journal) {
        return new JournalReader(new MemoryChannel(journal), false);
    }

    private static String replayed(byte[] journal) {
        try (Machine machine = Rigs.dice().replay(reader(journal)).build()) {
            assertEquals(Stop.REPLAYED, machine.run());
            return machine.fullDigest();
        }
    }

    @Test
    void aReplayGivesTheSameDigestWithoutAHost() {
        for (long seed = 0; seed < 5; seed++) {
            Recorded recorded = record(seed);
            assertTrue(recorded.journal().length > 1000, "the host was asked");
            assertEquals(recorded.digest, replayed(recorded.journal()));
        }
    }

    @Test
    void theHeaderSaysWhatTheRunWas() {
        JournalReader reader = reader(record(11).journal());
        assertEquals(11, reader.header().seed());
        assertEquals("seven dice", reader.header().configuration());
        assertEquals(List.of("run", "dice"), reader.header().arguments());
    }

    @Test
    void aFileServesAsWellAsMemory(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("run.journal");
        String digest;
        try (Machine machine = Rigs.diceWithHost(1)
                .journal(
                        FileChannel.open(
                                file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                        "",
                        List.of())
                .build()) {
            Rigs.throwAll(machine, LENGTH);
            machine.run();
            digest = machine.fullDigest();
        }
        JournalReader reader = new JournalReader(FileChannel.open(file, StandardOpenOption.READ), false);
        try (Machine machine = Rigs.dice().replay(reader).build()) {
            machine.run();
            assertEquals(digest, machine.fullDigest());
        }
    }

    @Test
    void aReplayCanBeRewoundAndSavedAtEveryStep() {
        Recorded recorded = record(3);
        try (Machine machine = Rigs.dice().replay(reader(recorded.journal())).build();
                Machine other = Rigs.dice().replay(reader(recorded.journal())).build()) {
            Random random = new Random(3);
            for (long at = 0; at < recorded.steps; at += 1 + random.nextInt(40)) {
                machine.run(at - machine.steps());
                MachineImage image = machine.save();
                other.load(image);
                assertEquals(Stop.REPLAYED, other.run());
                assertEquals(recorded.digest, other.fullDigest(), "from step " + at);
                machine.load(image);
            }
        }
    }

    @Test
    void aRecordingThatWentBackHoldsOnlyTheRunThatCameAfter() {
        MemoryChannel channel = new MemoryChannel();
        Machine machine =
                Rigs.diceWithHost(1).seed(1).journal(channel, "", List.of()).build();
        Rigs.throwAll(machine, LENGTH);
        machine.run(100);
        MachineImage image = machine.save();
        machine.run();
        machine.load(image);
        machine.run();
        String digest = machine.fullDigest();
        machine.close();
        assertEquals(digest, replayed(channel.toArray()));
    }

    @Test
    void aJournalThatBeginsAtAnImageContinuesFromIt() {
        Machine first = Rigs.diceWithHost(1)
                .seed(1)
                .journal(new MemoryChannel(), "", List.of())
                .build();
        Rigs.throwAll(first, LENGTH);
        first.run(100);
        MachineImage image = first.save();
        first.close();
        MemoryChannel channel = new MemoryChannel();
        Machine second =
                Rigs.diceWithHost(7).seed(9).journal(channel, "", List.of()).build();
        second.load(image);
        second.run();
        String digest = second.fullDigest();
        second.close();
        try (Machine third = Rigs.dice().replay(reader(channel.toArray())).build()) {
            assertThrows(JournalException.class, third::run, "the image comes first");
            third.load(image);
            third.run();
            assertEquals(digest, third.fullDigest());
        }
    }

    @Test
    void aJournalAtItsLimitIsCutAndReplaysUpToThere() {
        MemoryChannel channel = new MemoryChannel();
        Machine machine = Rigs.diceWithHost(1)
                .journalLimit(2000)
                .journal(channel, "", List.of())
                .build();
        Rigs.throwAll(machine, LENGTH);
        machine.run();
        machine.close();
        assertTrue(channel.size() < 2500);
        try (Machine replay = Rigs.dice().replay(reader(channel.toArray())).build()) {
            assertEquals(Stop.REPLAYED, replay.run());
            assertTrue(replay.steps() < machine.steps());
        }
    }

    @Test
    void aTruncatedJournalIsRefusedAndCanBeSalvaged() {
        byte[] whole = record(2).journal();
        for (int length = whole.length - 1; length > 100; length -= 17) {
            byte[] part = Arrays.copyOf(whole, length);
            JournalException refused = assertThrows(JournalException.class, () -> replayed(part));
            assertTrue(refused.toString().contains("truncated"), refused.toString());
        }
        byte[] part = Arrays.copyOf(whole, whole.length - 5);
        try (Machine machine = Rigs.dice()
                .replay(new JournalReader(new MemoryChannel(part), true))
                .build()) {
            assertEquals(Stop.REPLAYED, machine.run());
        }
    }

    @Test
    void aFullDiskEndsTheRunAndLeavesAJournalUpToItsLastWholeBlock() {
        boolean some = false;
        for (int room = 90_000; room < 300_000; room += 37_501) {
            SmallDisk disk = new SmallDisk(room);
            Machine machine = Rigs.diceWithHost(1).journal(disk, "", List.of()).build();
            Rigs.throwAll(machine, 30_000);
            JournalException full = assertThrows(JournalException.class, machine::run);
            assertTrue(full.toString().contains("No space left on device"), full.toString());
            machine.close();
            JournalReader reader = new JournalReader(new MemoryChannel(disk.toArray()), true);
            try (Machine replay = Rigs.dice().replay(reader).build()) {
                assertEquals(Stop.REPLAYED, replay.run());
                assertTrue(replay.steps() <= machine.steps());
                some |= replay.steps() > 0;
            }
        }
        assertTrue(some, "what was written can be repeated");
    }

    @Test
    void everyWholeBlockOfAJournalThatWasCutOffIsRepeated() {
        MemoryChannel channel = new MemoryChannel();
        Machine machine = Rigs.diceWithHost(4).journal(channel, "", List.of()).build();
        Rigs.throwAll(machine, 20_000);
        machine.run();
        machine.close();
        byte[] whole = channel.toArray();
        long before = -1;
        for (int length = 300; length < whole.length; length += 61_919) {
            JournalReader reader = new JournalReader(new MemoryChannel(Arrays.copyOf(whole, length)), true);
            try (Machine replay = Rigs.dice().replay(reader).build()) {
                assertEquals(Stop.REPLAYED, replay.run(), "cut at " + length);
                assertTrue(replay.steps() >= before);
                before = replay.steps();
                assertTrue(String.valueOf(reader.cutOff()).contains("truncated"));
            }
        }
        assertTrue(before > machine.steps() / 2, before + " of " + machine.steps());
    }

    @Test
    void anotherSeedIsFoundOutAtOnce() {
        byte[] journal = record(2).journal();
        JournalReader reader = reader(journal);
        try (Machine machine = Rigs.dice().replay(reader).seed(3).build()) {
            JournalException different = assertThrows(JournalException.class, machine::run);
            assertTrue(different.toString().contains("differs from the journal at step"), different.toString());
        }
    }

    @Test
    void anotherVocabularyIsRefused() {
        byte[] journal = record(2).journal();
        JournalException refused = assertThrows(
                JournalException.class,
                () -> Rigs.walkers().replay(reader(journal)).build());
        assertTrue(refused.toString().contains("another build"));
    }

    @Test
    void damagedBytesAreRefusedByTheChecksum() {
        byte[] whole = record(2).journal();
        Random random = new Random(1);
        for (int round = 0; round < 300; round++) {
            byte[] damaged = whole.clone();
            damaged[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(8));
            assertThrows(JournalException.class, () -> replayed(damaged));
        }
    }

    @Test
    void recordingTwiceGivesTheSameBytes() {
        assertArrayEquals(record(6).journal(), record(6).journal());
        assertFalse(Arrays.equals(record(6).journal(), record(7).journal()));
    }
}
