package org.lkernel.kernel.files;

/// It is another call's turn to change the file: this one waits and is checked again from the start.
final class Busy extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final long inode;

    Busy(long inode) {
        super(null, null, false, false);
        this.inode = inode;
    }

    /// What to wait for.
    long inode() {
        return inode;
    }
}
