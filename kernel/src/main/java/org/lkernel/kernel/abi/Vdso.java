package org.lkernel.kernel.abi;

import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.syscall.Struct;

/// The page of code the kernel puts into every address space: what a signal handler returns to.
///
/// riscv64 has no `SA_RESTORER`, and unwinders recognise a signal frame by these two instructions at the return
/// address.
///
/// @see "vdso(7)"
public final class Vdso {
    /// Where it is mapped, read and execute.
    public static final long ADDRESS = 0x3f_ffff_8000L;

    /// `__vdso_rt_sigreturn`.
    public static final long SIGNAL_RETURN = ADDRESS;

    private static final int LI_A7_139 = 0x08b0_0893;
    private static final int ECALL = 0x0000_0073;
    private static final int EBREAK = 0x0010_0073;

    private static final Bytes IMAGE = code(LI_A7_139, ECALL, EBREAK);

    private Vdso() {}

    /// What is stored there.
    public static Bytes image() {
        return IMAGE;
    }

    private static Bytes code(int... instructions) {
        byte[] image = new byte[4 * instructions.length];
        for (int index = 0; index < instructions.length; index++) {
            Struct.store(image, 4 * index, 4, instructions[index]);
        }
        return Bytes.wrap(image);
    }
}
