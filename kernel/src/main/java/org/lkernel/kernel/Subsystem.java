package org.lkernel.kernel;

/// A pure state machine: a state, and what each message does to it.
///
/// A subsystem has no clock, thread, randomness or input of its own; what it decides comes from its state, the
/// message, and the [Choices] and [Input] it was built with. Given the same three it sends the same messages, on
/// any host.
///
/// Every subsystem is three files: `X`, a sealed interface of the records it understands; `XState`, what it
/// remembers; `XSubsystem`, one exhaustive `switch` over `X`.
///
/// @param <M> the sealed family of messages it understands
/// @param <S> its state
public interface Subsystem<M extends Message, S extends State<S>> {
    Port port();

    /// The sealed interface itself, from which tables of message types are derived.
    Class<M> understands();

    S state();

    /// Replaces the state, as a restore or a fork does; the old one is closed, and anything derived from it dropped.
    void load(S state);

    /// Handles one message. Everything sent goes into the outbox and is delivered after this returns.
    ///
    /// An exception means a bug in the kernel and stops the machine; a guest's mistake is an answer, never an
    /// exception.
    void receive(Port sender, M message, Outbox outbox);

    /// The subsystem itself, inside whatever was put around it ([Variant]).
    default Subsystem<?, ?> core() {
        return this;
    }

    /// Closes the state, and gives back what else is held outside the heap. The subsystem is not used again.
    default void close() {
        state().close();
    }
}
