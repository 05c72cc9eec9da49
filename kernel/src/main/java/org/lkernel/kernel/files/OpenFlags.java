package org.lkernel.kernel.files;

/// The flags of `open(2)`, in the numbers of `asm-generic/fcntl.h`.
final class OpenFlags {
    static final int ACCESS = 3;
    static final int READ_ONLY = 0;
    static final int WRITE_ONLY = 1;
    static final int READ_WRITE = 2;
    static final int CREATE = 0100;
    static final int EXCLUSIVE = 0200;
    static final int NO_TERMINAL = 0400;
    static final int TRUNCATE = 01000;
    static final int APPEND = 02000;
    static final int NON_BLOCKING = 04000;
    static final int DATA_SYNC = 010000;
    static final int ASYNC = 020000;
    static final int DIRECT = 040000;
    static final int LARGE_FILE = 0100000;
    static final int DIRECTORY = 0200000;
    static final int NO_FOLLOW = 0400000;
    static final int NO_ACCESS_TIME = 01000000;
    static final int CLOSE_ON_EXEC = 02000000;
    static final int SYNC = 04010000;
    static final int PATH = 010000000;
    static final int TEMPORARY = 020000000;
    /// What `F_SETFL` may change.
    static final int CHANGEABLE = APPEND | NON_BLOCKING | ASYNC | DIRECT | NO_ACCESS_TIME;
    /// Flags that only matter while opening.
    static final int TRANSIENT = CREATE | EXCLUSIVE | NO_TERMINAL | TRUNCATE | CLOSE_ON_EXEC;
    static final int KNOWN =
            ACCESS | TRANSIENT | CHANGEABLE | LARGE_FILE | DIRECTORY | NO_FOLLOW | SYNC | PATH | TEMPORARY;

    /// The descriptor that stands for the working directory, `AT_FDCWD`.
    static final int WORKING_DIRECTORY = -100;
    static final int AT_SYMLINK_NOFOLLOW = 0x100;
    static final int AT_EACCESS = 0x200;
    static final int AT_REMOVEDIR = 0x200;
    static final int AT_SYMLINK_FOLLOW = 0x400;
    static final int AT_NO_AUTOMOUNT = 0x800;
    static final int AT_EMPTY_PATH = 0x1000;
    static final int AT_STATX_SYNC_TYPE = 0x6000;

    private OpenFlags() {}

    static boolean readable(int flags) {
        return (flags & ACCESS) != WRITE_ONLY && (flags & PATH) == 0;
    }

    static boolean writable(int flags) {
        return ((flags & ACCESS) == WRITE_ONLY || (flags & ACCESS) == READ_WRITE) && (flags & PATH) == 0;
    }
}
