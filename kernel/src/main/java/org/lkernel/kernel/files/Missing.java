package org.lkernel.kernel.files;

/// A fact that a check needs and that is not in the state yet: the call waits for it and is then checked again
/// from the start.
final class Missing extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Question question;

    Missing(Question question) {
        super(null, null, false, false);
        this.question = question;
    }

    Question question() {
        return question;
    }
}
