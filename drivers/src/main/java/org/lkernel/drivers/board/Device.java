package org.lkernel.drivers.board;

import org.lkernel.kernel.Choices;
import org.lkernel.kernel.Input;
import org.lkernel.kernel.Message;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.Subsystem;

/// A device of a board.
///
/// @param driver makes the subsystem at that port
/// @param attach the message that attaches it: at boot, and when a machine goes on that was saved before there was
/// such a device
record Device(Port port, Driver driver, Message attach) {
    @FunctionalInterface
    interface Driver {
        Subsystem<?, ?> at(Choices choices, Input input);
    }
}
