package org.lkernel.experiments.lab.kernel;

import java.util.ArrayList;
import java.util.List;
import org.lkernel.kernel.Logged;
import org.lkernel.kernel.Message;
import org.lkernel.kernel.Outbox;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.Subsystem;
import org.lkernel.kernel.Variant;
import org.lkernel.kernel.hart.Hart;
import org.lkernel.kernel.memory.Memory;
import org.lkernel.kernel.memory.MemoryState;

/// Memory that tells the harts what they must forget, and takes for granted that they have.
public final class WaitsForNoHart extends Variant<Memory, MemoryState> {
    public WaitsForNoHart(Subsystem<Memory, MemoryState> original) {
        super(original);
    }

    @Override
    public void receive(Port sender, Memory message, Outbox outbox) {
        if (message instanceof Memory.Acknowledged) {
            return;
        }
        Overheard overheard = new Overheard(outbox, new ArrayList<>());
        original().receive(sender, message, overheard);
        // Each answer may let something go on that tells harts more.
        while (!overheard.granted.isEmpty()) {
            original().receive(Port.MEMORY, overheard.granted.removeFirst(), overheard);
        }
    }

    /// Hears of every shootdown that is sent.
    ///
    /// @param granted the answers to them that nobody has given
    private record Overheard(Outbox outbox, List<Memory.Acknowledged> granted) implements Outbox {
        @Override
        public void send(Port receiver, Message message) {
            outbox.send(receiver, message);
            if (message instanceof Hart.Shootdown shootdown) {
                granted.add(new Memory.Acknowledged(shootdown.ticket(), receiver.hartIndex()));
            } else if (message instanceof Hart.Forget forget) {
                granted.add(new Memory.Acknowledged(forget.ticket(), receiver.hartIndex()));
            }
        }

        @Override
        public int sent() {
            return outbox.sent();
        }

        @Override
        public void retract(int kept) {
            outbox.retract(kept);
        }

        @Override
        public void log(Logged line) {
            outbox.log(line);
        }
    }
}
