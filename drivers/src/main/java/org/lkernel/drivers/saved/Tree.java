package org.lkernel.drivers.saved;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.lkernel.drivers.hostfiles.DirectoryExport;
import org.lkernel.drivers.hostfiles.EmbeddedExport;
import org.lkernel.drivers.hostfiles.HostText;
import org.lkernel.drivers.hostfiles.WitnessedExport;

/// A tree of files that a machine is shown, and where.
///
/// @param host the directory it is, or null for the embedded userland
/// @param guest where the guest finds it: `/` for the root
public record Tree(@Nullable Path host, String guest, WitnessedExport export) {
    public static Tree embedded() {
        return new Tree(null, "/", new WitnessedExport(new EmbeddedExport()));
    }

    /// @param host a real path
    public static Tree directory(Path host, String guest) {
        return new Tree(host, guest, new WitnessedExport(new DirectoryExport(host)));
    }

    /// What messages call it.
    public String shown() {
        return host == null ? "the embedded userland" : HostText.of(host);
    }
}
