package org.lkernel.kernel.files;

/// Root, working directory and file mode creation mask, shared by the tasks of `CLONE_FS`.
record Directories(int users, Place root, Place current, int mask) {
    Directories withUsers(int changed) {
        return new Directories(changed, root, current, mask);
    }

    Directories withRoot(Place changed) {
        return new Directories(users, changed, current, mask);
    }

    Directories withCurrent(Place changed) {
        return new Directories(users, root, changed, mask);
    }

    Directories withMask(int changed) {
        return new Directories(users, root, current, changed);
    }
}
