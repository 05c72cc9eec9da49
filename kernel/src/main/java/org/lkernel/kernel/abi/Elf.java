package org.lkernel.kernel.abi;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.syscall.Struct;

/// The header of a 64-bit little-endian RISC-V executable, already found to be one.
///
/// Nothing in the file is believed: every offset and size is checked against the file's length and the address
/// space before anybody computes with it, and the number of program headers is bounded by the page they must fit
/// in.
///
/// @param headersOffset where in the file the program headers are
/// @param headers how many there are
/// @see "System V ABI, Object Files; RISC-V ELF psABI, 8"
public record Elf(boolean positionIndependent, long entry, long headersOffset, int headers) {
    public static final int HEADER_BYTES = 64;
    public static final int PROGRAM_HEADER_BYTES = 56;
    private static final int PROGRAM_HEADERS_MAXIMUM = 4096 / PROGRAM_HEADER_BYTES;
    private static final long MAGIC = 0x464c_457f;
    private static final int CLASS_64 = 2;
    private static final int LITTLE_ENDIAN = 1;
    private static final int EXECUTABLE = 2;
    private static final int SHARED = 3;
    private static final int RISC_V = 243;

    /// What a program header may be about.
    public enum Kind {
        LOAD,
        INTERPRETER,
        HEADERS,
        OTHER
    }

    /// One program header.
    ///
    /// @param protection PROT_READ 1, PROT_WRITE 2, PROT_EXEC 4
    public record Segment(
            Kind kind, int protection, long offset, long address, long fileBytes, long memoryBytes, long alignment) {
        public long end() {
            return address + memoryBytes;
        }
    }

    /// Reads the header from the start of a file; null when it is none of ours.
    public static @Nullable Elf header(Bytes head) {
        if (head.length() < HEADER_BYTES) {
            return null;
        }
        byte[] image = head.slice(0, HEADER_BYTES).toArray();
        int type = number(image, 16, 2);
        int count = number(image, 56, 2);
        boolean ours = number(image, 0, 4) == MAGIC
                && image[4] == CLASS_64
                && image[5] == LITTLE_ENDIAN
                && number(image, 18, 2) == RISC_V
                && (type == EXECUTABLE || type == SHARED)
                && number(image, 54, 2) == PROGRAM_HEADER_BYTES
                && count >= 1
                && count <= PROGRAM_HEADERS_MAXIMUM;
        long offset = Struct.littleEndian(image, 32, 8);
        return ours && offset >= 0 ? new Elf(type == SHARED, Struct.littleEndian(image, 24, 8), offset, count) : null;
    }

    public int headersBytes() {
        return headers * PROGRAM_HEADER_BYTES;
    }

    /// Reads the program headers.
    ///
    /// @param table [#headersBytes] bytes
    public List<Segment> segments(Bytes table) {
        byte[] image = table.toArray();
        List<Segment> segments = new ArrayList<>();
        for (int at = 0; at < headersBytes(); at += PROGRAM_HEADER_BYTES) {
            segments.add(new Segment(
                    kind(number(image, at, 4)),
                    protection(number(image, at + 4, 4)),
                    Struct.littleEndian(image, at + 8, 8),
                    Struct.littleEndian(image, at + 16, 8),
                    Struct.littleEndian(image, at + 32, 8),
                    Struct.littleEndian(image, at + 40, 8),
                    Struct.littleEndian(image, at + 48, 8)));
        }
        return List.copyOf(segments);
    }

    private static Kind kind(int type) {
        return switch (type) {
            case 1 -> Kind.LOAD;
            case 3 -> Kind.INTERPRETER;
            case 6 -> Kind.HEADERS;
            default -> Kind.OTHER;
        };
    }

    /// ELF counts execute 1, write 2, read 4; `mmap` the other way round.
    private static int protection(int flags) {
        return (flags & 4) >> 2 | flags & 2 | (flags & 1) << 2;
    }

    private static int number(byte[] image, int offset, int bytes) {
        return (int) Struct.littleEndian(image, offset, bytes);
    }
}
