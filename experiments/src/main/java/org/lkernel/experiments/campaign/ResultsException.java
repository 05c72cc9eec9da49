package org.lkernel.experiments.campaign;

/// The results cannot be read or kept.
public final class ResultsException extends Exception {
    private static final long serialVersionUID = 1;

    public ResultsException(String message, Throwable cause) {
        super(message, cause);
    }

    public ResultsException(String message) {
        super(message);
    }
}
