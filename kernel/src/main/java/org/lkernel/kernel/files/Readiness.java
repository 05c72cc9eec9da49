package org.lkernel.kernel.files;

/// The events of `poll(2)`, in the numbers of `asm-generic/poll.h`; those of `epoll(7)` are the same.
final class Readiness {
    static final int IN = 1;
    static final int PRIORITY = 2;
    static final int OUT = 4;
    static final int ERR = 8;
    static final int HUP = 0x10;
    static final int INVALID = 0x20;
    static final int READ_NORMAL = 0x40;
    static final int READ_BAND = 0x80;
    static final int WRITE_NORMAL = 0x100;
    static final int WRITE_BAND = 0x200;
    static final int READ_HUP = 0x2000;

    private Readiness() {}

    /// The normal-data bits go with the plain ones.
    static int complete(int events) {
        return events | ((events & IN) != 0 ? READ_NORMAL : 0) | ((events & OUT) != 0 ? WRITE_NORMAL : 0);
    }
}
