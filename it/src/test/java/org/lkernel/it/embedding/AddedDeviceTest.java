package org.lkernel.it.embedding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.lkernel.actors.Stop;
import org.lkernel.actors.Topology;
import org.lkernel.drivers.board.Board;
import org.lkernel.drivers.computer.Checkpoint;
import org.lkernel.drivers.computer.Computer;
import org.lkernel.kernel.Choices;
import org.lkernel.kernel.Input;
import org.lkernel.kernel.Message;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.Subsystem;

/// What a device costs that somebody adds to the board: nothing but itself.
final class AddedDeviceTest {
    private static final String[] SCRIPT = {"/bin/sh", "-c", "sleep 1; echo done"};

    /// A board with one device more.
    private record Extended(Board board) implements Topology {
        @Override
        public List<Subsystem<?, ?>> build(Choices choices, Input input) {
            List<Subsystem<?, ?>> all = new ArrayList<>(board.build(choices, input));
            all.add(new Watchdog());
            return all;
        }

        @Override
        public @Nullable Message attachment(Port device) {
            return device.equals(Watchdog.PORT) ? new Watchdog.Kick(0) : board.attachment(device);
        }
    }

    private static Computer extended() {
        return Computer.builder().topology(Extended::new).boot(SCRIPT);
    }

    private static long barks(Computer computer) {
        return computer.machine().subsystems().stream()
                .filter(Watchdog.class::isInstance)
                .mapToLong(watchdog -> ((Watchdog) watchdog).state().count)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aMachineWithAPeriodicAlarmEnds() {
        try (Computer computer = extended()) {
            computer.machine().inject(Watchdog.PORT, new Watchdog.Kick(0));
            assertEquals(Stop.QUIET, computer.run());
            assertEquals("done\n", computer.console().text());
            assertTrue(barks(computer) > 1000, "it rang while somebody slept");
        }
    }

    @Test
    void aMachineThatWasSavedWithoutTheDeviceGoesOnWithIt() {
        try (Computer plain = Computer.builder().boot(SCRIPT);
                Computer computer = extended()) {
            plain.run("syscall:clock_nanosleep:1");
            for (int time = 0; time < 2; time++) {
                try (Checkpoint saved = plain.save()) {
                    computer.reset(saved);
                }
                assertEquals(0, barks(computer), "as it was made");
                computer.run();
                assertEquals(0, computer.status().orElseThrow());
                assertTrue(barks(computer) > 900, "it was attached");
            }
        }
    }

    @Test
    void aMachineThatWasSavedWithADeviceDoesNotGoOnWithoutIt() {
        try (Computer plain = Computer.builder().boot(SCRIPT);
                Computer computer = extended();
                Checkpoint saved = computer.save()) {
            IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> plain.reset(saved));
            assertEquals("this machine has no port20", refused.getMessage());
        }
    }
}
