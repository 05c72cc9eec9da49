package org.lkernel.kernel.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Port;
import org.lkernel.kernel.syscall.Call;
import org.lkernel.kernel.syscall.Ecall;
import org.lkernel.kernel.syscall.GuestMemory;
import org.lkernel.kernel.syscall.SyscallTable;
import org.lkernel.kernel.syscall.SystemCall;

/// The table of the calls of files: every record has a decoder, and the odd shapes decode.
final class FilesCallTest {
    private static final SyscallTable TABLE = new SyscallTable().add(FilesCall.class, Port.FILES);

    private static SystemCall decode(int number, GuestMemory memory, long... arguments) {
        long[] registers = new long[32];
        System.arraycopy(arguments, 0, registers, 10, arguments.length);
        SyscallTable.Entry entry = TABLE.entry(number);
        if (entry == null) {
            throw new AssertionError(number + " is not in the table");
        }
        return entry.decode(new Ecall(new Call(1, 1, 0, 1, 0), 0, registers, new long[32], 0, memory));
    }

    /// Memory in which the byte at an address is the address.
    private static final class Counting implements GuestMemory {
        @Override
        public void load(long address, byte[] target, int offset, int length) {
            for (int index = 0; index < length; index++) {
                target[offset + index] = (byte) (address + index);
            }
        }

        @Override
        public void store(long address, byte[] source, int offset, int length) {
            throw new AssertionError("nothing is stored while decoding");
        }
    }

    @Test
    void everyCallOfTheFirstTierIsThere() {
        for (int number : new int[] {
            17, 24, 25, 29, 33, 34, 35, 36, 37, 46, 48, 49, 53, 56, 57, 59, 61, 62, 63, 64, 71, 73, 78, 79, 80, 166,
            198, 203, 276, 278
        }) {
            assertTrue(TABLE.entry(number) != null, "number " + number);
        }
        assertTrue(TABLE.supported().size() > 100);
    }

    @Test
    void pollTakesItsArrayAndTheAddressOfIt() {
        PollCall.Poll poll = assertInstanceOf(PollCall.Poll.class, decode(73, new Counting(), 16, 2, 0, 0));
        assertEquals(16, poll.entries().length());
        assertEquals(16, poll.entries().at(0));
        assertEquals(16, poll.address());
        assertNull(poll.timeout());
        assertNull(poll.mask());
    }

    @Test
    void selectTakesSetsAndTheMaskBehindTwoPointers() {
        PollCall.Select select = assertInstanceOf(PollCall.Select.class, decode(72, new Pair(), 65, 8, 0, 0, 0, 256));
        assertEquals(16, java.util.Objects.requireNonNull(select.in()).length());
        assertNull(select.out());
        assertEquals(8, select.inAddress());
        assertEquals(Bytes.wrap(new byte[] {7, 7, 7, 7, 7, 7, 7, 7}), select.mask());
    }

    /// At 256 a pair of the address 512 and the size 8; everything else is sevens.
    private static final class Pair implements GuestMemory {
        @Override
        public void load(long address, byte[] target, int offset, int length) {
            for (int index = 0; index < length; index++) {
                long at = address + index;
                target[offset + index] = (byte) (at < 256 || at >= 512 ? 7 : at == 257 ? 2 : at == 264 ? 8 : 0);
            }
        }

        @Override
        public void store(long address, byte[] source, int offset, int length) {
            throw new AssertionError("nothing is stored while decoding");
        }
    }

    @Test
    void positionedVectorsSkipTheUnusedRegister() {
        TransferCall.ReadVectorWith read =
                assertInstanceOf(TransferCall.ReadVectorWith.class, decode(286, new Counting(), 3, 0, 0, 99, 55, 1));
        assertEquals(List.of(), read.target());
        assertEquals(99, read.offset());
        assertEquals(1, read.flags());
    }
}
