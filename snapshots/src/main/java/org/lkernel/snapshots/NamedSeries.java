package org.lkernel.snapshots;

import java.nio.file.Path;
import java.util.List;
import org.lkernel.actors.MachineImage;
import org.lkernel.snapshots.file.Ancestor;
import org.lkernel.snapshots.file.FileLayer;
import org.lkernel.snapshots.file.NumberedFiles;
import org.lkernel.snapshots.file.SaveOptions;
import org.lkernel.snapshots.file.Sha256;
import org.lkernel.snapshots.file.SnapshotException;

/// A [Series] under one name, which always leads to its newest snapshot; see [NumberedFiles] for the files.
///
/// A whole snapshot is written again when the increments since the last one have come to be as large, so that all
/// files together take about twice the space of one and no snapshot depends on very many.
public final class NamedSeries implements AutoCloseable {
    private static final int LONGEST = 64;

    private final NumberedFiles files;
    private Series series = new Series();

    /// @param path the name of the series
    public NamedSeries(Path path, FileLayer layer) {
        this.files = new NumberedFiles(layer, path);
    }

    /// Saves the machine as the next of the series; see [Snapshot#save].
    ///
    /// @throws SnapshotException if the host refuses; the name then leads to the snapshot before
    public Sha256 save(MachineImage image, String host, SaveOptions options) {
        if (isLong(series.lineage())) {
            series.close();
            series = new Series();
        }
        Path file = files.next();
        Sha256 generation = series.save(image, host, file, options);
        files.publish(file);
        files.retain(series.lineage().stream().map(Ancestor::path).toList());
        return generation;
    }

    /// The newest snapshot and those it needs, each followed by its parent; empty before the first.
    public List<Ancestor> lineage() {
        return series.lineage();
    }

    private static boolean isLong(List<Ancestor> lineage) {
        if (lineage.isEmpty()) {
            return false;
        }
        long whole = lineage.getLast().bytes();
        long all = lineage.stream().mapToLong(Ancestor::bytes).sum();
        return lineage.size() >= LONGEST || all >= 2 * whole;
    }

    @Override
    public void close() {
        series.close();
    }
}
