package org.lkernel.kernel.memory;

import org.lkernel.kernel.abi.Errno;

/// What came of touching a page: its frame, or why there is none.
sealed interface Touch {
    /// @param frame may be used until the next page is touched that is not mapped; then it may be evicted
    record Present(int frame) implements Touch {}

    /// `Files` must bring the page first.
    record Missing(ObjectKey object, long index) implements Touch {}

    /// There is no such page, or not for this.
    enum Failure implements Touch {
        /// No area has the address: SIGSEGV, `SEGV_MAPERR`.
        UNMAPPED(11, 1, Errno.EFAULT),
        /// The area does not allow it: SIGSEGV, `SEGV_ACCERR`.
        FORBIDDEN(11, 2, Errno.EFAULT),
        /// Past the end of the file: SIGBUS, `BUS_ADRERR`.
        BEYOND(7, 2, Errno.EFAULT),
        /// The file could not be read: SIGBUS, `BUS_ADRERR`.
        UNREADABLE(7, 2, Errno.EIO),
        /// The limit is reached and nothing can be evicted.
        NO_MEMORY(9, 0, Errno.ENOMEM);

        final int signal;
        final int code;
        final Errno errno;

        Failure(int signal, int code, Errno errno) {
            this.signal = signal;
            this.code = code;
            this.errno = errno;
        }
    }
}
