package org.lkernel.actors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lkernel.actors.toy.Rigs;
import org.slf4j.event.Level;

/// What subsystems log is kept for `dmesg`, travels with an image, and goes to a file with where and when it was
/// said.
class LogTest {
    @Test
    void theLastLinesAreKeptAndAreInTheImage() {
        try (Machine machine = Rigs.diceWithHost(1).seed(2).logLines(10).build()) {
            Rigs.throwAll(machine, 200);
            machine.run();
            List<LogLine> log = machine.log();
            assertEquals(10, log.size());
            assertTrue(log.getLast().step() > log.getFirst().step());
            assertTrue(log.getLast().toString().matches("\\[ *0\\.000000] \\w+: the host rolled \\d"), log::toString);
            MachineImage image = machine.save();
            try (Machine other = Rigs.diceWithHost(1).logLines(10).build()) {
                other.load(image);
                assertEquals(log, other.log());
            }
        }
    }

    @Test
    void aFileHoldsMachineSeedStepAndTime(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("kernel.log");
        try (LogFile _ = new LogFile(file, Level.INFO);
                Machine machine = Rigs.diceWithHost(1).name("table").seed(2).build()) {
            Rigs.throwAll(machine, 50);
            machine.run();
        }
        List<String> lines = Files.readAllLines(file);
        assertTrue(lines.size() > 5);
        assertTrue(
                lines.getFirst()
                        .matches(".* INFO  \\w+: the host rolled \\d \\[machine=table seed=2 step=\\d+ time=0]"),
                lines.getFirst());
    }
}
