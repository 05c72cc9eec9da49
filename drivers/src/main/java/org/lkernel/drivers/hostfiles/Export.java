package org.lkernel.drivers.hostfiles;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.device.HostEntry;

/// A tree of files that the machine is shown: a directory of the host, or the userland inside the program itself.
///
/// Paths are components below the top, none of them `.`, `..`, empty or with a `/`; nothing outside the tree is
/// reached and no link is followed.
public interface Export {
    @Nullable
    HostEntry look(List<Bytes> directory, Bytes name);

    /// The entries in byte order of their names, or null when there is no such directory.
    @Nullable
    List<HostEntry> list(List<Bytes> directory);

    /// Bytes of a regular file, fewer at its end; null when it is not what `size` and `modifiedNanos` say any
    /// more.
    @Nullable
    Bytes read(List<Bytes> path, long offset, int length, long size, long modifiedNanos);

    /// Which of the candidates is the same file as the one at `path`, another name of it; null for none. Paths are
    /// components joined by `/`.
    default @Nullable String same(String path, List<String> candidates) {
        return null;
    }

    /// What the boot log calls it.
    String describe();
}
