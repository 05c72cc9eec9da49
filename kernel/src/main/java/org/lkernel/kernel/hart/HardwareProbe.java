package org.lkernel.kernel.hart;

import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.syscall.Completion;
import org.lkernel.kernel.syscall.Struct;

/// What `riscv_hwprobe(2)` says of every hart of this machine: RV64GC with Zba, Zbb and Zbs.
///
/// @see "Linux, Documentation/arch/riscv/hwprobe.rst"
final class HardwareProbe {
    private static final long BASE_BEHAVIOR_IMA = 1;
    private static final long IMA_FD = 1;
    private static final long IMA_C = 1 << 1;
    private static final long ZBA = 1 << 3;
    private static final long ZBB = 1 << 4;
    private static final long ZBS = 1 << 5;
    private static final long MISALIGNED_FAST = 3;
    private static final long HIGHEST_USER_ADDRESS = (1L << 38) - 1;
    private static final long TIMEBASE_HZ = 1_000_000_000;

    Completion answer(HartCall.HardwareProbe call, int harts) {
        if (call.flags() != 0 || call.cpuSet() != 0 && call.cpuSetSize() == 0) {
            return Completion.error(Errno.EINVAL);
        }
        byte[] pairs = call.pairs().toArray();
        for (int at = 0; at < pairs.length; at += 16) {
            long value = value(Struct.littleEndian(pairs, at, 8));
            Struct.store(pairs, at + 8, 8, value < 0 ? 0 : value);
            if (value < 0) {
                Struct.store(pairs, at, 8, -1);
            }
        }
        return Completion.value(0, call.address(), Bytes.wrap(pairs));
    }

    /// The value of a key, or -1 for a key that is not known.
    private static long value(long key) {
        return switch ((int) Math.min(Math.max(key, -1), 64)) {
            case 0, 1, 2 -> 0;
            case 3 -> BASE_BEHAVIOR_IMA;
            case 4 -> IMA_FD | IMA_C | ZBA | ZBB | ZBS;
            case 5 -> MISALIGNED_FAST;
            case 6 -> 0;
            case 7 -> HIGHEST_USER_ADDRESS;
            case 8 -> TIMEBASE_HZ;
            default -> -1;
        };
    }
}
