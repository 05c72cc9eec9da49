package org.lkernel.kernel.files;

/// A file, apart from its names.
///
/// @param device the file system it belongs to, as `st_dev`
/// @param mode type and permissions
/// @param uses open descriptions, working directories and mounts that keep it when its last link goes
/// @param parent the directory that holds, or last held, its first name; that is what `..` of a directory means
record Inode(
        long id,
        long device,
        int mode,
        int user,
        int group,
        int links,
        int uses,
        long size,
        long accessNanos,
        long modifyNanos,
        long changeNanos,
        long birthNanos,
        long parent,
        String name,
        Node node) {
    /// What a directory says its size is.
    private static final int DIRECTORY_BYTES = 4096;

    static Inode fresh(long id, long device, int mode, int user, int group, long nowNanos, Node node) {
        int links = Mode.type(mode) == Mode.DIRECTORY ? 2 : 1;
        int size = node instanceof Node.Directory ? DIRECTORY_BYTES : 0;
        return new Inode(
                id, device, mode, user, group, links, 0, size, nowNanos, nowNanos, nowNanos, nowNanos, 0, "", node);
    }

    int type() {
        return mode & Mode.TYPE;
    }

    boolean isDirectory() {
        return type() == Mode.DIRECTORY;
    }

    boolean isRegular() {
        return type() == Mode.REGULAR;
    }

    boolean isSymlink() {
        return type() == Mode.SYMLINK;
    }

    Inode withNode(Node changed) {
        return new Inode(
                id,
                device,
                mode,
                user,
                group,
                links,
                uses,
                size,
                accessNanos,
                modifyNanos,
                changeNanos,
                birthNanos,
                parent,
                name,
                changed);
    }

    Inode withSize(long changed) {
        return new Inode(
                id,
                device,
                mode,
                user,
                group,
                links,
                uses,
                changed,
                accessNanos,
                modifyNanos,
                changeNanos,
                birthNanos,
                parent,
                name,
                node);
    }

    Inode withUses(int changed) {
        return new Inode(
                id,
                device,
                mode,
                user,
                group,
                links,
                changed,
                size,
                accessNanos,
                modifyNanos,
                changeNanos,
                birthNanos,
                parent,
                name,
                node);
    }

    Inode withLinks(int changed, long nowNanos) {
        return new Inode(
                id,
                device,
                mode,
                user,
                group,
                changed,
                uses,
                size,
                accessNanos,
                modifyNanos,
                nowNanos,
                birthNanos,
                parent,
                name,
                node);
    }

    Inode withMode(int changed, long nowNanos) {
        return new Inode(
                id,
                device,
                changed,
                user,
                group,
                links,
                uses,
                size,
                accessNanos,
                modifyNanos,
                nowNanos,
                birthNanos,
                parent,
                name,
                node);
    }

    Inode withOwner(int newUser, int newGroup, long nowNanos) {
        return new Inode(
                id,
                device,
                mode,
                newUser,
                newGroup,
                links,
                uses,
                size,
                accessNanos,
                modifyNanos,
                nowNanos,
                birthNanos,
                parent,
                name,
                node);
    }

    Inode withTimes(long access, long modify, long change) {
        return new Inode(
                id,
                device,
                mode,
                user,
                group,
                links,
                uses,
                size,
                access,
                modify,
                change,
                birthNanos,
                parent,
                name,
                node);
    }

    Inode born(long nanos) {
        return new Inode(
                id, device, mode, user, group, links, uses, size, nanos, nanos, nanos, nanos, parent, name, node);
    }

    Inode named(long newParent, String newName) {
        return new Inode(
                id,
                device,
                mode,
                user,
                group,
                links,
                uses,
                size,
                accessNanos,
                modifyNanos,
                changeNanos,
                birthNanos,
                newParent,
                newName,
                node);
    }

    /// Its content, or a directory's list of names, changed.
    Inode modified(long nowNanos) {
        return withTimes(accessNanos, nowNanos, nowNanos);
    }
}
