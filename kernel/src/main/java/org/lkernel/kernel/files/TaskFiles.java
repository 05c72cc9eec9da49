package org.lkernel.kernel.files;

import org.lkernel.kernel.task.Identity;

/// What files know of a task.
///
/// @param table and `directories`: the ids of what it may share with others
/// @param descriptorLimit `RLIMIT_NOFILE`
/// @param sizeLimit `RLIMIT_FSIZE`
/// @param program the inode it runs, in use as long as it does and written by nobody; 0 when it is not known
record TaskFiles(Identity identity, long table, long directories, int descriptorLimit, long sizeLimit, long program) {
    static final int DESCRIPTOR_LIMIT = 1024;

    TaskFiles withIdentity(Identity changed) {
        return new TaskFiles(changed, table, directories, descriptorLimit, sizeLimit, program);
    }

    TaskFiles withTable(long changed) {
        return new TaskFiles(identity, changed, directories, descriptorLimit, sizeLimit, program);
    }

    TaskFiles withDirectories(long changed) {
        return new TaskFiles(identity, table, changed, descriptorLimit, sizeLimit, program);
    }

    TaskFiles withLimits(int descriptors, long size) {
        return new TaskFiles(identity, table, directories, descriptors, size, program);
    }

    TaskFiles running(long changed) {
        return new TaskFiles(identity, table, directories, descriptorLimit, sizeLimit, changed);
    }
}
