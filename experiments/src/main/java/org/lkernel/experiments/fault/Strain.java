package org.lkernel.experiments.fault;

import java.util.TreeMap;
import org.lkernel.actors.fabric.Interposer.Carrier;
import org.lkernel.kernel.Message;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.memory.Memory;

/// What goes wrong from some moment on: memory that is somebody else's, clocks that are fast or stand still.
final class Strain {
    private long charged;
    private long taken;
    private long messages;
    private final TreeMap<Port, Long> ahead = new TreeMap<>();
    private final TreeMap<Port, Long> frozen = new TreeMap<>();

    void clear() {
        charged = 0;
        taken = 0;
        messages = 0;
        ahead.clear();
        frozen.clear();
    }

    /// Another message passes: memory may be given back before it, and what files are charged is told with what is
    /// taken.
    Message pass(Message message, boolean healed, Carrier carrier) {
        if (taken > 0 && (healed || --messages <= 0)) {
            taken = 0;
            carrier.carry(Port.FILES, Port.MEMORY, new Memory.Charge(charged));
        }
        if (message instanceof Memory.Charge(long bytes)) {
            charged = bytes;
            return new Memory.Charge(bytes + taken);
        }
        return message;
    }

    /// So much memory is somebody else's, until so many messages have passed.
    void take(long bytes, long passing, Carrier carrier) {
        taken = bytes;
        messages = passing;
        carrier.carry(Port.FILES, Port.MEMORY, new Memory.Charge(charged + taken));
    }

    /// How far a hart's clock is ahead, which is so much more than before.
    long drift(Port hart, long nanos) {
        return ahead.merge(hart, nanos, Long::sum);
    }

    /// The time at which a hart's clock stands, which is this if it went until now.
    long standing(Port hart, long nowNanos) {
        return frozen.computeIfAbsent(hart, _ -> nowNanos);
    }
}
