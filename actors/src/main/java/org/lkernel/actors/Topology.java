package org.lkernel.actors;

import java.util.List;
import org.lkernel.kernel.Choices;
import org.lkernel.kernel.Input;
import org.lkernel.kernel.Subsystem;

/// Which subsystems a machine is made of, wired to its two gates: what a board answers.
@FunctionalInterface
public interface Topology {
    List<Subsystem<?, ?>> build(Choices choices, Input input);
}
