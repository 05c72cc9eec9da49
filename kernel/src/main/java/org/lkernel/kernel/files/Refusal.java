package org.lkernel.kernel.files;

import org.lkernel.kernel.abi.Errno;

/// A guest's mistake on its way from the check that found it to the one place that answers it.
///
/// What the message at hand had changed before it was thrown is put back; see [Core].
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Errno errno;
    private final int signal;

    Refusal(Errno errno) {
        this(errno, 0);
    }

    /// @param signal raised for the caller together with the error (`SIGPIPE`, `SIGXFSZ`), or 0
    Refusal(Errno errno, int signal) {
        super(errno.name(), null, false, false);
        this.errno = errno;
        this.signal = signal;
    }

    Errno errno() {
        return errno;
    }

    int signal() {
        return signal;
    }
}
