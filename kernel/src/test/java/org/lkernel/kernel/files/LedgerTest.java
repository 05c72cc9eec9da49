package org.lkernel.kernel.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.abi.Errno;

/// What the objects of files cost: charged when they come, given back when they go, refused when it is too much.
final class LedgerTest {
    private static final int AT_REMOVE_DIRECTORY = 0x200;

    private static long unlink(Bench bench, String path, int flags) {
        return bench.value(call -> new NameCall.Unlink(call, -100, Bytes.latin1(path), flags));
    }

    private static long makeDirectory(Bench bench, String path) {
        return bench.value(call -> new NameCall.MakeDirectory(call, -100, Bytes.latin1(path), 0755));
    }

    private static long link(Bench bench, String from, String to) {
        return bench.value(call -> new NameCall.MakeLink(call, -100, Bytes.latin1(from), -100, Bytes.latin1(to), 0));
    }

    @Test
    void whatWasMadeAndIsGoneCostsNothing() {
        Bench bench = Bench.plain();
        long before = bench.files.state().chargedBytes;
        makeDirectory(bench, "/d");
        long file = bench.open("/d/f", OpenFlags.CREATE | OpenFlags.READ_WRITE);
        link(bench, "/d/f", "/d/g");
        bench.value(call -> new NameCall.MakeSymlink(call, Bytes.latin1("a target"), -100, Bytes.latin1("/d/s")));
        int[] ends = bench.pipe(1, 0);
        bench.write(1, ends[1], "left in the pipe");
        bench.value(call -> new SocketCall.MakePair(call, 1, 1, 0, Bench.SCRATCH));
        long epoll = bench.value(call -> new PollCall.MakeEpoll(call, 0));
        bench.value(call -> new PollCall.ControlEpoll(call, (int) epoll, 1, ends[0], new PollCall.Event(1, 0, 7)));
        assertTrue(bench.files.state().chargedBytes > before);
        unlink(bench, "/d/s", 0);
        unlink(bench, "/d/g", 0);
        unlink(bench, "/d/f", 0);
        unlink(bench, "/d", AT_REMOVE_DIRECTORY);
        for (long descriptor = file; descriptor <= epoll; descriptor++) {
            bench.close(1, descriptor);
        }
        assertEquals(before, bench.files.state().chargedBytes);
    }

    @Test
    void whoHasFilledTheFileSystemCanStillOpenFilesAndMakeRoom() {
        Bench bench = Bench.withMemory(1 << 20);
        long made = 0;
        long last = 0;
        while (last >= 0) {
            last = makeDirectory(bench, "/d" + made++);
        }
        assertEquals(-Errno.ENOSPC.number(), last);
        assertTrue(made > 50 && made < 200);
        long opened = bench.open("/d0", OpenFlags.DIRECTORY);
        assertTrue(opened >= 3);
        bench.close(1, opened);
        unlink(bench, "/d1", AT_REMOVE_DIRECTORY);
        assertEquals(0, makeDirectory(bench, "/d1"));
    }

    @Test
    void descriptorsRunOutBeforeMemoryDoes() {
        Bench bench = Bench.withMemory(1 << 20);
        long last = 0;
        for (int tries = 0; last >= 0 && tries < 1000; tries++) {
            last = bench.open("/", OpenFlags.DIRECTORY);
        }
        assertEquals(-Errno.ENFILE.number(), last);
    }

    @Test
    void memoryIsToldWhenTheTotalHasMoved() {
        Bench bench = Bench.plain();
        int[] ends = bench.pipe(1, 0);
        bench.value(call -> new DescriptorCall.Control(call, ends[1], 1031, 1 << 20));
        String text = "x".repeat(4096);
        for (int count = 0; count < 100; count++) {
            bench.write(1, ends[1], text);
        }
        assertTrue(bench.memory.chargedBytes >= 256 << 10);
        assertTrue(bench.memory.chargedBytes <= bench.files.state().chargedBytes);
    }

    @Test
    void namesThatTheBaseDoesNotHaveAreNotKeptWithoutEnd() {
        Bench bench = Bench.based();
        bench.host.directory("bin");
        bench.host.file("bin/sh", "a shell");
        for (int count = 0; count < 2000; count++) {
            assertEquals(-Errno.ENOENT.number(), bench.open("/bin/none" + count, 0));
        }
        assertTrue(bench.open("/bin/sh", 0) >= 0);
        assertTrue(bench.host.questions < 300, () -> bench.host.questions + " questions");
        long kept = bench.files.state().inodes.values().stream()
                .filter(Inode::isDirectory)
                .mapToLong(inode -> ((Node.Directory) inode.node()).entries().size())
                .sum();
        assertTrue(kept < 50, () -> kept + " names");
    }
}
