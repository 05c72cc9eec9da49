package org.lkernel.kernel.interrupt;

import org.lkernel.kernel.Message;
import org.lkernel.kernel.Port;

/// What the interrupt controller understands: lines that devices raise, and who serves them.
public sealed interface Interrupts extends Message {
    /// At boot: the sender serves this line with the given message.
    record Attach(int line, Port server, Message service) implements Interrupts {}

    /// The device wants service. A line already raised and not yet acknowledged stays raised once.
    record Raise(int line) implements Interrupts {}

    /// The driver has served the device; a line raised meanwhile is delivered again.
    record Acknowledge(int line) implements Interrupts {}

    record Mask(int line) implements Interrupts {}

    record Unmask(int line) implements Interrupts {}
}
