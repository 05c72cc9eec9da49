package org.lkernel.drivers.board;

import java.util.List;
import org.lkernel.drivers.hostfiles.Export;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.clock.CostModel;

/// What a machine is made of, as its owner says.
///
/// @param harts 1 to 64
/// @param memoryBytes all that the guest and the kernel's growing tables may use
/// @param virtualTime whether an instruction is a nanosecond; false in live mode
/// @param costs what the kernel's work costs in virtual time
/// @param terminal whether the console is a terminal
/// @param exports host trees: the first is the root, the others are volumes at `mounts`, which has one entry
/// fewer
public record Hardware(
        int harts,
        long memoryBytes,
        boolean virtualTime,
        CostModel costs,
        boolean terminal,
        List<Export> exports,
        List<Bytes> mounts) {
    public static final int HARTS_MINIMUM = 1;
    public static final int HARTS_MAXIMUM = Port.MAXIMUM_HARTS;
    public static final long MEMORY_MINIMUM_BYTES = 4L << 20;

    /// With the costs that are usual for how time passes.
    public Hardware(
            int harts,
            long memoryBytes,
            boolean virtualTime,
            boolean terminal,
            List<Export> exports,
            List<Bytes> mounts) {
        this(
                harts,
                memoryBytes,
                virtualTime,
                virtualTime ? CostModel.IN_ORDER : CostModel.FREE,
                terminal,
                exports,
                mounts);
    }

    public Hardware {
        requireHarts(harts);
        requireMemory(memoryBytes);
        exports = List.copyOf(exports);
        mounts = List.copyOf(mounts);
        if (exports.size() != mounts.size() + 1) {
            throw new IllegalArgumentException(mounts.size() + " mount points for " + exports.size() + " exports");
        }
    }

    /// @throws IllegalArgumentException for a number that no machine has
    public static void requireHarts(int number) {
        if (number < HARTS_MINIMUM || number > HARTS_MAXIMUM) {
            throw new IllegalArgumentException("a machine has 1 to " + HARTS_MAXIMUM + " harts, not " + number);
        }
    }

    /// @throws IllegalArgumentException for less than a machine needs
    public static void requireMemory(long bytes) {
        if (bytes < MEMORY_MINIMUM_BYTES) {
            throw new IllegalArgumentException("a machine has at least 4 MiB of memory, not " + bytes + " bytes");
        }
    }
}
