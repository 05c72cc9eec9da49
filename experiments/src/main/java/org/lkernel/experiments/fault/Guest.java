package org.lkernel.experiments.fault;

import java.util.List;
import org.lkernel.actors.Machine;
import org.lkernel.kernel.Subsystem;
import org.lkernel.kernel.hart.HartSubsystem;
import org.lkernel.kernel.memory.AddressSpaces;
import org.lkernel.kernel.memory.MemorySubsystem;

/// The harts of a machine, and what they see of memory.
record Guest(Machine machine) {
    List<HartSubsystem> harts() {
        return machine.subsystems().stream()
                .map(Subsystem::core)
                .filter(HartSubsystem.class::isInstance)
                .map(HartSubsystem.class::cast)
                .toList();
    }

    AddressSpaces memory() {
        return machine.subsystems().stream()
                .map(Subsystem::core)
                .filter(MemorySubsystem.class::isInstance)
                .map(MemorySubsystem.class::cast)
                .findFirst()
                .orElseThrow()
                .addressSpaces();
    }

    /// The instruction there, in as many of the lower bits as it has; 0 if it cannot be read.
    int instruction(HartSubsystem hart, long pc) {
        byte[] bytes = new byte[4];
        int space = hart.state().space();
        if (memory().peek(space, pc, bytes)) {
            return bytes[0] & 0xff | (bytes[1] & 0xff) << 8 | (bytes[2] & 0xff) << 16 | bytes[3] << 24;
        }
        byte[] half = new byte[2];
        return memory().peek(space, pc, half) ? half[0] & 0xff | (half[1] & 0xff) << 8 : 0;
    }
}
