package org.lkernel.it.machine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lkernel.actors.Machine;
import org.lkernel.actors.MachineImage;
import org.lkernel.kernel.hart.HartState;
import org.lkernel.kernel.hart.HeldSpaces;
import org.lkernel.kernel.hart.TablePool;
import org.lkernel.kernel.memory.MemorySubsystem;

/// What a hart has translated may be stale, and stays so wherever the machine is stopped, saved, loaded or forked.
///
/// Each program takes memory away from threads that are using it, on several harts whose messages arrive in an order
/// of the seed; so a hart that forgot what it had translated would fault where it did not, or write elsewhere.
final class StaleTranslationTest {
    private enum Disturbance {
        /// The machine is saved, and the image thrown away.
        SAVE {
            @Override
            void on(Machine machine) {
                machine.save().close();
            }
        },
        /// The machine is saved and becomes what was saved.
        LOAD {
            @Override
            void on(Machine machine) {
                try (MachineImage image = machine.save()) {
                    machine.load(image);
                }
            }
        },
        /// The machine goes on for a while, twice and differently, and becomes again what was saved.
        DETOUR {
            @Override
            void on(Machine machine) {
                try (MachineImage image = machine.save()) {
                    machine.run(50);
                    machine.load(image);
                    machine.reseed(machine.seed() + 1);
                    machine.run(100);
                    machine.load(image);
                }
            }
        };

        abstract void on(Machine machine);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 2, SAVE, tlbtest",
        "2, 3, SAVE, tlbtest",
        "3, 4, SAVE, tlbtest",
        "4, 2, LOAD, tlbtest",
        "5, 3, LOAD, tlbtest",
        "6, 4, LOAD, tlbtest",
        "7, 4, DETOUR, tlbtest",
        "8, 3, LOAD, threads",
        "9, 2, LOAD, cowtest",
        "10, 2, DETOUR, forktest",
        "11, 2, DETOUR, cowtest",
    })
    void aDisturbedRunIsTheUndisturbedOne(long seed, int harts, Disturbance disturbance, String program) {
        Guest.Setup setup = Guest.setup().seed(seed).harts(harts);
        String path = "/bin/" + program;
        Guest.Result straight = setup.run(path);
        assertEquals(0, straight.status(), straight.text());
        Random random = new Random(seed);
        try (Guest guest = setup.boot(path)) {
            for (int stop = 0; stop < 150; stop++) {
                disturbance.on(guest.machine());
                advance(guest.machine(), random, straight);
            }
            guest.machine().run();
            assertEquals(straight.digest(), guest.result().digest());
        }
    }

    @Test
    void whatAHartHoldsGoesWithItToAnotherMachine() {
        Guest.Setup setup = Guest.setup().seed(3).harts(2);
        try (Guest first = setup.boot("/bin/tlbtest");
                Guest second = setup.boot("/bin/tlbtest")) {
            first.machine().run(6_000);
            try (MachineImage image = first.machine().save()) {
                second.machine().load(image);
            }
            for (int round = 0; round < 20; round++) {
                first.machine().run(100);
                second.machine().run(100);
                HeldSpaces.Content[] held = first.state(HartState.class).held().content();
                HeldSpaces.Content[] there =
                        second.state(HartState.class).held().content();
                assertTrue(held.length > 0);
                assertEquals(held.length, there.length);
                for (int space = 0; space < held.length; space++) {
                    assertEquals(held[space].space(), there[space].space());
                    assertArrayEquals(held[space].words(), there[space].words());
                }
            }
        }
    }

    @Test
    void machinesGiveBackTheirTablesWhenTheyAreClosed() {
        try (Guest guest = Guest.setup().harts(2).boot("/bin/tlbtest")) {
            guest.machine().run(6_000);
            TablePool tables = tables(guest.machine());
            int lent = tables.lent();
            assertTrue(lent > 0);
            for (int round = 0; round < 50; round++) {
                try (Machine fork = guest.machine().fork()) {
                    assertEquals(lent, tables(fork).lent(), "a fork that has not run has none");
                    fork.run(200);
                    assertTrue(tables.lent() > lent);
                }
            }
            assertEquals(lent, tables.lent());
        }
    }

    private static TablePool tables(Machine machine) {
        return machine.subsystems().stream()
                .filter(MemorySubsystem.class::isInstance)
                .map(memory -> ((MemorySubsystem) memory).addressSpaces().tables())
                .findFirst()
                .orElseThrow();
    }

    private static void advance(Machine machine, Random random, Guest.Result straight) {
        if (random.nextBoolean()) {
            machine.run(1 + random.nextInt((int) straight.steps() / 60));
        } else {
            machine.runUntilInstruction(machine.retired() + 1 + random.nextInt((int) straight.retired() / 60));
        }
    }
}
