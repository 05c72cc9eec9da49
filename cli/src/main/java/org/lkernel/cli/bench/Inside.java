package org.lkernel.cli.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lkernel.drivers.computer.Checkpoint;
import org.lkernel.drivers.computer.Computer;

/// What a machine is put through by whoever has one, a shell at its prompt: measured in this process.
final class Inside {
    /// Something that is done to a machine, and undone outside the measured time.
    private interface Work {
        /// Nanoseconds that it took.
        long once() throws IOException;
    }

    private Inside() {}

    /// Nanoseconds that each took.
    static long measure(String subject, long amount) throws IOException {
        try (Computer shell = Computer.builder().terminal().boot("/bin/sh")) {
            shell.run();
            return switch (subject) {
                case "machine-fork" -> each(amount, () -> fork(shell));
                case "machine-reset" -> reset(shell, amount);
                case "machine-save" -> saved(shell, amount, false);
                case "machine-resume" -> saved(shell, amount, true);
                default -> throw new IllegalArgumentException(subject);
            };
        }
    }

    private static long each(long amount, Work work) throws IOException {
        long all = 0;
        for (long count = 0; count < amount; count++) {
            all += work.once();
        }
        return all / amount;
    }

    private static long fork(Computer shell) {
        long before = System.nanoTime();
        Computer forked = shell.fork();
        long after = System.nanoTime();
        forked.close();
        return after - before;
    }

    private static long reset(Computer shell, long amount) throws IOException {
        try (Computer forked = shell.fork();
                Checkpoint base = forked.save()) {
            return each(amount, () -> {
                forked.type("x=1; echo hello\n");
                forked.run();
                long before = System.nanoTime();
                forked.reset(base);
                return System.nanoTime() - before;
            });
        }
    }

    private static long saved(Computer shell, long amount, boolean resumed) throws IOException {
        Path file = Files.createTempFile("lkernel-bench", ".lks");
        try {
            return each(amount, () -> {
                long before = System.nanoTime();
                shell.saveTo(file);
                return resumed ? resume(file) : System.nanoTime() - before;
            });
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static long resume(Path file) {
        long before = System.nanoTime();
        try (Computer opened = Computer.open(file)) {
            opened.machine().runUntilInstruction(opened.machine().retired() + 1);
            return System.nanoTime() - before;
        }
    }
}
