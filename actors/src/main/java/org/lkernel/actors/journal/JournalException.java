package org.lkernel.actors.journal;

/// A journal that cannot be read, written, or followed.
public final class JournalException extends RuntimeException {
    public JournalException(String reason) {
        super(reason);
    }

    public JournalException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
