package org.lkernel.kernel.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.syscall.Completion;
import org.lkernel.kernel.syscall.Payload;
import org.lkernel.kernel.syscall.Segment;
import org.lkernel.kernel.task.Tasks;

/// Pipes and FIFOs, as pipe(7) and fifo(7) say.
final class PipeTest {
    private static TransferCall.Read read(org.lkernel.kernel.syscall.Call call, int descriptor, int length) {
        return new TransferCall.Read(call, descriptor, Bench.SCRATCH, length);
    }

    /// A write whose bytes are fetched from the caller's memory at its own address.
    private static TransferCall.Write write(
            Bench bench, org.lkernel.kernel.syscall.Call call, int descriptor, int length) {
        long address = 0x40000;
        bench.memory.store(address, Bytes.latin1("w".repeat(length)));
        boolean small = length <= Payload.INLINE_BYTES;
        Bytes inline = small ? bench.memory.load(address, length) : null;
        return new TransferCall.Write(
                call, descriptor, new Payload(List.of(new Segment(address, length)), length, inline));
    }

    @Test
    void aReaderOfAnEmptyPipeWaitsForTheWriter() {
        Bench bench = Bench.plain();
        int[] ends = bench.pipe(1, 0);
        bench.begin(2, 1);
        assertNull(bench.make(2, call -> read(call, ends[0], 10)));
        assertTrue(bench.isParked(2));
        assertEquals(5, bench.write(1, ends[1], "hello"));
        assertEquals(5, bench.woken(2));
    }

    @Test
    void theFirstReaderToComeIsTheFirstServed() {
        Bench bench = Bench.plain();
        int[] ends = bench.pipe(1, 0);
        bench.begin(2, 1);
        bench.begin(3, 1);
        bench.make(3, call -> read(call, ends[0], 10));
        bench.make(2, call -> read(call, ends[0], 10));
        bench.write(1, ends[1], "abc");
        assertEquals(3, bench.woken(3));
        assertTrue(bench.isParked(2));
        bench.write(1, ends[1], "de");
        assertEquals(2, bench.woken(2));
    }

    @Test
    void theEndComesWhenTheLastWriterIsGone() {
        Bench bench = Bench.plain();
        int[] ends = bench.pipe(1, 0);
        bench.begin(2, 1);
        bench.make(2, call -> read(call, ends[0], 10));
        bench.close(1, ends[1]);
        assertTrue(bench.isParked(2), "the child still has the writing end itself");
        bench.begin(3, 1);
        bench.tell(new Files.ReleaseTables(3));
        assertTrue(bench.isParked(2));
        bench.interrupt(2);
        assertInstanceOf(Completion.Interrupted.class, bench.answers.get(2));
        bench.close(2, ends[1]);
        assertEquals("", bench.read(2, ends[0], 10));
    }

    @Test
    void writingWithoutAReaderRaisesSigpipe() {
        Bench bench = Bench.plain();
        int[] ends = bench.pipe(1, 0);
        bench.close(1, ends[0]);
        assertEquals(-Errno.EPIPE.number(), bench.write(1, ends[1], "x"));
        Tasks.Finish finish = (Tasks.Finish) bench.toTasks.getLast();
        assertEquals(13, finish.signal());
        assertFalse(finish.parked());
    }

    @Test
    void aSmallWriteGoesInWholeOrNotAtAll() {
        Bench bench = Bench.plain();
        int[] ends = bench.pipe(1, OpenFlags.NON_BLOCKING);
        assertEquals(65536 - 10, bench.value(1, call -> write(bench, call, ends[1], 65536 - 10)));
        assertEquals(-Errno.EAGAIN.number(), bench.value(1, call -> write(bench, call, ends[1], 11)));
        assertEquals(10, bench.value(1, call -> write(bench, call, ends[1], 10)));
        assertEquals(-Errno.EAGAIN.number(), bench.value(1, call -> write(bench, call, ends[1], 5000)));
        bench.read(1, ends[0], 4096);
        assertEquals(4096, bench.value(1, call -> write(bench, call, ends[1], 5000)));
    }

    @Test
    void aWriterInterruptedAfterSomeBytesAnswersTheirCount() {
        Bench bench = Bench.plain();
        int[] ends = bench.pipe(1, 0);
        bench.begin(2, 1);
        assertNull(bench.make(2, call -> write(bench, call, ends[1], 100_000)));
        bench.interrupt(2);
        assertEquals(65536, bench.woken(2));
    }

    @Test
    void aCancelForAnEarlierCallIsIgnored() {
        Bench bench = Bench.plain();
        int[] ends = bench.pipe(1, 0);
        bench.begin(2, 1);
        org.lkernel.kernel.syscall.Call stale = bench.call(2);
        bench.make(2, call -> read(call, ends[0], 1));
        bench.tell(new Files.Cancel(stale, true));
        assertTrue(bench.isParked(2));
    }

    @Test
    void largeWritesAndReadsOfAnySizeCarryEveryByteInOrder() {
        for (int seed = 1; seed <= 20; seed++) {
            Random random = new Random(seed);
            Bench bench = Bench.plain();
            int[] ends = bench.pipe(1, 0);
            bench.begin(2, 1);
            byte[] sent = new byte[300_000];
            random.nextBytes(sent);
            bench.memory.store(0x10000, Bytes.copyOf(sent));
            Payload payload = new Payload(List.of(new Segment(0x10000, sent.length)), sent.length, null);
            bench.make(2, call -> new TransferCall.Write(call, ends[1], payload));
            Bytes received = Bytes.EMPTY;
            while (received.length() < sent.length) {
                String part = bench.read(1, ends[0], 1 + random.nextInt(9000));
                received = received.concat(Bytes.latin1(part));
            }
            assertEquals(Bytes.copyOf(sent), received, "seed " + seed);
            assertEquals(sent.length, bench.woken(2));
        }
    }

    @Test
    void aFifoOpensWhenBothEndsAreThere() {
        Bench bench = Bench.plain();
        bench.value(call -> new NameCall.MakeNode(call, -100, Bytes.latin1("/tmp/f"), Mode.FIFO | 0644, 0));
        bench.begin(2, 1);
        assertNull(
                bench.make(2, call -> new NameCall.Open(call, -100, Bytes.latin1("/tmp/f"), OpenFlags.READ_ONLY, 0)));
        long writer = bench.open(1, "/tmp/f", OpenFlags.WRITE_ONLY);
        long reader = bench.woken(2);
        bench.write(1, writer, "through");
        assertEquals("through", bench.read(2, reader, 100));
    }

    @Test
    void aFifoWaitingForItsOtherEndCanBeInterrupted() {
        Bench bench = Bench.plain();
        bench.value(call -> new NameCall.MakeNode(call, -100, Bytes.latin1("/tmp/f"), Mode.FIFO | 0644, 0));
        bench.make(1, call -> new NameCall.Open(call, -100, Bytes.latin1("/tmp/f"), OpenFlags.READ_ONLY, 0));
        bench.interrupt(1);
        assertInstanceOf(Completion.Interrupted.class, bench.answers.get(1));
        assertEquals(0, bench.files.state().pipes.size());
        assertEquals(3, bench.open("/dev/null", 0));
    }

    @Test
    void spliceMovesWhatAPipeHolds() {
        Bench bench = Bench.plain();
        int[] one = bench.pipe(1, 0);
        int[] two = bench.pipe(1, 0);
        bench.write(1, one[1], "moved");
        assertEquals(5, bench.value(call -> new TransferCall.Splice(call, one[0], 0, two[1], 0, 100, 0)));
        assertEquals("moved", bench.read(1, two[0], 100));
    }
}
