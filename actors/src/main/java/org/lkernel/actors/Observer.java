package org.lkernel.actors;

/// Sees every delivery before it is handled, with what caused it and when; changes nothing. Traces are
/// observers.
@FunctionalInterface
public interface Observer {
    /// @param nanos the machine's time, since boot
    void delivering(Delivery delivery, long nanos);
}
