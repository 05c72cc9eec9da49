package org.lkernel.snapshots;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lkernel.actors.MachineImage;
import org.lkernel.kernel.memory.HostPages;
import org.lkernel.kernel.memory.MemoryState;
import org.lkernel.snapshots.file.Ancestor;
import org.lkernel.snapshots.file.Increment;
import org.lkernel.snapshots.file.OpenOptions;
import org.lkernel.snapshots.file.SaveOptions;
import org.lkernel.snapshots.file.Sha256;
import org.lkernel.snapshots.file.SnapshotContent;
import org.lkernel.snapshots.file.SnapshotException;
import org.lkernel.snapshots.file.SnapshotFile;

/// Snapshots of one machine in a row: the first is whole, and each one after it holds only the pages that changed
/// since the one before, which is its parent.
///
/// Which pages changed costs nothing to find out: this keeps a copy of the pages as they were, and those that the
/// machine has written to since are the ones it no longer shares with that copy.
public final class Series implements AutoCloseable {
    private @Nullable SnapshotFile last;
    private @Nullable HostPages before;

    /// Saves the machine as the next of the series; see [Snapshot#save]. A save that fails changes nothing: the next
    /// one goes by the same parent.
    ///
    /// @param path another one than those of the snapshots before it, which it needs
    /// @throws SnapshotException if the host refuses
    public Sha256 save(MachineImage image, String host, Path path, SaveOptions options) {
        SavedImage saved = new SavedImage(image);
        MemoryState memory = saved.memory();
        SnapshotContent whole = saved.content(Build.NAME, host.getBytes(StandardCharsets.UTF_8));
        SnapshotFile parent = last;
        SnapshotContent content = parent == null
                ? whole
                : whole.since(new Increment(parent, memory.host().changedSince(before)));
        Sha256 generation = SnapshotFile.save(path, content, options);
        SnapshotFile file = SnapshotFile.open(path, opening(options));
        close();
        last = file;
        before = memory.host().copy();
        return generation;
    }

    /// The last snapshot and those it needs, each followed by its parent; empty before the first.
    public List<Ancestor> lineage() {
        return last == null ? List.of() : last.lineage();
    }

    private static OpenOptions opening(SaveOptions options) {
        return new OpenOptions(List.of(), options.key(), options.layer());
    }

    @Override
    public void close() {
        if (last != null) {
            last.close();
            last = null;
        }
        if (before != null) {
            before.close();
            before = null;
        }
    }
}
