package org.lkernel.actors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lkernel.actors.fabric.QueueOverflow;
import org.lkernel.actors.toy.Dice;
import org.lkernel.actors.toy.Player;
import org.lkernel.actors.toy.Racer;
import org.lkernel.actors.toy.Rigs;
import org.lkernel.kernel.Port;

/// A bug in a subsystem stops the machine and says all it takes to see it again.
class CrashTest {
    /// The host of these dice is missing, so the first question crashes the player who asks.
    private static KernelCrash crash(boolean inlining) {
        try (Machine machine = Rigs.dice()
                .seed(12)
                .inlining(inlining)
                .replayLine("lkernel run --seed 12 -- dice")
                .build()) {
            Rigs.throwAll(machine, 400);
            KernelCrash crash = assertThrows(KernelCrash.class, machine::run);
            assertEquals(crash.step(), machine.steps(), "nothing was delivered after it");
            assertSame(crash, assertThrows(KernelCrash.class, machine::step), "and nothing ever is");
            return crash;
        }
    }

    @Test
    void theReportHasSeedStepSubsystemMessagesAndReplayLine() {
        KernelCrash crash = crash(true);
        assertEquals(12, crash.seed());
        assertEquals("lkernel run --seed 12 -- dice", crash.replayLine());
        assertTrue(crash.last().size() <= 32);
        Delivery fatal = crash.last().getLast();
        assertEquals(crash.step(), fatal.step());
        assertEquals(crash.port(), fatal.receiver());
        assertInstanceOf(Dice.Throw.class, fatal.message());
        String report = crash.toString();
        List.of(
                        "seed 12",
                        "step " + crash.step(),
                        crash.port().toString(),
                        fatal.toString(),
                        crash.replayLine(),
                        "nobody on the host")
                .forEach(part -> assertTrue(report.contains(part), part + " is not in " + report));
    }

    @Test
    void inliningCrashesAtTheSameStep() {
        assertEquals(crash(true).step(), crash(false).step());
        assertEquals(crash(true).toString(), crash(false).toString());
    }

    @Test
    void anImageFromBeforeTheCrashRevivesTheMachine() {
        try (Machine machine = Rigs.dice().seed(12).build()) {
            Rigs.throwAll(machine, 400);
            MachineImage image = machine.save();
            KernelCrash first = assertThrows(KernelCrash.class, machine::run);
            machine.load(image);
            KernelCrash second = assertThrows(KernelCrash.class, machine::run);
            assertEquals(first.toString(), second.toString());
        }
    }

    @Test
    void aMessageToNobodyNamesBothPorts() {
        try (Machine machine = Machine.builder().add(new Player(Port.MEMORY)).build()) {
            machine.inject(Port.MEMORY, new Player.Serve(Port.FILES, 1));
            KernelCrash crash = assertThrows(KernelCrash.class, machine::run);
            assertEquals(Port.MEMORY, crash.port());
            assertTrue(crash.toString().contains("memory sent Ball"), crash.toString());
        }
    }

    @Test
    void aMessageOfAnotherSubsystemIsRefusedAndChangesNothing() {
        try (Machine machine = Machine.builder().add(new Player(Port.MEMORY)).build()) {
            assertThrows(IllegalArgumentException.class, () -> machine.inject(Port.MEMORY, new Racer.Passed(1)));
            assertTrue(machine.letters().isEmpty());
        }
    }

    @Test
    void aQueueThatGrowsWithoutEndIsACrashThatNamesTheCulprit() {
        try (Machine machine = Machine.builder()
                .longestQueue(100)
                .add(new Racer(Port.MEMORY))
                .add(new Racer(Port.FILES))
                .build()) {
            machine.inject(Port.MEMORY, new Racer.Go(101, List.of(Port.FILES)));
            KernelCrash crash = assertThrows(KernelCrash.class, machine::run);
            assertEquals(Port.MEMORY, crash.port());
            assertInstanceOf(QueueOverflow.class, crash.getCause());
            assertTrue(crash.toString().contains("from memory wait for files"), crash.toString());
        }
    }
}
