package org.lkernel.it.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.lkernel.drivers.computer.Checkpoint;
import org.lkernel.drivers.computer.Computer;

/// What it costs to fork a machine in process, to keep the fork, and to put it back: a shell at its prompt.
///
/// Run by `java -cp … org.lkernel.it.bench.ForkBenchmark`; it prints percentiles, since a mean hides what a garbage
/// collector does. Memory is the heap after a collection and what the process holds besides, over all live forks.
public final class ForkBenchmark {
    private static final int ROUNDS = 5_000;
    private static final int LIVE = 2_000;

    private ForkBenchmark() {}

    public static void main(String[] arguments) {
        try (Computer shell = Computer.builder().terminal().boot("/bin/sh")) {
            shell.run();
            System.out.println("a shell at its prompt: " + shell.machine().steps() + " messages, "
                    + shell.board().pages().live() + " host pages");
            for (int round = 1; round <= 3; round++) {
                System.out.println("round " + round);
                oneAfterTheOther(shell);
                reset(shell);
                allAtOnce(shell);
            }
        }
    }

    private static void oneAfterTheOther(Computer shell) {
        Series fork = new Series("fork", ROUNDS);
        Series close = new Series("close", ROUNDS);
        Series command = new Series("fork, echo, close", ROUNDS);
        for (int round = 0; round < ROUNDS; round++) {
            Computer[] forked = new Computer[1];
            fork.time(() -> forked[0] = shell.fork());
            close.time(() -> forked[0].close());
            if (round % 10 == 0) {
                command.time(() -> echo(shell));
            }
        }
        fork.print();
        close.print();
        command.print();
    }

    private static void echo(Computer shell) {
        try (Computer forked = shell.fork()) {
            forked.type("echo hello\n");
            forked.run();
        }
    }

    private static void reset(Computer shell) {
        Series reset = new Series("reset after a command", ROUNDS);
        Series again = new Series("reset of nothing", ROUNDS);
        int dirty = 0;
        try (Computer forked = shell.fork();
                Checkpoint base = forked.save()) {
            int before = shell.board().pages().live();
            for (int round = 0; round < ROUNDS; round++) {
                forked.type("x=1; echo hello\n");
                forked.run();
                dirty = shell.board().pages().live() - before;
                reset.time(() -> forked.reset(base));
                again.time(() -> forked.reset(base));
            }
        }
        reset.print();
        System.out.println("    which had written to " + dirty + " pages");
        again.print();
    }

    private static void allAtOnce(Computer shell) {
        List<Computer> forks = new ArrayList<>(LIVE);
        Series fork = new Series("fork, " + LIVE + " live at once", LIVE);
        long heap = heapBytes();
        long process = processBytes();
        int pages = shell.board().pages().live();
        for (int count = 0; count < LIVE; count++) {
            fork.time(() -> forks.add(shell.fork()));
        }
        fork.print();
        System.out.printf(
                "  each of them holds       %d KiB of heap, %.2f host pages; the process grew by %d KiB each%n",
                (heapBytes() - heap) / LIVE >> 10,
                (shell.board().pages().live() - pages) / (double) LIVE,
                (processBytes() - process) / LIVE >> 10);
        forks.forEach(Computer::close);
    }

    private static long heapBytes() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /// Resident memory, or 0 where the host does not say.
    private static long processBytes() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .sum();
        } catch (IOException elsewhere) {
            return 0;
        }
    }

    /// How long one thing took, many times.
    private static final class Series {
        private final String name;
        private final long[] nanos;
        private int count;

        Series(String name, int times) {
            this.name = name;
            this.nanos = new long[times];
        }

        void time(Runnable work) {
            long start = System.nanoTime();
            work.run();
            nanos[count++] = System.nanoTime() - start;
        }

        void print() {
            Arrays.sort(nanos, 0, count);
            System.out.printf(
                    "  %-24s p50 %7.1f µs   p99 %7.1f µs   worst %8.1f µs%n",
                    name, at(0.5) / 1e3, at(0.99) / 1e3, nanos[count - 1] / 1e3);
        }

        private double at(double part) {
            return nanos[(int) (part * (count - 1))];
        }
    }
}
