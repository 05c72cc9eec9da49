package org.lkernel.actors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lkernel.actors.choice.Decision;
import org.lkernel.actors.choice.RecordedChoices;
import org.lkernel.actors.choice.SeededChoices;
import org.lkernel.actors.journal.JournalReader;
import org.lkernel.actors.journal.MemoryChannel;
import org.lkernel.actors.toy.Dice;
import org.lkernel.actors.toy.Rigs;
import org.lkernel.actors.toy.Walker;
import org.lkernel.kernel.Port;

/// A fork is a machine of its own that begins where another one stands.
@Timeout(120)
class ForkTest {
    private static final int ROUNDS = 12;

    private static Machine walkers() {
        Machine machine = Rigs.walkers().seed(3).build();
        Rigs.walkAll(machine, ROUNDS);
        return machine;
    }

    private static String finished(Machine machine) {
        machine.run();
        return machine.steps() + " " + machine.fullDigest();
    }

    private static String whole() {
        try (Machine machine = walkers()) {
            return finished(machine);
        }
    }

    @Test
    void goesOnAsTheOriginalWouldFromEveryStep() {
        List<Machine> forks = new ArrayList<>();
        String whole;
        try (Machine machine = walkers()) {
            do {
                forks.add(machine.fork());
            } while (machine.step());
            whole = finished(machine);
        }
        assertTrue(forks.size() > 100, "there are steps to fork at");
        for (Machine fork : forks) {
            try (fork) {
                assertEquals(whole, finished(fork), "the original is closed by now");
            }
        }
    }

    @Test
    void goesOnFromInsideASlice() {
        String whole = whole();
        try (Machine machine = walkers()) {
            for (long at = 7; machine.run(new Until.Instruction(at)) == Stop.CONDITION; at += 13) {
                try (Machine fork = machine.fork()) {
                    assertEquals(at, fork.retired());
                    assertEquals(whole, finished(fork));
                }
            }
            assertEquals(whole, finished(machine));
        }
    }

    @Test
    void aForkOfAForkGoesOnToo() {
        String whole = whole();
        Machine last = walkers();
        for (int generation = 0; generation < 50; generation++) {
            last.step();
            Machine next = last.fork();
            last.run(3);
            last.close();
            last = next;
        }
        try (Machine machine = last) {
            assertEquals(whole, finished(machine));
        }
    }

    @Test
    void anotherSeedGoesElsewhereAndTheSameOneDoesNot() {
        try (Machine machine = walkers()) {
            machine.run(20);
            try (Machine same = machine.fork(fork -> fork.seed(3));
                    Machine other = machine.fork(fork -> fork.seed(4));
                    Machine again = machine.fork(fork -> fork.seed(4))) {
                String elsewhere = finished(other);
                assertEquals(4, other.seed());
                assertEquals(elsewhere, finished(again));
                assertNotEquals(elsewhere, finished(same));
                assertEquals(whole(), finished(machine));
            }
        }
    }

    @Test
    void choicesOfItsOwnAreAskedFromTheForkOn() {
        List<Decision> decisions = new ArrayList<>();
        try (Machine machine = walkers()) {
            machine.run(20);
            try (Machine fork =
                    machine.fork(with -> with.choices(new RecordedChoices(new SeededChoices(3), decisions::add)))) {
                assertEquals(finished(machine), finished(fork));
            }
        }
        assertFalse(decisions.isEmpty());
        assertTrue(decisions.getFirst().occurrence() > 0, "earlier decisions are counted");
    }

    @Test
    void onlyTheForkIsWatchedAndOnlyFromTheForkOn() {
        List<Long> seen = new ArrayList<>();
        try (Machine machine = walkers()) {
            machine.run(20);
            try (Machine fork = machine.fork(with -> with.watch((step, _, _, _) -> seen.add(step)))) {
                machine.run(10);
                assertTrue(seen.isEmpty());
                fork.run(10);
                assertEquals(21, seen.getFirst());
            }
        }
    }

