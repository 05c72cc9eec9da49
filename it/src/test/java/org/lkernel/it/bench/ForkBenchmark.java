package org.lkernel.it.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
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
/// It prints percentiles, since a mean hides what a garbage collector does, and beside them the time on a processor,
/// which a busy host does not lengthen. Memory is the heap after a collection and what the process holds besides, over
/// all live forks.
public final class ForkBenchmark {
    private static final int ROUNDS = 2_000;
    private static final int LIVE = 2_000;

    private static final String GROWTH = "x=0123456789; x=$x$x$x$x$x$x$x$x; x=$x$x$x$x$x$x$x$x; x=$x$x$x$x$x$x$x$x\n";

    private static final String MORE_GROWTH = GROWTH.replace("0123456789", "012345678901234567890123456789012");

    private ForkBenchmark() {}

    public static void main(String[] arguments) {
        try (Computer shell = Computer.builder().terminal().boot("/bin/sh")) {
            shell.run();
            System.out.println("a shell at its prompt: " + shell.machine().steps() + " messages, "
                    + shell.board().pages().live() + " host pages");
            Series every = new Series("fork, from the first on", 3 * ROUNDS);
            for (int round = 1; round <= 3; round++) {
                System.out.println("round " + round);
                oneAfterTheOther(shell, every);
                reset(shell, "reset after a command", "x=1; echo hello\n", ROUNDS);
                reset(shell, "reset after growth", GROWTH, ROUNDS / 10);
                reset(shell, "reset after more", MORE_GROWTH, ROUNDS / 10);
                allAtOnce(shell);
            }
            System.out.println("all rounds");
            every.print();
        }
    }

    private static void oneAfterTheOther(Computer shell, Series every) {
        Series fork = new Series("fork", ROUNDS);
        Series close = new Series("close", ROUNDS);
        Series command = new Series("fork, echo, close", ROUNDS);
        for (int round = 0; round < ROUNDS; round++) {
            Computer[] forked = new Computer[1];
            every.time(() -> fork.time(() -> forked[0] = shell.fork()));
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

    private static void reset(Computer shell, String name, String command, int rounds) {
        Series reset = new Series(name, rounds);
        Series again = new Series("  and of nothing more", rounds);
        int dirty = 0;
        try (Computer forked = shell.fork();
                Checkpoint base = forked.save()) {
            int before = shell.board().pages().live();
            for (int round = 0; round < rounds; round++) {
                forked.type(command);
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

    /// How long one thing took, many times: by the clock on the wall, and of this thread's time on a processor.
    private static final class Series {
        private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

        private final String name;
        private final long[] wall;
        private final long[] processor;
        private int count;

        Series(String name, int times) {
            this.name = name;
            this.wall = new long[times];
            this.processor = new long[times];
        }

        void time(Runnable work) {
            long processorStart = THREADS.getCurrentThreadCpuTime();
            long start = System.nanoTime();
            work.run();
            wall[count] = System.nanoTime() - start;
            processor[count++] = THREADS.getCurrentThreadCpuTime() - processorStart;
        }

        void print() {
            System.out.printf(
                    "  %-24s p50 %7.1f µs, p99 %8.1f µs; on the processor %7.1f, %7.1f µs%n",
                    name, at(wall, 0.5), at(wall, 0.99), at(processor, 0.5), at(processor, 0.99));
        }

        private double at(long[] nanos, double part) {
            Arrays.sort(nanos, 0, count);
            return nanos[(int) (part * (count - 1))] / 1e3;
        }
    }
}
