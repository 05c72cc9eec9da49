package org.lkernel.cli.session;

/// Something about a session cannot be done, and this one line says why.
public final class SessionException extends Exception {
    private static final long serialVersionUID = 1;

    public SessionException(String message) {
        super(message);
    }
}
