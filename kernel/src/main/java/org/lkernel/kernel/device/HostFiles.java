package org.lkernel.kernel.device;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Message;

/// What the host-files driver understands: directories of the host that are shown to the machine, read-only or
/// volumes.
///
/// A path is a list of single components below the export's top; none is `.`, `..`, empty or holds `/` or NUL,
/// and the backend never follows a link. Symbolic links are resolved by `Files`, inside the guest's own tree.
public sealed interface HostFiles extends Message {
    /// At boot: what is exported, in words, for the log.
    record Attach(List<String> exports) implements HostFiles {}

    /// Answered `Files.HostLooked`.
    record Look(long ticket, int export, List<Bytes> directory, Bytes name) implements HostFiles {}

    /// Answered `Files.HostListed`, names in byte order.
    record ListDirectory(long ticket, int export, List<Bytes> directory) implements HostFiles {}

    /// Answered `Files.HostPagesRead`. The size and time are what was first seen: a change is an I/O error.
    record ReadPages(long ticket, int export, List<Bytes> path, long offset, int length, long size, long modifiedNanos)
            implements HostFiles {}

    // What the driver asks the host's side besides these same records, through `Input`, and the answers.

    /// Which of some paths leads to the same file as another; paths are components joined by `/`, answered [Same].
    record Compare(int export, String path, List<String> candidates) implements Message {}

    /// @param path one of the candidates, or null
    record Same(@Nullable String path) implements Message {}

    record Looked(@Nullable HostEntry entry) implements Message {}

    record Listed(@Nullable List<HostEntry> entries) implements Message {}

    record PagesRead(@Nullable Bytes content) implements Message {}
}
