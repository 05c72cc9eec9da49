package org.lkernel.drivers.saved;

import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;
import org.lkernel.actors.Machine;
import org.lkernel.actors.MachineImage;
import org.lkernel.actors.Mode;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.Subsystem;
import org.lkernel.kernel.device.RealTimeClock;
import org.lkernel.kernel.files.BaseFile;
import org.lkernel.kernel.files.FilesState;
import org.lkernel.snapshots.Snapshot;

/// How a machine goes on from a snapshot, and what of its files is noted when one is made.
public final class Resumption {
    private Resumption() {}

    /// The seed that a machine of this mode goes on with when its user says nothing: another one in live mode,
    /// so that two machines that were resumed from one snapshot do not draw the same keys and identifiers; null
    /// for its own.
    public static @Nullable Long seed(Mode mode) {
        return mode == Mode.LIVE ? (Long) (new SecureRandom().nextLong() >>> 1) : null;
    }

    /// Puts the machine where the snapshot is. Everything of the file is checked before the machine runs.
    ///
    /// @param seed to go on with, or null for the machine's own
    /// @throws org.lkernel.snapshots.file.SnapshotException if anything of the file is damaged
    public static void load(Snapshot snapshot, Machine machine, Mode mode, @Nullable Long seed) {
        try (MachineImage image = snapshot.wholeImage()) {
            machine.load(image);
        }
        if (seed != null) {
            machine.reseed(seed);
        }
        if (mode == Mode.LIVE) {
            // Its wall clock goes on with the host's.
            machine.inject(Port.REAL_TIME_CLOCK, new RealTimeClock.Read());
        }
    }

    /// Takes note of the files that the machine has open, for a snapshot that is about to be made.
    public static void witnessFilesInUse(Machine machine, Iterable<Tree> trees) {
        for (BaseFile file : state(machine, FilesState.class).baseFilesInUse()) {
            int index = 0;
            for (Tree tree : trees) {
                if (index++ == file.export()) {
                    tree.export().witness(file.path(), file.size(), file.modifiedNanos());
                }
            }
        }
    }

    private static <S> S state(Machine machine, Class<S> type) {
        for (Subsystem<?, ?> subsystem : machine.subsystems()) {
            if (type.isInstance(subsystem.state())) {
                return type.cast(subsystem.state());
            }
        }
        throw new IllegalArgumentException("this machine has no " + type.getSimpleName());
    }
}
