package org.lkernel.kernel.files;

/// A tree that is seen in the place of a directory.
///
/// @param parent the mount that holds the covered inode; 0 for the root
/// @param root the inode seen there
/// @param kind of file system, as `/proc/mounts` names it
/// @param flags `MS_RDONLY` 1, `MS_NOSUID` 2, `MS_NODEV` 4, `MS_NOEXEC` 8
record Mount(long id, long parent, long covered, long root, String kind, String source, int flags) {
    static final int READ_ONLY = 1;
    static final int NO_SET_ID = 2;
    static final int NO_DEVICES = 4;
    static final int NO_EXECUTION = 8;

    boolean readOnly() {
        return (flags & READ_ONLY) != 0;
    }

    Mount withFlags(int changed) {
        return new Mount(id, parent, covered, root, kind, source, changed);
    }
}
