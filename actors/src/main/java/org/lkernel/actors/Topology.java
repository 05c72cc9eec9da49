package org.lkernel.actors;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Choices;
import org.lkernel.kernel.Input;
import org.lkernel.kernel.Message;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.Subsystem;

/// Which subsystems a machine is made of, wired to its two gates: what a board answers.
@FunctionalInterface
public interface Topology {
    List<Subsystem<?, ?>> build(Choices choices, Input input);

    /// What attaches a device to a machine that was saved before there was such a device; null for what no machine
    /// can go on without.
    default @Nullable Message attachment(Port device) {
        return null;
    }
}
