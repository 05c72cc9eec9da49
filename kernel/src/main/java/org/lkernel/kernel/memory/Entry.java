package org.lkernel.kernel.memory;

import org.lkernel.kernel.hart.Access;

/// The layout of a page-table entry, a word: the frame's number above twelve bits of rights. 0 is no entry.
///
/// The rights are the *effective* ones: an entry may be written through only where no copy is due, whatever its
/// area allows.
public final class Entry {
    static final long PRESENT = 1;
    static final long READ = 1 << 1;
    static final long WRITE = 1 << 2;
    static final long EXECUTE = 1 << 3;
    private static final int FRAME_SHIFT = 12;

    private Entry() {}

    static long of(int frame, long rights) {
        return (long) frame << FRAME_SHIFT | rights | PRESENT;
    }

    /// The rights a protection gives, without the right to write: on RISC-V the right to write implies that to
    /// read.
    ///
    /// @see "RISC-V privileged 4.3.1"
    static long readRights(int protection) {
        boolean readable = (protection & (Area.READ | Area.WRITE)) != 0;
        return (readable ? READ : 0) | ((protection & Area.EXECUTE) != 0 ? EXECUTE : 0);
    }

    public static boolean isPresent(long entry) {
        return (entry & PRESENT) != 0;
    }

    public static int frame(long entry) {
        return (int) (entry >>> FRAME_SHIFT);
    }

    static long rights(long entry) {
        return entry & (READ | WRITE | EXECUTE);
    }

    public static boolean isReadable(long entry) {
        return (entry & READ) != 0;
    }

    public static boolean isWritable(long entry) {
        return (entry & WRITE) != 0;
    }

    public static boolean isExecutable(long entry) {
        return (entry & EXECUTE) != 0;
    }

    public static boolean allows(long entry, Access access) {
        return switch (access) {
            case READ -> isReadable(entry);
            case WRITE -> isWritable(entry);
            case EXECUTE -> isExecutable(entry);
        };
    }
}
