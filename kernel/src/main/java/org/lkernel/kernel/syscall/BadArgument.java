package org.lkernel.kernel.syscall;

import org.lkernel.kernel.abi.Errno;

/// An argument that cannot be decoded, other than for a bad address: the call answers the errno and nobody is
/// asked.
public final class BadArgument extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Errno errno;

    public BadArgument(Errno errno) {
        super(errno.name(), null, false, false);
        this.errno = errno;
    }

    public Errno errno() {
        return errno;
    }
}
