package org.lkernel.kernel;

/// Where a handler puts what it has to say.
public interface Outbox {
    /// Sends a message; between the same two ports order is kept, and nothing else is promised.
    void send(Port receiver, Message message);

    /// How many messages this turn has sent so far.
    int sent();

    /// Takes back what this turn has sent after its first `kept` messages, as if it never had been.
    void retract(int kept);

    /// Records a line for the log and for `dmesg`. Not part of the digest.
    void log(Logged line);

    default void info(String text) {
        log(new Logged(Logged.Level.INFO, text));
    }

    default void warn(String text) {
        log(new Logged(Logged.Level.WARN, text));
    }
}
