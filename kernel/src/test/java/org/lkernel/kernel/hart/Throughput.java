package org.lkernel.kernel.hart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/// How fast static programs run here and under `qemu-riscv64`, in one run.
///
/// `java … org.lkernel.kernel.hart.Throughput PROGRAM…`: each a static executable that needs `write` and `exit`
/// only. It prints instructions a second, the ratio of the two times, and whether both wrote the same.
final class Throughput {
    private static final int ROUNDS = 5;
    private static final long SLICE = 1_000_000;

    private Throughput() {}

    public static void main(String[] programs) throws IOException, InterruptedException {
        for (String program : programs) {
            measure(Path.of(program));
        }
    }

    /// The best of several rounds each, in turn, so that whatever else the machine does hits both.
    private static void measure(Path program) throws IOException, InterruptedException {
        byte[] elf = Files.readAllBytes(program);
        double reference = Double.MAX_VALUE;
        double own = Double.MAX_VALUE;
        long instructions = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            byte[] expected = reference(program);
            long middle = System.nanoTime();
            try (BareMachine machine = BareMachine.of(elf)) {
                machine.runToExit(SLICE);
                own = Math.min(own, (System.nanoTime() - middle) / 1e9);
                instructions = machine.cpu.retired();
                same(program, expected, machine.output.toByteArray());
            }
            reference = Math.min(reference, (middle - start) / 1e9);
        }
        System.out.printf(
                Locale.ROOT,
                "%s: %d instructions, %.0f million a second; %.3f of the reference's speed%n",
                program.getFileName(),
                instructions,
                instructions / own / 1e6,
                reference / own);
    }

    private static void same(Path program, byte[] expected, byte[] actual) {
        if (!java.util.Arrays.equals(expected, actual)) {
            throw new IllegalStateException(program + " wrote something else than under the reference");
        }
    }

    private static byte[] reference(Path program) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("qemu-riscv64", program.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        byte[] output = process.getInputStream().readAllBytes();
        if (!process.waitFor(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException(program + " does not end under the reference");
        }
        return output;
    }
}
