package org.lkernel.actors;

import java.util.List;
import org.lkernel.actors.choice.ChoicesState;
import org.lkernel.actors.fabric.Letter;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.State;

/// A whole machine between two steps, or inside a hart's slice: what it takes to go on elsewhere exactly as here.
///
/// @param step how many messages were delivered
/// @param sections the state of every subsystem, in the order of ports; never handed out without a copy
/// @param letters the undelivered messages, oldest first
/// @param choices seed and place of the first gate
/// @param digestLow and `digestHigh`: the digest of all that was delivered
/// @param inputs how many events of the second gate came before
/// @param log what `dmesg` shows
public record MachineImage(
        long step,
        List<Section> sections,
        List<Letter> letters,
        ChoicesState choices,
        long digestLow,
        long digestHigh,
        long inputs,
        List<LogLine> log)
        implements AutoCloseable {
    public record Section(Port port, State<?> state) {}

    public MachineImage {
        sections = List.copyOf(sections);
        letters = List.copyOf(letters);
        log = List.copyOf(log);
    }

    /// The same machine with its decisions at another place.
    MachineImage withChoices(ChoicesState other) {
        return new MachineImage(step, sections, letters, other, digestLow, digestHigh, inputs, log);
    }

    /// Gives back what the states hold outside the heap; the image cannot be loaded any more.
    @Override
    public void close() {
        sections.forEach(section -> section.state().close());
    }
}
