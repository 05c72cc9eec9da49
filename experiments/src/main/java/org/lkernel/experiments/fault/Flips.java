package org.lkernel.experiments.fault;

import java.util.List;
import org.lkernel.actors.Machine;
import org.lkernel.kernel.hart.HartState;
import org.lkernel.kernel.hart.HartSubsystem;
import org.lkernel.kernel.memory.AddressSpaces;

/// The faults that strike between two instructions: bits of registers and memory that turn over, instructions that are
/// left out or fail.
final class Flips {
    private static final List<String> NAMES = List.of(
            "zero ra sp gp tp t0 t1 t2 s0 s1 a0 a1 a2 a3 a4 a5 a6 a7 s2 s3 s4 s5 s6 s7 s8 s9 s10 s11 t3 t4 t5 t6"
                    .split(" "));
    static final int PC = 32;
    private static final int PAGE_BITS = 12;
    /// What tells `sc.w` and `sc.d`: RISC-V unprivileged, chapter "A".
    private static final int STORE_CONDITIONAL_MASK = 0xf800_007f;

    private static final int STORE_CONDITIONAL = 0x1800_002f;
    /// How many instructions are looked at for one.
    private static final int FARTHEST = 100_000;

    private final Machine machine;
    private final Guest guest;
    private final Faults faults;
    private final long seed;

    /// @param seed of what a fault leaves open
    private Flips(Machine machine, Faults faults, long seed) {
        this.machine = machine;
        this.guest = new Guest(machine);
        this.faults = faults;
        this.seed = seed;
    }

    /// Has those of the faults done that strike between two instructions, when the machine comes to them.
    static void arm(Machine machine, Faults faults, List<Fault> armed, long seed) {
        Flips flips = new Flips(machine, faults, seed);
        for (Fault fault : armed) {
            if (fault.when() instanceof Moment.Instruction(long number)) {
                machine.interveneAt(number, _ -> flips.strike(fault, number));
            }
        }
    }

    /// The number of a register by its name, 32 for `pc`; -1 if there is none, or none that can change.
    static int register(String name) {
        if (name.equals("pc")) {
            return PC;
        } else if (name.equals("fp")) {
            return NAMES.indexOf("s0");
        }
        int index = NAMES.indexOf(name);
        if (index < 0 && name.matches("x([1-9]|[12][0-9]|3[01])")) {
            index = Integer.parseInt(name.substring(1));
        }
        return index == 0 ? -1 : index;
    }

    private void strike(Fault fault, long number) {
        faults.passedInstruction(fault);
        HartSubsystem hart = hart(fault.where());
        if (faults.isHealed() || hart == null || hart.state().task() == 0) {
            return;
        }
        long drawn = mixed(seed ^ mixed(number) ^ fault.kind().toString().hashCode());
        String what = switch (fault.kind()) {
            case REG_FLIP -> register(fault, hart, drawn);
            case SKIP -> skip(hart);
            case STORE_CONDITIONAL -> loseReservation(fault, hart, number);
            default -> memory(fault, hart, drawn);
        };
        if (what != null) {
            faults.flipped(fault, what);
        }
    }

    /// The hart of that number, or the first one with a task.
    private @org.jspecify.annotations.Nullable HartSubsystem hart(String where) {
        return guest.harts().stream()
                .filter(hart -> where.equals("*")
                        ? hart.state().task() != 0
                        : where.equals(hart.port().toString())
                                || where.equals(String.valueOf(hart.port().hartIndex())))
                .findFirst()
                .orElse(null);
    }

    private String register(Fault fault, HartSubsystem hart, long drawn) {
        String name = fault.parameters().get("reg");
        int index = name == null ? 1 + (int) Long.remainderUnsigned(drawn, NAMES.size() - 1) : register(name);
        int bit = Integer.parseInt(fault.parameter("bit", String.valueOf(drawn >>> 58)));
        HartState state = hart.state().copy();
        long before = state.register(index);
        state.setRegister(index, before ^ 1L << bit);
        long after = state.register(index);
        hart.load(state);
        if (index != PC) {
            faults.watch(fault, FlipWatch.register(machine, guest, hart, index));
        }
        return "task %d on %s: bit %d of %s, %#x is %#x"
                .formatted(hart.state().task(), hart.port(), bit, index == PC ? "pc" : NAMES.get(index), before, after);
    }

    /// Goes on behind the next instruction: four bytes, or two if it is a compressed one.
    private @org.jspecify.annotations.Nullable String skip(HartSubsystem hart) {
        HartState state = hart.state().copy();
        long pc = state.register(PC);
        int word = guest.instruction(hart, pc);
        if (word == 0) {
            return null;
        }
        state.setRegister(PC, pc + ((word & 3) == 3 ? 4 : 2));
        hart.load(state);
        return "task %d on %s: the instruction at %#x is left out".formatted(state.task(), hart.port(), pc);
    }

    /// Takes the reservation away right before a store-conditional; looks at the next instruction if this is none.
    private @org.jspecify.annotations.Nullable String loseReservation(Fault fault, HartSubsystem hart, long number) {
        int word = guest.instruction(hart, hart.state().register(PC));
        if ((word & STORE_CONDITIONAL_MASK) != STORE_CONDITIONAL) {
            if (fault.when() instanceof Moment.Instruction(long first) && number - first < FARTHEST) {
                machine.interveneAt(number + 1, _ -> strike(fault, number + 1));
            }
            return null;
        }
        HartState state = hart.state().copy();
        state.loseReservation();
        hart.load(state);
        return "task %d on %s: the store-conditional at %#x fails"
                .formatted(state.task(), hart.port(), state.register(PC));
    }

    private @org.jspecify.annotations.Nullable String memory(Fault fault, HartSubsystem hart, long drawn) {
        AddressSpaces memory = guest.memory();
        long[] pages = memory.present(hart.state().space());
        String given = fault.parameters().get("address");
        if (given == null && pages.length == 0) {
            return null;
        }
        long address = given == null
                ? (pages[(int) Long.remainderUnsigned(drawn, pages.length)] << PAGE_BITS)
                        + (drawn >>> 20 & (1 << PAGE_BITS) - 1)
                : Long.parseUnsignedLong(given.substring(2), 16);
        int bit = Integer.parseInt(fault.parameter("bit", String.valueOf(drawn >>> 61)));
        if (!memory.flip(hart.state().space(), address, bit)) {
            return null;
        }
        faults.watch(fault, FlipWatch.memory(machine, guest, hart, address));
        return "task %d on %s: bit %d of the byte at %#x".formatted(hart.state().task(), hart.port(), bit, address);
    }

    /// The finaliser of SplitMix64.
    static long mixed(long word) {
        long first = (word ^ (word >>> 30)) * 0xbf58476d1ce4e5b9L;
        long second = (first ^ (first >>> 27)) * 0x94d049bb133111ebL;
        return second ^ (second >>> 31);
    }
}
