package org.lkernel.kernel.syscall;

/// A guest address that is not mapped, or not yet: the hart asks `Memory` and tries again.
///
/// Without a stack trace, for a page that is touched for the first time is no exceptional event.
public final class GuestFault extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final long address;
    private final boolean write;

    public GuestFault(long address, boolean write) {
        super(null, null, false, false);
        this.address = address;
        this.write = write;
    }

    public long address() {
        return address;
    }

    public boolean write() {
        return write;
    }
}
