package org.lkernel.actors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lkernel.actors.toy.Rigs;

/// A machine can be copied between any two steps and at any instruction, and the copy goes on as the original
/// does.
class SaveTest {
    private static MachineBuilder walkers(long seed) {
        return Rigs.walkers().seed(seed);
    }

    private static String finished(Machine machine) {
        machine.run();
        return machine.steps() + " " + machine.fullDigest();
    }

    @Test
    void goesOnTheSameFromEveryStep() {
        List<MachineImage> images = new ArrayList<>();
        String whole;
        try (Machine machine = walkers(3).build()) {
            Rigs.walkAll(machine, 12);
            do {
                images.add(machine.save());
            } while (machine.step());
            whole = finished(machine);
        }
        assertTrue(images.size() > 100, "there are steps to save at");
        try (Machine shell = walkers(99).inlining(false).build()) {
            for (MachineImage image : images) {
                shell.load(image);
                assertEquals(whole, finished(shell), "from step " + image.step());
            }
        }
    }

    @Test
    void goesOnTheSameFromRandomStepsOfGamesThatUseBothKindsOfChoices() {
        try (Machine machine = Rigs.diceWithHost(1).seed(5).build()) {
            Rigs.throwAll(machine, 100);
            machine.run(137);
            MachineImage image = machine.save();
            // The host's answers are not in the image, so the branches are compared up to the next question only.
            machine.run(1);
            String once = machine.fullDigest();
            machine.load(image);
            machine.run(1);
            assertEquals(once, machine.fullDigest());
        }
    }

    @Test
    void savingChangesNothing() {
        try (Machine saved = walkers(8).build();
                Machine plain = walkers(8).build()) {
            Rigs.walkAll(saved, 12);
            Rigs.walkAll(plain, 12);
            do {
                saved.save();
            } while (saved.step());
            assertEquals(finished(plain), finished(saved));
        }
    }

    @Test
    void pausingAtAnyInstructionChangesNothing() {
        String whole;
        try (Machine machine = walkers(4).build()) {
            Rigs.walkAll(machine, 5);
            whole = finished(machine);
        }
        Random random = new Random(4);
        try (Machine machine = walkers(4).build();
                Machine shell = walkers(0).build()) {
            Rigs.walkAll(machine, 5);
            long at = 0;
            while (machine.runUntilInstruction(at) == Stop.INSTRUCTIONS) {
                assertEquals(at, machine.retired());
                shell.load(machine.save());
                assertEquals(at, shell.retired());
                assertEquals(whole, finished(shell), "from instruction " + at);
                at += 1 + random.nextInt(13);
            }
            assertTrue(at > 300, "there are instructions to pause at");
            assertEquals(whole, finished(machine));
        }
    }

    @Test
    void anInstructionCanBeReachedOneByOne() {
        try (Machine machine = walkers(4).build()) {
            Rigs.walkAll(machine, 1);
            for (long at = 1; at < 60; at++) {
                assertEquals(Stop.INSTRUCTIONS, machine.runUntilInstruction(at));
                assertEquals(at, machine.retired());
            }
        }
    }

    @Test
    void aForkWithAnotherSeedGoesElsewhere() {
        try (Machine machine = walkers(3).build()) {
            Rigs.walkAll(machine, 12);
            machine.run(20);
            MachineImage image = machine.save();
            String same = finished(machine);
            machine.load(image);
            machine.reseed(4);
            assertNotEquals(same, finished(machine));
            machine.load(image);
            assertEquals(same, finished(machine));
        }
    }

    @Test
    void anImageOfAnotherKindOfMachineIsRefused() {
        try (Machine walkers = walkers(3).build();
                Machine dice = Rigs.diceWithHost(1).build()) {
            MachineImage image = walkers.save();
            assertThrows(IllegalArgumentException.class, () -> dice.load(image));
        }
    }
}
