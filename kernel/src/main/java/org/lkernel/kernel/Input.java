package org.lkernel.kernel;

/// The second gate of nondeterminism: what the host answered.
///
/// A driver asks through this interface and nothing else, so that a journal can stand in for the host.
public interface Input {
    /// Puts a question to the host's side of a device and returns its answer, or the answer the journal holds.
    ///
    /// @param device the port of the driver that asks
    Message ask(Port device, Message question);
}
