package org.lkernel.kernel.syscall;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.abi.Errno;

/// A hart at an `ecall`: where the components of a [SystemCall] are fetched from, each once.
///
/// @param call what every record starts with
/// @param pc of the `ecall`
/// @param registers x0..x31; arguments are a0..a5 = x10..x15
/// @param floating f0..f31
@SuppressWarnings("ArrayRecordComponent")
public record Ecall(Call call, long pc, long[] registers, long[] floating, int fcsr, GuestMemory memory) {
    private static final int FIRST_ARGUMENT = 10;
    private static final int PATH_MAXIMUM = 4096;
    private static final int STRINGS_MAXIMUM = 2 << 20;
    private static final int VECTOR_MAXIMUM = 1024;
    private static final int STACK_POINTER = 2;
    /// No descriptor is larger: `/proc/sys/fs/nr_open`.
    private static final int BITS_MAXIMUM = 1 << 20;

    public Context context() {
        return new Context(pc, registers, floating, fcsr);
    }

    public long argument(int index) {
        return registers[FIRST_ARGUMENT + index];
    }

    public int integer(int index) {
        return (int) argument(index);
    }

    public @Nullable Bytes path(int index, boolean nullable) {
        long address = argument(index);
        if (nullable && address == 0) {
            return null;
        }
        Bytes path = string(address, PATH_MAXIMUM);
        if (path == null) {
            throw new BadArgument(Errno.ENAMETOOLONG);
        }
        return path;
    }

    public @Nullable Bytes fixed(int index, int bytes, boolean nullable) {
        long address = argument(index);
        return nullable && address == 0 ? null : bytes(address, bytes);
    }

    public @Nullable Bytes sized(int index, int lengthIndex, int limit, int unit, boolean nullable) {
        long address = argument(index);
        if (nullable && address == 0) {
            return null;
        }
        long count = argument(lengthIndex);
        if (count < 0 || count > limit) {
            throw new BadArgument(Errno.EINVAL);
        }
        return bytes(address, (int) count * unit);
    }

    public @Nullable Bytes bits(int index, int countIndex, boolean nullable) {
        long address = argument(index);
        int count = integer(countIndex);
        if (count < 0) {
            throw new BadArgument(Errno.EINVAL);
        }
        return nullable && address == 0 ? null : bytes(address, (Math.min(count, BITS_MAXIMUM) + 63) / 64 * 8);
    }

    public @Nullable Bytes maskPair(int index) {
        long address = argument(index);
        long mask = address == 0 ? 0 : memory.loadLong(address);
        if (mask == 0) {
            return null;
        }
        if (memory.loadLong(address + 8) != 8) {
            throw new BadArgument(Errno.EINVAL);
        }
        return bytes(mask, 8);
    }

    public Bytes atStackPointer(int bytes) {
        return bytes(registers[STACK_POINTER], bytes);
    }

    public @Nullable Record struct(int index, Class<?> type, boolean nullable) {
        long address = argument(index);
        if (nullable && address == 0) {
            return null;
        }
        Struct struct = Struct.of(type);
        byte[] image = new byte[struct.size()];
        memory.load(address, image, 0, image.length);
        return (Record) struct.read(image, 0);
    }

    public List<Bytes> strings(int index) {
        long address = argument(index);
        List<Bytes> strings = new ArrayList<>();
        if (address == 0) {
            return List.of();
        }
        int total = 0;
        for (long pointer; (pointer = memory.loadLong(address)) != 0; address += 8) {
            Bytes string = string(pointer, STRINGS_MAXIMUM - total);
            if (string == null || (total += string.length() + 9) > STRINGS_MAXIMUM) {
                throw new BadArgument(Errno.E2BIG);
            }
            strings.add(string);
        }
        return List.copyOf(strings);
    }

    public List<Segment> vector(int index) {
        long count = argument(index + 1);
        if (count < 0 || count > VECTOR_MAXIMUM) {
            throw new BadArgument(Errno.EINVAL);
        }
        byte[] image = new byte[(int) count * 16];
        memory.load(argument(index), image, 0, image.length);
        List<Segment> segments = new ArrayList<>((int) count);
        long total = 0;
        for (int at = 0; at < image.length; at += 16) {
            Segment segment = new Segment(Struct.littleEndian(image, at, 8), Struct.littleEndian(image, at + 8, 8));
            total += segment.length();
            if (segment.length() < 0 || total < 0) {
                throw new BadArgument(Errno.EINVAL);
            }
            segments.add(segment);
        }
        return List.copyOf(segments);
    }

    public Payload gathered(int index) {
        return payload(vector(index));
    }

    public Payload buffer(int index) {
        long length = Math.min(argument(index + 1) & Long.MAX_VALUE, 0x7ffff000L);
        return payload(List.of(new Segment(argument(index), length)));
    }

    private Payload payload(List<Segment> segments) {
        long length = 0;
        for (Segment segment : segments) {
            length += segment.length();
        }
        return new Payload(segments, length, length > Payload.INLINE_BYTES ? null : gather(segments, (int) length));
    }

    /// A small write is fetched here, up to the first byte that cannot be reached; what lies beyond is for the
    /// owner.
    private Bytes gather(List<Segment> segments, int length) {
        byte[] gathered = new byte[length];
        int filled = 0;
        for (Segment segment : segments) {
            memory.load(segment.address(), gathered, filled, (int) segment.length());
            filled += (int) segment.length();
        }
        return Bytes.wrap(gathered);
    }

    private Bytes bytes(long address, int length) {
        byte[] content = new byte[length];
        memory.load(address, content, 0, length);
        return Bytes.wrap(content);
    }

    /// The string without its NUL, or null when there is none within `limit` bytes. Never reads past the page of
    /// the NUL.
    private @Nullable Bytes string(long address, int limit) {
        byte[] text = new byte[64];
        int length = 0;
        while (true) {
            int room = Math.min((int) (4096 - (address + length & 4095)), 64);
            if (length + room > text.length) {
                text = Arrays.copyOf(text, Math.max(text.length * 2, length + room));
            }
            memory.load(address + length, text, length, room);
            for (int end = length + room; length < end; length++) {
                if (length >= limit) {
                    return null;
                }
                if (text[length] == 0) {
                    return Bytes.copyOf(text, 0, length);
                }
            }
        }
    }
}
