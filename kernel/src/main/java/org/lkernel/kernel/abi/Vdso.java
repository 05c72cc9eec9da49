package org.lkernel.kernel.abi;

/// Where the pages are that the kernel lends to every program: an ELF image with the functions of `vdso(7)`, and
/// below it the data they read.
///
/// riscv64 has no `SA_RESTORER`: signal handlers return into the image.
public final class Vdso {
    /// Where the image is mapped, read and execute: `AT_SYSINFO_EHDR`.
    public static final long ADDRESS = 0x3f_ffff_8000L;

    /// Where the data is mapped, for reading: a word, the wall-clock nanoseconds since 1970 at machine time 0.
    public static final long DATA = ADDRESS - 0x1000;

    /// `__vdso_rt_sigreturn`: the first instruction of the image's code, which its linker script keeps here for
    /// good.
    public static final long SIGNAL_RETURN = ADDRESS + 0x800;

    private Vdso() {}
}
