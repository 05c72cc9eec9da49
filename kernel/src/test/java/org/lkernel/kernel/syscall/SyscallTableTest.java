package org.lkernel.kernel.syscall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.abi.Errno;

/// Records made out of registers and guest memory, by shape.
final class SyscallTableTest {
    record Timespec(long seconds, long nanos) {}

    record Mixed(byte small, int word, short half, Timespec time) {}

    sealed interface Group extends SystemCall {
        @Linux(number = 1, name = "numbers")
        record Numbers(Call call, int narrow, long wide, int negative) implements Group {}

        @Linux(number = 2, name = "paths")
        record Paths(
                Call call,
                int at,
                @Shape.Path Bytes path,
                @Nullable @Shape.Path Bytes other) implements Group {}

        @Linux(number = 3, name = "sized")
        record Sized(
                Call call,
                @Shape.Sized(length = 1, limit = 16) Bytes content,
                long length) implements Group {}

        @Linux(number = 4, name = "structs")
        record Structs(Call call, Mixed mixed, @Nullable Timespec timeout) implements Group {}

        @Linux(number = 5, name = "writes")
        record Writes(Call call, int descriptor, Payload data, long offset) implements Group {}

        @Linux(number = 6, name = "gathers")
        record Gathers(
                Call call, int descriptor, @Shape.Gathered Payload data, int flags) implements Group {}

        @Linux(number = 7, name = "executes")
        record Executes(
                Call call,
                @Shape.Strings List<Bytes> arguments,
                @Shape.Registers Context context) implements Group {}
    }

    private static final int MEMORY_BYTES = 16384;
    private static final Call CALL = new Call(1, 2, 0, 64, 99);

    private final byte[] memory = new byte[MEMORY_BYTES];
    private final long[] registers = new long[32];
    private final SyscallTable table = new SyscallTable().add(Group.class, Port.FILES);
    private final GuestMemory guest = new GuestMemory() {
        @Override
        public void load(long address, byte[] target, int offset, int length) {
            if (address < 0 || address + length > MEMORY_BYTES) {
                throw new GuestFault(Math.max(address, MEMORY_BYTES), false);
            }
            System.arraycopy(memory, (int) address, target, offset, length);
        }

        @Override
        public void store(long address, byte[] source, int offset, int length) {
            throw new GuestFault(address, true);
        }
    };

    private SystemCall decode(int number, long... arguments) {
        System.arraycopy(arguments, 0, registers, 10, arguments.length);
        SyscallTable.Entry entry = table.entry(number);
        if (entry == null) {
            throw new AssertionError("no call " + number);
        }
        return entry.decode(new Ecall(CALL, 0x500, registers, new long[32], 0, guest));
    }

    private void put(int address, String text) {
        byte[] bytes = Bytes.latin1(text + "\0").toArray();
        System.arraycopy(bytes, 0, memory, address, bytes.length);
    }

    @Test
    void numbersAreNarrowedWithTheirSign() {
        assertEquals(new Group.Numbers(CALL, 5, 1L << 40, -1), decode(1, (7L << 32) + 5, 1L << 40, 0xffffffffL));
    }

    @Test
    void pathsEndAtTheirNulAndMayTouchTheLastByteOfMemory() {
        put(MEMORY_BYTES - 4, "abc");
        assertEquals(new Group.Paths(CALL, -100, Bytes.utf8("abc"), null), decode(2, -100, MEMORY_BYTES - 4, 0));
    }

    @Test
    void aPathWithoutEndIsTooLong() {
        Arrays.fill(memory, (byte) 'x');
        BadArgument bad = assertThrows(BadArgument.class, () -> decode(2, 0, 0x100, 0x100));
        assertEquals(Errno.ENAMETOOLONG, bad.errno());
    }

    @Test
    void aNullPathThatIsNotAllowedIsAFault() {
        assertThrows(GuestFault.class, () -> decode(2, 0, MEMORY_BYTES + 5, 0));
    }

    @Test
    void aSizeBeyondTheLimitIsInvalid() {
        put(8, "hello");
        assertEquals(new Group.Sized(CALL, Bytes.utf8("hello"), 5), decode(3, 8, 5, 5));
        assertThrows(BadArgument.class, () -> decode(3, 8, 17, 17));
        assertThrows(BadArgument.class, () -> decode(3, 8, -1, -1));
    }

    @Test
    void structsHaveTheirCLayout() {
        Mixed mixed = new Mixed((byte) 1, 0x12345678, (short) -2, new Timespec(3, 4));
        Bytes image = Struct.bytesOf(mixed);
        assertEquals(32, image.length());
        image.copyTo(0, memory, 64, 32);
        assertEquals(new Group.Structs(CALL, mixed, null), decode(4, 64, 0));
        assertEquals(new Group.Structs(CALL, mixed, new Timespec(3, 4)), decode(4, 64, 80));
    }

    @Test
    void smallWritesCarryTheirBytesAndLargeOnesDoNot() {
        put(0, "data");
        Group.Writes small = (Group.Writes) decode(5, 1, 0, 4, 77);
        assertEquals(Bytes.utf8("data"), small.data().inline());
        assertEquals(77, small.offset());
        Group.Writes large = (Group.Writes) decode(5, 1, 0, 5000, 77);
        assertNull(large.data().inline());
        assertEquals(5000, large.data().length());
    }

    @Test
    void vectorsAreGatheredInOrderAndOverflowIsInvalid() {
        put(0, "world");
        put(16, "hello ");
        Struct.store(memory, 64, 8, 16);
        Struct.store(memory, 72, 8, 6);
        Struct.store(memory, 80, 8, 0);
        Struct.store(memory, 88, 8, 5);
        Group.Gathers gathers = (Group.Gathers) decode(6, 1, 64, 2, 9);
        assertEquals(Bytes.utf8("hello world"), gathers.data().inline());
        assertEquals(9, gathers.flags());
        Struct.store(memory, 88, 8, Long.MAX_VALUE);
        assertThrows(BadArgument.class, () -> decode(6, 1, 64, 2, 9));
        assertThrows(BadArgument.class, () -> decode(6, 1, 64, 1025, 9));
    }

    @Test
    void argumentListsAreReadToTheirNullPointer() {
        put(100, "one");
        put(200, "two");
        Struct.store(memory, 64, 8, 100);
        Struct.store(memory, 72, 8, 200);
        Group.Executes executes = (Group.Executes) decode(7, 64);
        assertEquals(List.of(Bytes.utf8("one"), Bytes.utf8("two")), executes.arguments());
        assertEquals(0x500, executes.context().pc());
    }
}
