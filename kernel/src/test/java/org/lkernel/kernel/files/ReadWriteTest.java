package org.lkernel.kernel.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Sent;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.files.AttributeCall.StatOpen;

/// Regular files: reading, writing, positions, and the copy-on-write layer over the base.
final class ReadWriteTest {
    private static final int CREATE = OpenFlags.CREATE | OpenFlags.READ_WRITE;

    @Test
    void whatIsWrittenIsReadBackFromTheSharedPosition() {
        Bench bench = Bench.plain();
        long file = bench.open("/tmp/a", CREATE);
        assertEquals(3, file);
        assertEquals(5, bench.write(1, file, "hello"));
        assertEquals("", bench.read(1, file, 10));
        assertEquals(0, bench.value(call -> new DescriptorCall.Seek(call, (int) file, 0, 0)));
        assertEquals("hell", bench.read(1, file, 4));
        long twin = bench.value(call -> new DescriptorCall.Duplicate(call, (int) file));
        assertEquals("o", bench.read(1, twin, 4));
    }

    @Test
    void anAppendingWriteGoesToTheEnd() {
        Bench bench = Bench.plain();
        long file = bench.open("/tmp/a", CREATE | OpenFlags.APPEND);
        bench.write(1, file, "one");
        bench.value(call -> new DescriptorCall.Seek(call, (int) file, 0, 0));
        bench.write(1, file, "two");
        bench.value(call -> new DescriptorCall.Seek(call, (int) file, 0, 0));
        assertEquals("onetwo", bench.read(1, file, 100));
    }

    @Test
    void aFileOfTheBaseIsCopiedUpWhenItIsOpenedForWriting() {
        Bench bench = Bench.based();
        bench.host.directory("etc");
        bench.host.file("etc/motd", "welcome");
        long reader = bench.open("/etc/motd", OpenFlags.READ_ONLY);
        assertEquals("wel", bench.read(1, reader, 3));
        long writer = bench.open("/etc/motd", OpenFlags.READ_WRITE);
        assertEquals(2, bench.write(1, writer, "WE"));
        bench.value(call -> new DescriptorCall.Seek(call, (int) reader, 0, 0));
        assertEquals("WElcome", bench.read(1, reader, 100));
    }

    @Test
    void theBaseIsAskedOncePerName() {
        Bench bench = Bench.based();
        bench.host.file("a", "x");
        assertEquals(-Errno.ENOENT.number(), bench.open("/missing", 0));
        int asked = bench.host.questions;
        assertEquals(-Errno.ENOENT.number(), bench.open("/missing", 0));
        bench.open("/a", 0);
        bench.open("/a", 0);
        assertEquals(asked + 1, bench.host.questions);
    }

    @Test
    void aWriteThatFallsShortMendsSizeAndPosition() {
        Bench bench = Bench.plain();
        long file = bench.open("/tmp/a", CREATE);
        bench.write(1, file, "abc");
        Bytes content = Bytes.latin1("defgh");
        org.lkernel.kernel.syscall.Call call = bench.call(1);
        bench.answers.remove(1);
        bench.files.receive(
                org.lkernel.kernel.Port.hart(0),
                new TransferCall.Write(call, (int) file, Bench.payload(content)),
                new Sent());
        bench.tell(new Files.Written(call, 2, Errno.EFAULT, false));
        assertEquals(2, bench.woken(1));
        bench.value(c -> new StatOpen(c, (int) file, Bench.SCRATCH));
        assertEquals(5, Layout.read(bench.memory.load(Bench.SCRATCH, 128), 48, 8));
        assertEquals(5, bench.value(c -> new DescriptorCall.Seek(c, (int) file, 0, 1)));
    }

    @Test
    void descriptorsAreTheLowestFree() {
        Bench bench = Bench.plain();
        assertEquals(3, bench.open("/dev/null", 0));
        assertEquals(4, bench.open("/dev/null", 0));
        assertEquals(5, bench.open("/dev/null", 0));
        bench.close(1, 3);
        assertEquals(3, bench.open("/dev/null", 0));
        assertEquals(6, bench.open("/dev/null", 0));
        assertEquals(-Errno.EBADF.number(), bench.close(1, 77));
    }

    @Test
    void standardStreamsGoToTheHost() {
        Bench bench = Bench.plain();
        bench.input = Bytes.latin1("line\n");
        assertEquals("line\n", bench.read(1, 0, 100));
        assertEquals("", bench.read(1, 0, 100));
        String large = "x".repeat(100_000);
        assertEquals(100_000, bench.write(1, 1, large));
        assertEquals(large, bench.screen.toString());
    }

    @Test
    void aDirectoryIsListedWithoutWhatWasRemovedAndWithWhatWasMade() {
        Bench bench = Bench.based();
        bench.host.file("a", "");
        bench.host.file("b", "");
        bench.host.directory("c");
        bench.value(call -> new NameCall.Unlink(call, -100, Bytes.latin1("/a"), 0));
        bench.open("/z", CREATE);
        assertEquals(List.of(".", "..", "proc", "dev", "tmp", "run", "sys", "z", "b", "c"), bench.list("/"));
    }

    @Test
    void executablesComeWithTheirFirstBytes() {
        Bench bench = Bench.based();
        bench.host.file("prog", "#!/bin/sh\n");
        bench.value(call -> new AttributeCall.ChangeMode(call, -100, Bytes.latin1("/prog"), 0755));
        bench.tell(new Files.OpenExecutable(bench.call(1), -100, Bytes.latin1("/prog"), 0));
        org.lkernel.kernel.task.Tasks.ExecutableOpened opened =
                (org.lkernel.kernel.task.Tasks.ExecutableOpened) bench.toTasks.getLast();
        assertEquals("#!/bin/sh\n", opened.head().toLatin1());
        assertEquals("/prog", opened.path().toLatin1());
        assertTrue(opened.errno() == null);
    }

    @Test
    void aMappingNeedsAReadableRegularFile() {
        Bench bench = Bench.plain();
        long file = bench.open("/tmp/a", OpenFlags.CREATE | OpenFlags.READ_ONLY);
        bench.tell(new Files.ResolveMap(bench.call(1), (int) file, 3, true, 0, 4096));
        assertEquals(Errno.EACCES, bench.memory.resolved().errno());
        bench.tell(new Files.ResolveMap(bench.call(1), (int) file, 3, false, 0, 4096));
        assertEquals(null, bench.memory.resolved().errno());
        bench.tell(new Files.ResolveMap(bench.call(1), 0, 1, false, 0, 4096));
        assertEquals(Errno.ENODEV, bench.memory.resolved().errno());
    }
}
