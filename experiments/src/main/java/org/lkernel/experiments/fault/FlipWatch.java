package org.lkernel.experiments.fault;

import org.lkernel.actors.Machine;
import org.lkernel.kernel.Message;
import org.lkernel.kernel.hart.Access;
import org.lkernel.kernel.hart.HartSubsystem;
import org.lkernel.kernel.hart.InstructionUse;
import org.lkernel.kernel.syscall.SystemCall;

/// Watches a register or a byte of memory from one instruction to the next, until it is used or written over.
///
/// A value that is used may still make no difference; one that is not used cannot.
final class FlipWatch {
    /// Instructions that are looked at: beyond, nothing is known.
    private static final int FARTHEST = 20_000;

    private final Machine machine;
    private final Guest guest;
    /// The task whose register it is, or whose space the byte is in.
    private final int task;

    private final int space;
    /// Of the register, or -1.
    private final int register;

    private final long address;
    private Activation activation = Activation.WAITING;
    private int looked;

    private FlipWatch(Machine machine, Guest guest, HartSubsystem hart, int register, long address) {
        this.machine = machine;
        this.guest = guest;
        this.task = hart.state().task();
        this.space = hart.state().space();
        this.register = register;
        this.address = address;
    }

    static FlipWatch register(Machine machine, Guest guest, HartSubsystem hart, int register) {
        return new FlipWatch(machine, guest, hart, register, -1).begun();
    }

    static FlipWatch memory(Machine machine, Guest guest, HartSubsystem hart, long address) {
        return new FlipWatch(machine, guest, hart, -1, address).begun();
    }

    Activation activation() {
        return activation;
    }

    private FlipWatch begun() {
        look();
        return this;
    }

    private void look() {
        for (HartSubsystem hart : guest.harts()) {
            boolean concerned =
                    register >= 0 ? hart.state().task() == task : hart.state().space() == space;
            if (concerned && hart.state().task() != 0 && activation == Activation.WAITING) {
                activation = executed(hart);
            }
        }
        looked++;
        if (activation == Activation.WAITING && looked == FARTHEST) {
            activation = Activation.UNKNOWN;
        } else if (activation == Activation.WAITING) {
            machine.interveneAt(machine.retired() + 1, _ -> look());
        }
    }

    /// What the next instruction of a hart makes of it.
    private Activation executed(HartSubsystem hart) {
        long pc = hart.state().register(Flips.PC);
        int word = guest.instruction(hart, pc);
        InstructionUse use = InstructionUse.of(word);
        return register >= 0 ? ofRegister(use) : ofMemory(hart, pc, word, use);
    }

    private Activation ofRegister(InstructionUse use) {
        if ((use.reads() >>> register & 1) != 0) {
            return Activation.USED;
        }
        return (use.writes() >>> register & 1) != 0 ? Activation.OVERWRITTEN : Activation.WAITING;
    }

    private Activation ofMemory(HartSubsystem hart, long pc, int word, InstructionUse use) {
        if (covers(pc, (word & 3) == 3 ? 4 : 2)) {
            return Activation.USED;
        } else if (use.access() == null || !covers(hart.state().register(use.base()) + use.offset(), use.width())) {
            return Activation.WAITING;
        }
        return use.access() == Access.WRITE ? Activation.OVERWRITTEN : Activation.USED;
    }

    private boolean covers(long from, long length) {
        return Long.compareUnsigned(address - from, length) < 0;
    }

    /// A call that names the byte is taken to use it.
    void heard(Message message) {
        if (activation == Activation.WAITING
                && register < 0
                && message instanceof SystemCall call
                && call.call().space() == space
                && Rebuilt.touched(call).stream().anyMatch(part -> covers(part.address(), part.length()))) {
            activation = Activation.USED;
        }
    }
}
