package org.lkernel.kernel.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.abi.Errno;

/// Bytes that go from one description to another without passing the caller.
final class CopyTest {
    private static long file(Bench bench, String path, int size) {
        long file = bench.open(path, OpenFlags.CREATE | OpenFlags.READ_WRITE);
        StringBuilder content = new StringBuilder();
        for (int index = 0; content.length() < size; index++) {
            content.append(index).append(' ');
        }
        bench.write(1, file, content.substring(0, size));
        bench.value(call -> new DescriptorCall.Seek(call, (int) file, 0, 0));
        return file;
    }

    private static long position(Bench bench, long file) {
        return bench.value(call -> new DescriptorCall.Seek(call, (int) file, 0, 1));
    }

    @Test
    void sendfileMovesAFileToAStreamInPieces() {
        Bench bench = Bench.plain();
        long file = file(bench, "/tmp/a", 200_000);
        assertEquals(200_000, bench.value(call -> new TransferCall.SendFile(call, 1, (int) file, 0, 1 << 20)));
        assertEquals(200_000, bench.screen.length());
        assertTrue(bench.screen.toString().startsWith("0 1 2 3 "));
        assertEquals(200_000, position(bench, file));
    }

    @Test
    void anInterruptedSendfileLeavesThePositionAtWhatWasMoved() {
        Bench bench = Bench.plain();
        long file = file(bench, "/tmp/a", 200_000);
        int[] ends = bench.pipe(1, 0);
        bench.begin(2, 1);
        bench.write(1, ends[1], "x".repeat(1000));
        assertNull(bench.make(2, call -> new TransferCall.SendFile(call, ends[1], (int) file, 0, 200_000)));
        bench.interrupt(2);
        assertEquals(15 * 4096, bench.woken(2)); // the sixteenth page has what was there
        assertEquals(15 * 4096, position(bench, file));
    }

    @Test
    void aWaitingSendfileGoesOnWhenThereIsRoom() {
        Bench bench = Bench.plain();
        long file = file(bench, "/tmp/a", 200_000);
        int[] ends = bench.pipe(1, 0);
        bench.begin(2, 1);
        bench.make(2, call -> new TransferCall.SendFile(call, ends[1], (int) file, 0, 200_000));
        StringBuilder received = new StringBuilder();
        while (received.length() < 200_000) {
            received.append(bench.read(1, ends[0], 7000));
        }
        assertEquals(200_000, bench.woken(2));
        assertTrue(received.toString().startsWith("0 1 2 3 "));
        bench.memory.store(0x8000, new Layout(8).putLong(0).toBytes());
    }

    @Test
    void anOffsetGivenIsMovedInsteadOfThePosition() {
        Bench bench = Bench.plain();
        long file = file(bench, "/tmp/a", 1000);
        bench.memory.store(0x8000, new Layout(8).putLong(990).toBytes());
        assertEquals(10, bench.value(call -> new TransferCall.SendFile(call, 1, (int) file, 0x8000, 100)));
        assertEquals(1000, Layout.read(bench.memory.load(0x8000, 8), 0, 8));
        assertEquals(0, position(bench, file));
    }

    @Test
    void aRangeIsCopiedBetweenFilesAndNotOntoItself() {
        Bench bench = Bench.plain();
        long from = file(bench, "/tmp/a", 100_000);
        long to = bench.open("/tmp/b", OpenFlags.CREATE | OpenFlags.READ_WRITE);
        assertEquals(
                100_000, bench.value(call -> new TransferCall.CopyRange(call, (int) from, 0, (int) to, 0, 1 << 30, 0)));
        assertEquals(100_000, position(bench, to));
        bench.value(call -> new DescriptorCall.Seek(call, (int) from, 0, 0));
        assertEquals(
                -Errno.EINVAL.number(),
                bench.value(call -> new TransferCall.CopyRange(call, (int) from, 0, (int) from, 0, 10, 0)));
        assertEquals(
                Bytes.latin1("0 1 "),
                bench.memory.objects.values().stream()
                        .map(Bytes::copyOf)
                        .toList()
                        .getLast()
                        .slice(0, 4));
    }

    @Test
    void splicingFromAnEmptyPipeWaitsOrSaysSo() {
        Bench bench = Bench.plain();
        int[] one = bench.pipe(1, 0);
        int[] two = bench.pipe(1, 0);
        assertEquals(
                -Errno.EAGAIN.number(),
                bench.value(call -> new TransferCall.Splice(call, one[0], 0, two[1], 0, 10, 2)));
        bench.begin(2, 1);
        assertNull(bench.make(2, call -> new TransferCall.Splice(call, one[0], 0, two[1], 0, 10, 0)));
        bench.write(1, one[1], "late");
        assertEquals(4, bench.woken(2));
        assertEquals("late", bench.read(1, two[0], 10));
    }
}
