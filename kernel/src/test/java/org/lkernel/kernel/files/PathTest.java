package org.lkernel.kernel.files;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.task.Identity;

/// Paths that try to lead where they must not, and the errors Linux gives.
final class PathTest {
    private static Bytes bytes(String path) {
        return Bytes.latin1(path);
    }

    private static void directory(Bench bench, String path) {
        assertEquals(0, bench.value(call -> new NameCall.MakeDirectory(call, -100, bytes(path), 0755)));
    }

    private static void link(Bench bench, String target, String path) {
        assertEquals(0, bench.value(call -> new NameCall.MakeSymlink(call, bytes(target), -100, bytes(path))));
    }

    private static long open(Bench bench, String path) {
        return bench.open(path, OpenFlags.READ_ONLY);
    }

    private static String workingDirectory(Bench bench) {
        long length = bench.value(call -> new NameCall.WorkingDirectory(call, Bench.SCRATCH, 4096));
        return bench.memory.load(Bench.SCRATCH, (int) length - 1).toLatin1();
    }

    @Test
    void dotDotNeverLeavesTheRoot() {
        Bench bench = Bench.plain();
        directory(bench, "/tmp/jail");
        bench.close(1, bench.open("/tmp/secret", OpenFlags.CREATE));
        link(bench, "/../../../tmp/secret", "/tmp/jail/way-out");
        link(bench, "../../../../tmp/secret", "/tmp/jail/relative");
        assertEquals(0, bench.value(call -> new NameCall.ChangeRoot(call, bytes("/tmp/jail"))));
        assertEquals(0, bench.value(call -> new NameCall.ChangeDirectory(call, bytes("/"))));
        assertEquals(-Errno.ENOENT.number(), open(bench, "/../tmp/secret"));
        assertEquals(-Errno.ENOENT.number(), open(bench, "way-out"));
        assertEquals(-Errno.ENOENT.number(), open(bench, "relative"));
        assertEquals("/", workingDirectory(bench));
    }

    @Test
    void aLinkOfTheBaseIsResolvedInTheMachine() {
        Bench bench = Bench.based();
        bench.host.link("outside", "/etc/passwd");
        bench.host.link("up", "../../../etc/passwd");
        assertEquals(-Errno.ENOENT.number(), open(bench, "/outside"));
        assertEquals(-Errno.ENOENT.number(), open(bench, "/up"));
        bench.host.directory("etc2");
        directory(bench, "/home");
        link(bench, "/home", "/h");
        assertEquals(3, bench.open("/h/new", OpenFlags.CREATE));
        assertEquals(4, open(bench, "/home/new"));
    }

    @Test
    void fortyLinksAreFollowedAndNoMore() {
        Bench bench = Bench.plain();
        bench.close(1, bench.open("/tmp/l0", OpenFlags.CREATE));
        for (int index = 1; index <= 41; index++) {
            link(bench, "l" + (index - 1), "/tmp/l" + index);
        }
        assertEquals(3, open(bench, "/tmp/l40"));
        assertEquals(-Errno.ELOOP.number(), open(bench, "/tmp/l41"));
        link(bench, "self", "/tmp/self");
        assertEquals(-Errno.ELOOP.number(), open(bench, "/tmp/self"));
        assertEquals(-Errno.ELOOP.number(), bench.open("/tmp/l1", OpenFlags.NO_FOLLOW));
    }

    @Test
    void trailingSlashesAskForADirectory() {
        Bench bench = Bench.plain();
        bench.close(1, bench.open("/tmp/f", OpenFlags.CREATE));
        directory(bench, "/tmp/d");
        link(bench, "d", "/tmp/ld");
        assertEquals(-Errno.ENOTDIR.number(), open(bench, "/tmp/f/"));
        assertEquals(3, open(bench, "/tmp/d/"));
        assertEquals(4, open(bench, "/tmp/ld/"));
        assertEquals(-Errno.EISDIR.number(), bench.open("/tmp/new/", OpenFlags.CREATE));
        assertEquals(
                -Errno.ENOTDIR.number(), bench.value(call -> new NameCall.Unlink(call, -100, bytes("/tmp/f/"), 0)));
        assertEquals(
                -Errno.ENOTDIR.number(),
                bench.value(call -> new NameCall.Unlink(call, -100, bytes("/tmp/ld/"), 0x200)));
        directory(bench, "/tmp/made/");
        assertEquals(-Errno.ENOENT.number(), open(bench, ""));
        assertEquals(-Errno.ENOTDIR.number(), open(bench, "/tmp/f/x"));
        assertEquals(-Errno.ENAMETOOLONG.number(), open(bench, "/tmp/" + "n".repeat(256)));
    }

    @Test
    void dotsCannotBeRemovedOrMoved() {
        Bench bench = Bench.plain();
        directory(bench, "/tmp/d");
        assertEquals(-Errno.EINVAL.number(), remove(bench, "/tmp/d/."));
        assertEquals(-Errno.ENOTEMPTY.number(), remove(bench, "/tmp/d/.."));
        assertEquals(-Errno.EBUSY.number(), remove(bench, "/"));
        assertEquals(-Errno.EBUSY.number(), remove(bench, "/tmp"));
        assertEquals(-Errno.EBUSY.number(), rename(bench, "/tmp/d/.", "/tmp/e"));
        directory(bench, "/tmp/d/in");
        assertEquals(-Errno.EINVAL.number(), rename(bench, "/tmp/d", "/tmp/d/in/x"));
        assertEquals(-Errno.ENOTEMPTY.number(), rename(bench, "/tmp/d/in", "/tmp/d"));
        assertEquals(-Errno.EXDEV.number(), rename(bench, "/tmp/d", "/run/d"));
    }

