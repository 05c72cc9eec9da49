package org.lkernel.kernel.hart;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.lkernel.kernel.hart.translate.Translator;
import org.lkernel.kernel.memory.Raw;

/// Runs a program of trials under `qemu-riscv64` and on a [BareMachine], and says where they differ.
final class Comparison {
    private static final String REFERENCE = "qemu-riscv64";
    private static final String CPU = "rv64,zba=true,zbb=true,zbs=true,zbc=false";
    private static final int HOST_ADDRESS_BITS = 48;
    private static final long AROUND_A_TRIAL = 300;

    private final List<Trial> trials;
    private final Translator translator;
    private final TrialProgram program;
    private final byte[] elf;
    long retired;

    Comparison(List<Trial> trials, long scratchSeed, Translator translator) {
        this.translator = translator;
        this.trials = trials;
        program = new TrialProgram(trials, scratchSeed);
        elf = program.elf();
    }

    /// Runs both; an empty string when there is no difference, else the first one, with all that is needed to see
    /// it.
    String firstDifference() throws IOException, InterruptedException {
        byte[] expected = reference();
        byte[] actual = own();
        if (expected.length != program.outputSize()) {
            return "the reference wrote " + expected.length + " bytes instead of " + program.outputSize();
        }
        int at = Arrays.mismatch(expected, actual);
        return at < 0 ? "" : describe(at, words(expected), words(actual));
    }

    private byte[] reference() throws IOException, InterruptedException {
        Path image = Files.createTempFile("trials", ".elf");
        Path output = Files.createTempFile("trials", ".out");
        try {
            Files.write(image, elf);
            image.toFile().setExecutable(true);
            run(image, output);
            return Files.readAllBytes(output);
        } finally {
            Files.delete(image);
            Files.delete(output);
        }
    }

    private static void run(Path image, Path output) throws InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(REFERENCE, "-cpu", CPU, image.toString())
                    .redirectOutput(output.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException exception) {
            throw new IllegalStateException(
                    REFERENCE + " is not installed (Debian: apt install qemu-user); the CPU is tested against it",
                    exception);
        }
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException(REFERENCE + " did not end");
        }
    }

    private byte[] own() {
        long limit = trials.stream()
                .mapToLong(trial -> AROUND_A_TRIAL + trial.code().length)
                .sum();
        try (BareMachine machine = BareMachine.of(elf, translator)) {
            while (machine.status < 0) {
                Trap trap = machine.cpu.run(limit);
                switch (trap) {
                    case Trap.SystemCall call -> machine.serve();
                    case Trap.BudgetSpent spent ->
                        throw new IllegalStateException("a trial does not end: " + machine.cpu.registers());
                    case Trap.Stopped stopped -> throw new IllegalStateException("nobody stops a trial");
                    case Trap.IllegalInstruction illegal -> handle(machine, 4, machine.cpu.registers().pc);
                    case Trap.Breakpoint breakpoint -> handle(machine, 5, machine.cpu.registers().pc);
                    case Trap.Misaligned misaligned -> handle(machine, 7, misaligned.address());
                    case Trap.PageFault fault -> handle(machine, 11, reported(fault));
                }
            }
            retired = machine.cpu.retired();
            return machine.output.toByteArray();
        }
    }

    /// What the program's signal handler does.
    private void handle(BareMachine machine, int signal, long address) {
        Registers registers = machine.cpu.registers();
        long record = Raw.loadLong(machine.host(TrialProgram.POINTERS));
        for (int word = 0; word <= TrialProgram.FCSR; word++) {
            if (word != Assembler.T6) {
                Raw.storeLong(machine.host(record + 8L * word), word(registers, word));
            }
        }
        Raw.storeLong(machine.host(record + 8L * TrialProgram.SIGNAL), signal);
        Raw.storeLong(machine.host(record + 8L * TrialProgram.FAULT_ADDRESS), address);
        registers.pc = program.dispatchAddress();
    }

    /// The reference's host has no name for a data address that is not canonical there.
    private static long reported(Trap.PageFault fault) {
        boolean canonical = isCanonical(fault.address()) && isCanonical(fault.address() + Long.BYTES - 1);
        return canonical || fault.access() == Access.EXECUTE ? fault.address() : 0;
    }

    private static boolean isCanonical(long address) {
        int unused = Long.SIZE - HOST_ADDRESS_BITS;
        return address << unused >> unused == address;
    }

    private static long word(Registers registers, int index) {
        if (index == 0) {
            return registers.pc;
        }
        return index < 32 ? registers.x[index] : index < 64 ? registers.f[index - 32] : registers.fcsr;
    }

    private static long[] words(byte[] bytes) {
        long[] words = new long[bytes.length / 8];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(words);
        return words;
    }

    private String describe(int at, long[] expected, long[] actual) {
        int trial = at / TrialProgram.RECORD;
        if (trial >= trials.size()) {
            return "scratch memory differs at byte " + (at - trials.size() * TrialProgram.RECORD);
        }
        StringBuilder text =
                new StringBuilder("trial " + trial + " at " + Integer.toHexString(program.addressOf(trial)));
        text.append(" code");
        for (int half : trials.get(trial).code()) {
            text.append(' ').append("%04x".formatted(half & 0xffff));
        }
        text.append(" fcsr %02x".formatted(trials.get(trial).fcsr()));
        for (int word = 0; word < TrialProgram.RECORD_WORDS; word++) {
            int index = trial * TrialProgram.RECORD_WORDS + word;
            if (index < actual.length && expected[index] != actual[index]) {
                text.append("%n%s: reference %016x, here %016x, began as %016x"
                        .formatted(name(word), expected[index], actual[index], initial(trials.get(trial), word)));
            }
        }
        return text.toString();
    }

    private static long initial(Trial trial, int word) {
        return word < 32 ? trial.x()[word] : word < 64 ? trial.f()[word - 32] : 0;
    }

    private static String name(int word) {
        return switch (word) {
            case 0 -> "pc";
            case TrialProgram.FCSR -> "fcsr";
            case TrialProgram.SIGNAL -> "signal";
            case TrialProgram.FAULT_ADDRESS -> "fault address";
            default -> word < 32 ? "x" + word : "f" + (word - 32);
        };
    }
}
