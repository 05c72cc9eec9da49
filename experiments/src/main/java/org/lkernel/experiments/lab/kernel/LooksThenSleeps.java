package org.lkernel.experiments.lab.kernel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.lkernel.kernel.Outbox;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.Subsystem;
import org.lkernel.kernel.Variant;
import org.lkernel.kernel.memory.Memory;
import org.lkernel.kernel.memory.MemoryCall;
import org.lkernel.kernel.memory.MemoryState;
import org.lkernel.kernel.memory.MemorySubsystem;

/// `FUTEX_WAIT` in two messages: one looks whether the word is what the caller believes, the next puts it to sleep.
public final class LooksThenSleeps extends Variant<Memory, MemoryState> {
    private static final int WAIT = 0;
    private static final int FLAGS = 128 | 256;
    private static final int WORD_BYTES = 4;

    public LooksThenSleeps(Subsystem<Memory, MemoryState> original) {
        super(original);
    }

    @Override
    public void receive(Port sender, Memory message, Outbox outbox) {
        if (!(message instanceof MemoryCall.Futex futex) || (futex.operation() & ~FLAGS) != WAIT) {
            original().receive(sender, message, outbox);
        } else if (sender.equals(Port.MEMORY)) {
            original().receive(Port.hart(futex.call().hart()), asItIs(futex), outbox);
        } else if (asItIs(futex).equals(futex)) {
            outbox.send(Port.MEMORY, futex);
        } else {
            original().receive(sender, futex, outbox);
        }
    }

    /// The call with the value that the word has now.
    private MemoryCall.Futex asItIs(MemoryCall.Futex futex) {
        byte[] word = new byte[WORD_BYTES];
        MemorySubsystem memory = (MemorySubsystem) core();
        if (!memory.addressSpaces().peek(futex.call().space(), futex.address(), word)) {
            return futex;
        }
        int value = ByteBuffer.wrap(word).order(ByteOrder.LITTLE_ENDIAN).getInt();
        return new MemoryCall.Futex(
                futex.call(),
                futex.address(),
                futex.operation(),
                value,
                futex.timeout(),
                futex.address2(),
                futex.value3());
    }
}
