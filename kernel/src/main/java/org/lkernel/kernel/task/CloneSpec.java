package org.lkernel.kernel.task;

/// What `clone(2)` or `clone3(2)` asks for.
///
/// @param stack the child's stack pointer, 0 for the parent's
/// @param handle where the number of the child's descriptor goes: in `clone(2)` the place of `parentTid`
record CloneSpec(
        long flags, int exitSignal, long stack, long parentTid, long childTid, long threadPointer, long handle) {
    static final long VM = 0x100;
    static final long FS = 0x200;
    static final long FILES = 0x400;
    static final long SIGHAND = 0x800;
    static final long PIDFD = 0x1000;
    static final long VFORK = 0x4000;
    static final long PARENT = 0x8000;
    static final long THREAD = 0x10000;
    static final long NEWNS = 0x20000;
    static final long SETTLS = 0x80000;
    static final long PARENT_SETTID = 0x100000;
    static final long DETACHED = 0x400000;
    static final long CHILD_CLEARTID = 0x200000;
    static final long CHILD_SETTID = 0x1000000;
    static final long CLEAR_SIGHAND = 0x1_0000_0000L;
    /// Namespaces of every kind, and control groups.
    static final long ISOLATING = NEWNS | 0x7E00_0000L | 0x80L | 0x2_0000_0000L;
    /// What `clone3(2)` lets one say: all that `clone(2)` does but for its signal and `CLONE_DETACHED`, and more.
    static final long KNOWN = 0x3_ffff_ffffL & ~0x40_0000L & ~0xffL | 0x80L;

    boolean has(long flag) {
        return (flags & flag) != 0;
    }
}
