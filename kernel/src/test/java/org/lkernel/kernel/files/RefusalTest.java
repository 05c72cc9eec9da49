package org.lkernel.kernel.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.abi.Errno;

/// A call that runs out of something has changed nothing, wherever in it that happens: [Bench] looks after every
/// refused call, and here each call that makes something is refused at every point it can be.
final class RefusalTest {
    private static final long MEMORY = 8 << 20;
    private static final long LIMIT = MEMORY / 4;
    /// Less than anything costs that is charged by the piece.
    private static final int STEP = 64;
    /// More than one call needs.
    private static final long ENOUGH = 8 << 10;
    /// What names must leave.
    private static final long SHARE = LIMIT / 4;

    private static final int HEADER = 0x9000;

    /// A call that makes something.
    ///
    /// @param prepare what it needs to be there; descriptors 3 and 4 are what this opens
    record Maker(String name, Consumer<Bench> prepare, ToLongFunction<Bench> call) {
        static Maker of(String name, ToLongFunction<Bench> call) {
            return new Maker(name, bench -> {}, call);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static Bytes path(String name) {
        return Bytes.latin1(name);
    }

    private static Bytes address(String name) {
        return new Layout(2).putShort(1).toBytes().concat(path(name));
    }

    private static long open(Bench bench, String path, int flags) {
        return bench.open(path, flags | OpenFlags.READ_WRITE);
    }

    static List<Maker> makers() {
        return List.of(
                Maker.of("pipe", bench -> bench.value(call -> new ChannelCall.MakePipe(call, Bench.SCRATCH, 0))),
                Maker.of("eventfd", bench -> bench.value(call -> new ChannelCall.MakeCounter(call, 1, 0))),
                Maker.of("timerfd", bench -> bench.value(call -> new ChannelCall.MakeTimer(call, 1, 0))),
                Maker.of("epoll_create", bench -> bench.value(call -> new PollCall.MakeEpoll(call, 0))),
                Maker.of("memfd", bench -> bench.value(call -> new ChannelCall.MakeMemoryFile(call, path("m"), 0))),
                Maker.of("socket", bench -> bench.value(call -> new SocketCall.Make(call, 1, 1, 0))),
                Maker.of("socketpair", RefusalTest::makePair),
                Maker.of("creat", bench -> open(bench, "/tmp/new", OpenFlags.CREATE)),
                Maker.of("O_TMPFILE", bench -> open(bench, "/tmp", OpenFlags.TEMPORARY | OpenFlags.DIRECTORY)),
                Maker.of("open", bench -> open(bench, "/dev/null", 0)),
                Maker.of("open of a text", bench -> bench.open("/proc/filesystems", 0)),
                Maker.of("mkdir", bench -> bench.value(c -> new NameCall.MakeDirectory(c, -100, path("/tmp/d"), 0755))),
                Maker.of("symlink", RefusalTest::makeSymlink),
                Maker.of("mkfifo", RefusalTest::makeFifo),
                new Maker("open of a FIFO", RefusalTest::makeFifo, bench -> open(bench, "/tmp/fifo", 0)),
                new Maker(
                        "link",
                        RefusalTest::file,
                        bench -> bench.value(
                                call -> new NameCall.MakeLink(call, -100, path("/tmp/f"), -100, path("/tmp/g"), 0))),
                new Maker("O_TRUNC", RefusalTest::file, bench -> open(bench, "/tmp/f", OpenFlags.TRUNCATE)),
                new Maker(
                        "setxattr",
                        RefusalTest::file,
                        bench -> bench.value(call -> new XattrCall.Set(
                                call, path("/tmp/f"), path("user.x"), path("y".repeat(999)), 999, 0))),
                new Maker(
                        "dup", RefusalTest::file, bench -> bench.value(call -> new DescriptorCall.Duplicate(call, 3))),
                new Maker(
                        "F_DUPFD",
                        RefusalTest::file,
                        bench -> bench.value(call -> new DescriptorCall.Control(call, 3, 0, 9))),
                new Maker(
                        "epoll_ctl",
                        RefusalTest::epollAndCounter,
                        bench -> bench.value(
                                call -> new PollCall.ControlEpoll(call, 3, 1, 4, new PollCall.Event(1, 0, 7)))),
                new Maker("write to a pipe", bench -> bench.pipe(1, 0), bench -> bench.write(1, 4, "x".repeat(999))),
                new Maker("write to a socket", RefusalTest::makePair, bench -> bench.write(1, 4, "x".repeat(999))),
                new Maker("sendmsg with rights", RefusalTest::makePair, RefusalTest::sendRights),
                new Maker(
                        "bind",
                        RefusalTest::socket,
                        bench -> bench.value(call -> new SocketCall.Bind(call, 3, address("/tmp/socket")))),
                new Maker(
                        "connect",
                        RefusalTest::listener,
                        bench -> bench.value(call -> new SocketCall.Connect(call, 4, address("/tmp/socket")))),
                new Maker(
                        "accept",
                        RefusalTest::connected,
                        bench -> bench.value(call -> new SocketCall.Accept(call, 3, 0, 0))));
    }

    private static long makePair(Bench bench) {
        return bench.value(call -> new SocketCall.MakePair(call, 1, 1, 0, Bench.SCRATCH));
    }

    private static long makeSymlink(Bench bench) {
        return bench.value(call -> new NameCall.MakeSymlink(call, path("a target"), -100, path("/tmp/s")));
    }

    private static long makeFifo(Bench bench) {
        return bench.value(call -> new NameCall.MakeNode(call, -100, path("/tmp/fifo"), Mode.FIFO | 0666, 0));
    }

    private static void file(Bench bench) {
        bench.write(1, open(bench, "/tmp/f", OpenFlags.CREATE), "content");
    }

    private static void epollAndCounter(Bench bench) {
        bench.value(call -> new PollCall.MakeEpoll(call, 0));
        bench.value(call -> new ChannelCall.MakeCounter(call, 1, 0));
    }

    private static void socket(Bench bench) {
        bench.value(call -> new SocketCall.Make(call, 1, 1, 0));
    }

    private static void listener(Bench bench) {
        socket(bench);
        socket(bench);
        bench.value(call -> new SocketCall.Bind(call, 3, address("/tmp/socket")));
        bench.value(call -> new SocketCall.Listen(call, 3, 5));
    }

    private static void connected(Bench bench) {
        listener(bench);
        bench.value(call -> new SocketCall.Connect(call, 4, address("/tmp/socket")));
    }

    /// A byte, and descriptors 0 and 4.
    private static long sendRights(Bench bench) {
        Layout header =
                new Layout(56).putLong(0).putLong(0).putLong(HEADER + 0x100).putLong(1);
        bench.memory.store(
                HEADER, header.putLong(HEADER + 0x200).putLong(24).putLong(0).toBytes());
        bench.memory.store(
                HEADER + 0x100, new Layout(16).putLong(Bench.SCRATCH).putLong(1).toBytes());
        Layout rights = new Layout(24).putLong(24).putInt(1).putInt(1);
        bench.memory.store(HEADER + 0x200, rights.putInt(0).putInt(4).toBytes());
        return bench.value(call -> new SocketCall.SendMessage(call, 4, HEADER, 0));
    }

    private static Bench bench(Maker maker) {
        Bench bench = Bench.withMemory(MEMORY);
        maker.prepare().accept(bench);
        return bench;
    }

    @ParameterizedTest
    @MethodSource("makers")
    void whatMemoryDoesNotSufficeForLeavesNothing(Maker maker) {
        int refused = 0;
        boolean made = false;
        for (long left = 0; left <= SHARE + ENOUGH && !made; left += left == ENOUGH ? SHARE - ENOUGH : STEP) {
            Bench bench = bench(maker);
            bench.files.state().chargedBytes = LIMIT - left;
            bench.files.state().toldBytes = LIMIT - left;
            long answer = maker.call().applyAsLong(bench);
            made = answer >= 0;
            refused += made ? 0 : 1;
            if (!made) {
                bench.files.state().chargedBytes -= SHARE + ENOUGH;
                assertTrue(maker.call().applyAsLong(bench) >= 0, "possible again");
            }
        }
        assertTrue(made, "never possible");
        assertTrue(refused > 0, "always possible: nothing of it is charged");
    }

    /// Those that give a descriptor.
    static List<Maker> openers() {
        List<String> others = List.of(
                "mkdir", "symlink", "mkfifo", "link", "setxattr", "epoll_ctl", "write to a pipe", "write to a socket");
        List<String> more = List.of("sendmsg with rights", "bind", "connect");
        return makers().stream()
                .filter(maker -> !others.contains(maker.name()) && !more.contains(maker.name()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("openers")
    void whatDescriptorsDoNotSufficeForLeavesNothing(Maker maker) {
        int refused = 0;
        long answer = -1;
        for (int limit = 0; answer < 0; limit++) {
            Bench bench = bench(maker);
            bench.tell(new Files.LimitsAre(1, limit, Long.MAX_VALUE));
            answer = maker.call().applyAsLong(bench);
            if (answer < 0) {
                assertEquals(
                        limit <= 9 && maker.name().equals("F_DUPFD") ? -Errno.EINVAL.number() : -Errno.EMFILE.number(),
                        answer);
                refused++;
                bench.tell(new Files.LimitsAre(1, 99, Long.MAX_VALUE));
                assertTrue(maker.call().applyAsLong(bench) >= 0, "possible again");
            }
        }
        assertTrue(refused >= 3);
    }

    @Test
    void whoReceivesDescriptorsWithoutRoomForThemGetsTheBytes() {
        Bench bench = Bench.plain();
        makePair(bench);
        sendRights(bench);
        bench.tell(new Files.LimitsAre(1, 6, Long.MAX_VALUE));
        assertEquals(1, bench.value(call -> new SocketCall.ReceiveMessage(call, 3, HEADER, 0)));
        assertEquals(8, Layout.read(bench.memory.load(HEADER + 48, 4), 0, 4));
        assertTrue(bench.close(1, 5) == 0 && bench.close(1, 6) < 0);
    }
}
