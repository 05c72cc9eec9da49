package org.lkernel.kernel.files;

import org.jspecify.annotations.Nullable;

/// Symbolic links, among them those of procfs that lead where no path need lead.
interface MagicLinks {
    /// Where a link leads without any path (`/proc/PID/fd/N`, `cwd`, `root`), or null.
    @Nullable
    Place target(Inode link, Operation.Check check);

    /// What `readlink(2)` says.
    String text(Inode link, Operation.Check check);
}
