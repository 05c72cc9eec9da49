package org.lkernel.snapshots.codec;

/// Bytes that are not the value they should be.
public final class MalformedValue extends RuntimeException {
    private static final long serialVersionUID = 1;

    public MalformedValue(String message, Throwable cause) {
        super(message, cause);
    }

    public MalformedValue(String message) {
        super(message);
    }
}
