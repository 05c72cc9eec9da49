package org.lkernel.experiments;

/// A mistake of whoever asked, in one line.
public final class Mistake extends Exception {
    private static final long serialVersionUID = 1;

    public Mistake(String message) {
        super(message);
    }
}