    private static long remove(Bench bench, String path) {
        return bench.value(call -> new NameCall.Unlink(call, -100, bytes(path), OpenFlags.AT_REMOVEDIR));
    }

    private static long rename(Bench bench, String from, String to) {
        return bench.value(call -> new NameCall.Rename(call, -100, bytes(from), -100, bytes(to), 0));
    }

    @Test
    void aDirectoryOfTheBaseMovesWithAllItHolds() {
        Bench bench = Bench.based();
        bench.host.directory("old");
        bench.host.directory("old/deep");
        bench.host.file("old/deep/file", "content");
        assertEquals(0, rename(bench, "/old", "/new"));
        assertEquals(-Errno.ENOENT.number(), open(bench, "/old/deep/file"));
        assertEquals("content", bench.read(1, open(bench, "/new/deep/file"), 100));
        directory(bench, "/old");
        assertEquals(List.of(".", ".."), bench.list("/old"));
        bench.value(call -> new NameCall.ChangeDirectory(call, bytes("/new/deep")));
        assertEquals("/new/deep", workingDirectory(bench));
    }

    @Test
    void removingWhileListingSkipsNothing() {
        Bench bench = Bench.plain();
        for (int index = 0; index < 50; index++) {
            bench.close(1, bench.open("/tmp/f" + index, OpenFlags.CREATE));
        }
        long directory = bench.open("/tmp", OpenFlags.DIRECTORY);
        int removed = 0;
        for (int size;
                (size = (int) bench.value(call -> new NameCall.ListDirectory(call, (int) directory, Bench.SCRATCH, 32)))
                        > 0; ) {
            String name = bench.memory.load(Bench.SCRATCH + 19, 5).toLatin1();
            if (name.startsWith("f")) {
                String path = "/tmp/" + name.substring(0, name.indexOf('\0'));
                assertEquals(0, bench.value(call -> new NameCall.Unlink(call, -100, bytes(path), 0)));
                removed++;
            }
        }
        assertEquals(50, removed);
    }

    @Test
    void anUnlinkedFileLivesWhileItIsOpen() {
        Bench bench = Bench.plain();
        long file = bench.open("/tmp/f", OpenFlags.CREATE | OpenFlags.READ_WRITE);
        bench.write(1, file, "still here");
        bench.value(call -> new NameCall.Unlink(call, -100, bytes("/tmp/f"), 0));
        bench.value(call -> new DescriptorCall.Seek(call, (int) file, 0, 0));
        assertEquals("still here", bench.read(1, file, 100));
        int objects = bench.memory.objects.size();
        bench.close(1, file);
        assertEquals(objects - 1, bench.memory.objects.size());
    }

    @Test
    void othersMayNotGoWhereModesForbid() {
        Bench bench = Bench.plain();
        directory(bench, "/tmp/closed");
        bench.close(1, bench.open("/tmp/closed/f", OpenFlags.CREATE));
        bench.value(call -> new AttributeCall.ChangeMode(call, -100, bytes("/tmp/closed"), 0700));
        bench.begin(2, 1);
        Identity.Credentials user = new Identity.Credentials(7, 7, 7, 7, 7, 7, 7, 7, List.of(), 0);
        bench.tell(new Files.Identify(null, new Identity(2, 2, 2, 1, user)));
        assertEquals(-Errno.EACCES.number(), bench.open(2, "/tmp/closed/f", 0));
        assertEquals(-Errno.EACCES.number(), bench.open(2, "/new", OpenFlags.CREATE));
        assertEquals(3, bench.open(2, "/tmp/mine", OpenFlags.CREATE));
        assertEquals(
                -Errno.EPERM.number(),
                bench.value(2, call -> new NameCall.Unlink(call, -100, bytes("/tmp/closed"), 0x200)));
        assertEquals(-Errno.EPERM.number(), bench.value(2, call -> new NameCall.ChangeRoot(call, bytes("/tmp"))));
    }

    @Test
    void procfsShowsTheCallerItself() {
        Bench bench = Bench.plain();
        long file = bench.open("/tmp/f", OpenFlags.CREATE | OpenFlags.READ_WRITE);
        long length = bench.value(
                call -> new NameCall.ReadLink(call, -100, bytes("/proc/self/fd/" + file), Bench.SCRATCH, 100));
        assertEquals("/tmp/f", bench.memory.load(Bench.SCRATCH, (int) length).toLatin1());
        bench.texts.put("comm:1", Bytes.latin1("init\n"));
        assertEquals("init\n", bench.read(1, open(bench, "/proc/self/comm"), 100));
        assertEquals(-Errno.ENOENT.number(), open(bench, "/proc/99/comm"));
        bench.texts.put("list:0", Bytes.latin1("1\n"));
        assertEquals("1", bench.list("/proc").getLast());
        assertEquals(List.of(".", "..", "0", "1", "2", "3", "4", "5"), bench.list("/proc/self/fd"));
        assertEquals("via fd", readThrough(bench, file));
    }

    private static String readThrough(Bench bench, long file) {
        bench.write(1, file, "via fd");
        return bench.read(1, open(bench, "/dev/fd/" + file), 100);
    }
}
