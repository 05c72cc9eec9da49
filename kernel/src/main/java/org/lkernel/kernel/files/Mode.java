package org.lkernel.kernel.files;

/// The bits of `st_mode`: a file's type and permissions, as `inode(7)` has them.
final class Mode {
    static final int TYPE = 0170000;
    static final int SOCKET = 0140000;
    static final int SYMLINK = 0120000;
    static final int REGULAR = 0100000;
    static final int BLOCK = 0060000;
    static final int DIRECTORY = 0040000;
    static final int CHARACTER = 0020000;
    static final int FIFO = 0010000;
    static final int SET_USER = 04000;
    static final int SET_GROUP = 02000;
    static final int STICKY = 01000;
    static final int PERMISSIONS = 07777;

    private Mode() {}

    static int type(int mode) {
        return mode & TYPE;
    }

    /// `d_type` of a directory entry: the type bits moved down, as `<dirent.h>` defines `IFTODT`.
    static int entryType(int mode) {
        return (mode & TYPE) >> 12;
    }
}
