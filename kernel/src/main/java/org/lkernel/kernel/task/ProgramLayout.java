package org.lkernel.kernel.task;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.abi.Elf;
import org.lkernel.kernel.abi.Elf.Segment;
import org.lkernel.kernel.abi.Vdso;
import org.lkernel.kernel.memory.Lent;
import org.lkernel.kernel.memory.SpacePlan.Mapping;
import org.lkernel.kernel.syscall.CopyOut;
import org.lkernel.kernel.task.Execution.Executable;

/// Where a program and its interpreter go in a new address space: the user half of sv39, 256 GiB.
///
/// Addresses are the same in every run: a program at its link address, a position-independent one at two thirds
/// of the space, its interpreter right below where `mmap` starts, the stack at the top, the vDSO above it.
final class ProgramLayout {
    static final long SPACE_END = 1L << 38;
    static final long STACK_TOP = 0x3f_ffff_0000L;
    private static final long PAGE = 4096;
    private static final long LOWEST = 0x1_0000;
    private static final long PROGRAM_BASE = SPACE_END / 3 * 2 & -PAGE;
    private static final long STACK_GAP_LEAST = 128L << 20;
    private static final long STACK_GAP_MOST = SPACE_END / 6 * 5;

    final List<CopyOut> stores = new ArrayList<>();
    final long mmapBase;
    List<Mapping> mappings = new ArrayList<>();
    long programBias;
    long interpreterBias;
    long breakAddress;

    ProgramLayout(long stackLimit) {
        long gap = Math.max(STACK_GAP_LEAST, stackLimit + (1 << 20));
        mmapBase = STACK_TOP - Math.min(gap, STACK_GAP_MOST) & -PAGE;
        add(new Mapping(Vdso.DATA, PAGE, 1, Lent.DATA, 0, PAGE, Bytes.latin1("[vvar]")));
        add(new Mapping(Vdso.ADDRESS, PAGE, 5, Lent.CODE, 0, PAGE, Bytes.latin1("[vdso]")));
    }

    /// Places both; false when something does not fit or contradicts itself.
    boolean place(Executable program, @Nullable Executable interpreter) {
        Long bias = bias(program, PROGRAM_BASE, false);
        if (bias == null) {
            return false;
        }
        programBias = bias;
        breakAddress = map(program, bias);
        if (interpreter == null) {
            return true;
        }
        Long top = bias(interpreter, mmapBase, true);
        if (top == null) {
            return false;
        }
        interpreterBias = top;
        map(interpreter, top);
        return true;
    }

    /// Where the program headers are once loaded, for `AT_PHDR`; 0 when they are in no segment.
    long headersAddress(Executable program) {
        Elf elf = java.util.Objects.requireNonNull(program.elf());
        for (Segment segment : program.segments()) {
            if (segment.kind() == Elf.Kind.HEADERS) {
                return programBias + segment.address();
            }
        }
        for (Segment segment : program.segments()) {
            long into = elf.headersOffset() - segment.offset();
            if (segment.kind() == Elf.Kind.LOAD && into >= 0 && into < segment.fileBytes()) {
                return programBias + segment.address() + into;
            }
        }
        return 0;
    }

    /// How far the file's addresses are moved, or null when it cannot be loaded at all.
    private static @Nullable Long bias(Executable file, long base, boolean below) {
        long lowest = Long.MAX_VALUE;
        long highest = 0;
        long alignment = PAGE;
        for (Segment segment : file.segments()) {
            if (segment.kind() == Elf.Kind.LOAD) {
                if (!isSound(segment, file.size())) {
                    return null;
                }
                lowest = Math.min(lowest, segment.address() & -PAGE);
                highest = Math.max(highest, up(segment.end()));
                alignment = Math.max(alignment, isPower(segment.alignment()) ? segment.alignment() : PAGE);
            }
        }
        if (lowest == Long.MAX_VALUE || alignment > 1 << 30) {
            return null;
        } else if (!java.util.Objects.requireNonNull(file.elf()).positionIndependent()) {
            return lowest >= LOWEST && highest <= STACK_TOP - STACK_GAP_LEAST ? 0L : null;
        }
        long size = highest - lowest;
        long start = (below ? base - size : base) & -alignment;
        boolean fits = start >= LOWEST && start + size <= STACK_TOP - STACK_GAP_LEAST;
        return fits ? start - lowest : null;
    }

    private static boolean isSound(Segment segment, long fileSize) {
        return segment.memoryBytes() >= 0
                && segment.fileBytes() >= 0
                && segment.fileBytes() <= segment.memoryBytes()
                && segment.address() >= 0
                && segment.address() < SPACE_END
                && segment.memoryBytes() <= SPACE_END - segment.address()
                && segment.offset() >= 0
                && segment.offset() <= fileSize
                && segment.fileBytes() <= fileSize - segment.offset()
                && (segment.address() - segment.offset()) % PAGE == 0;
    }

    private static boolean isPower(long alignment) {
        return alignment > 0 && (alignment & alignment - 1) == 0;
    }

    /// Maps every segment and returns the end of the highest.
    private long map(Executable file, long bias) {
        long end = 0;
        for (Segment segment : file.segments()) {
            if (segment.kind() == Elf.Kind.LOAD && segment.memoryBytes() > 0) {
                map(file, segment, bias);
                end = Math.max(end, up(bias + segment.end()));
            }
        }
        return end;
    }

    private void map(Executable file, Segment segment, long bias) {
        long address = bias + segment.address();
        long start = address & -PAGE;
        long fileEnd = segment.fileBytes() == 0 ? start : up(address + segment.fileBytes());
        if (fileEnd > start) {
            add(new Mapping(
                    start,
                    fileEnd - start,
                    segment.protection(),
                    file.object(),
                    segment.offset() & -PAGE,
                    file.size(),
                    file.path()));
        }
        long end = up(address + segment.memoryBytes());
        if (end > fileEnd) {
            add(new Mapping(fileEnd, end - fileEnd, segment.protection(), null, 0, 0, Bytes.EMPTY));
        }
        long tail = address + segment.fileBytes();
        boolean writable = (segment.protection() & 2) != 0;
        if (writable && segment.fileBytes() > 0 && segment.memoryBytes() > segment.fileBytes() && tail < fileEnd) {
            stores.add(new CopyOut(tail, Bytes.wrap(new byte[(int) (fileEnd - tail)])));
        }
    }

    /// A later mapping takes the place of what it covers, as `MAP_FIXED` does.
    private void add(Mapping added) {
        List<Mapping> kept = new ArrayList<>();
        for (Mapping old : mappings) {
            long oldEnd = old.address() + old.length();
            if (old.address() < added.address()) {
                keep(kept, old, old.address(), Math.min(oldEnd, added.address()));
            }
            if (oldEnd > added.address() + added.length()) {
                keep(kept, old, Math.max(old.address(), added.address() + added.length()), oldEnd);
            }
        }
        kept.add(added);
        mappings = kept;
    }

    private static void keep(List<Mapping> kept, Mapping old, long start, long end) {
        long offset = old.object() == null ? 0 : old.offset() + start - old.address();
        kept.add(new Mapping(start, end - start, old.protection(), old.object(), offset, old.objectSize(), old.path()));
    }

    static long up(long address) {
        return address + PAGE - 1 & -PAGE;
    }
}
