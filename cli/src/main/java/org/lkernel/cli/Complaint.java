package org.lkernel.cli;

/// A mistake of the user's, or of the world: one line on standard error and an exit status.
public final class Complaint extends Exception {
    private static final long serialVersionUID = 1;

    private final int status;

    public Complaint(int status, String message) {
        super(message);
        this.status = status;
    }

    public static Complaint usage(String message) {
        return new Complaint(2, message);
    }

    int status() {
        return status;
    }
}
