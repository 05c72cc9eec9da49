package org.lkernel.kernel.files;

import org.lkernel.kernel.task.Identity;

/// What files know of a task.
///
/// @param table and `directories`: the ids of what it may share with others
/// @param descriptorLimit `RLIMIT_NOFILE`
/// @param sizeLimit `RLIMIT_FSIZE`
record TaskFiles(Identity identity, long table, long directories, int descriptorLimit, long sizeLimit) {
    static final int DESCRIPTOR_LIMIT = 1024;

    TaskFiles withIdentity(Identity changed) {
        return new TaskFiles(changed, table, directories, descriptorLimit, sizeLimit);
    }

    TaskFiles withTable(long changed) {
        return new TaskFiles(identity, changed, directories, descriptorLimit, sizeLimit);
    }

    TaskFiles withDirectories(long changed) {
        return new TaskFiles(identity, table, changed, descriptorLimit, sizeLimit);
    }

    TaskFiles withLimits(int descriptors, long size) {
        return new TaskFiles(identity, table, directories, descriptors, size);
    }
}
