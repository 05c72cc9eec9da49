package org.lkernel.actors.codec;

/// Bytes that are no message of the vocabulary.
public final class MalformedMessage extends RuntimeException {
    public MalformedMessage(String reason) {
        super(reason);
    }

    MalformedMessage(String reason, Throwable cause) {
        super(reason, cause);
    }
}