    @Test
    void aBackendOfItsOwnAnswersTheFork() {
        try (Machine machine = Rigs.diceWithHost(1).seed(5).build()) {
            Rigs.throwAll(machine, 100);
            machine.run(137);
            try (Machine same = machine.fork(with -> Rigs.hosted(with::backend, 2));
                    Machine equal = machine.fork(with -> Rigs.hosted(with::backend, 2));
                    Machine other = machine.fork(with -> Rigs.hosted(with::backend, 3))) {
                String one = finished(same);
                assertEquals(one, finished(equal));
                assertNotEquals(one, finished(other));
            }
        }
    }

    @Test
    void aJournalOfItsOwnBeginsAtTheFork() {
        MemoryChannel channel = new MemoryChannel();
        try (Machine machine = Rigs.diceWithHost(1).seed(5).build()) {
            Rigs.throwAll(machine, 100);
            machine.run(137);
            String digest;
            try (MachineImage image = machine.save()) {
                try (Machine fork = machine.fork(with -> with.journal(channel, "", List.of()))) {
                    digest = finished(fork);
                }
                try (Machine replay = Rigs.dice()
                        .replay(new JournalReader(new MemoryChannel(channel.toArray()), false))
                        .build()) {
                    replay.load(image);
                    assertEquals(digest, finished(replay));
                }
            }
        }
    }

    @Test
    void forksRunOnThreadsOfTheirOwn() throws Exception {
        String whole = whole();
        try (ExecutorService threads = Executors.newFixedThreadPool(4);
                Machine machine = walkers()) {
            List<Future<String>> ends = new ArrayList<>();
            while (machine.step()) {
                Machine fork = machine.fork();
                ends.add(threads.submit(() -> {
                    fork.step();
                    try (fork;
                            Machine second = fork.fork()) {
                        assertEquals(whole, finished(fork));
                        return finished(second);
                    }
                }));
            }
            for (Future<String> end : ends) {
                assertEquals(whole, end.get());
            }
            assertEquals(whole, finished(machine));
        }
    }

    @Test
    void closingInAnyOrderHurtsNobody() {
        String whole = whole();
        Random random = new Random(1);
        List<Machine> open = new ArrayList<>(List.of(walkers()));
        while (open.size() < 40) {
            Machine parent = open.get(random.nextInt(open.size()));
            parent.run(random.nextInt(5));
            open.add(parent.fork());
        }
        Collections.shuffle(open, random);
        for (Machine machine : open) {
            assertEquals(whole, finished(machine));
            machine.close();
            machine.close();
        }
        assertThrows(IllegalStateException.class, () -> open.getFirst().fork());
    }

    @Test
    void aMachineThatFailsHurtsNoOther() {
        String whole = whole();
        try (Machine machine = walkers()) {
            machine.run(20);
            try (Machine failing = machine.fork();
                    Machine sibling = machine.fork()) {
                failing.inject(Port.hart(0), new Walker.Stumble());
                KernelCrash crash = assertThrows(KernelCrash.class, failing::run);
                assertTrue(crash.replayLine().contains("forked from at step 20"), crash.replayLine());
                assertThrows(IllegalStateException.class, failing::fork);
                assertEquals(whole, finished(sibling));
                try (Machine late = machine.fork()) {
                    assertEquals(whole, finished(late));
                }
            }
            assertEquals(whole, finished(machine));
        }
    }

    @Test
    void aMachineOfGivenSubsystemsSaysThatItCannotBeForked() {
        try (Machine machine =
                Machine.builder().add(new Walker(Port.hart(0), Port.hart(0))).build()) {
            assertThrows(IllegalStateException.class, machine::fork);
        }
    }

    @Test
    void theLogOfAForkBeginsWithItsOriginals() {
        try (Machine machine = Rigs.diceWithHost(1).build()) {
            machine.inject(Port.CLOCK, new Dice.Throw(1, 0));
            machine.run();
            List<LogLine> before = machine.log();
            try (Machine fork = machine.fork()) {
                assertEquals(before, fork.log());
            }
        }
    }
}
