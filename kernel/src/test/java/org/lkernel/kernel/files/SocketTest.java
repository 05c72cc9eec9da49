package org.lkernel.kernel.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.task.Tasks;

/// Local sockets: pairs, listeners, datagrams, and the errors of those that nobody answers.
final class SocketTest {
    private static final int STREAM = 1;
    private static final int DATAGRAM = 2;

    private static int socket(Bench bench, int type) {
        return (int) bench.value(call -> new SocketCall.Make(call, 1, type, 0));
    }

    private static int[] pair(Bench bench, int type) {
        assertEquals(0, bench.value(call -> new SocketCall.MakePair(call, 1, type, 0, Bench.SCRATCH)));
        Bytes ends = bench.memory.load(Bench.SCRATCH, 8);
        return new int[] {(int) Layout.read(ends, 0, 4), (int) Layout.read(ends, 4, 4)};
    }

    private static Bytes address(String path) {
        return SocketNames.image(Bytes.latin1(path));
    }

    private static long bind(Bench bench, int socket, String path) {
        return bench.value(call -> new SocketCall.Bind(call, socket, address(path)));
    }

    private static long connect(Bench bench, int task, int socket, String path) {
        return bench.value(task, call -> new SocketCall.Connect(call, socket, address(path)));
    }

    private static long send(Bench bench, int socket, String text, int flags, @Nullable Bytes to) {
        return bench.value(call -> new SocketCall.Send(call, socket, Bench.payload(Bytes.latin1(text)), flags, to));
    }

    private static String receive(Bench bench, int socket, int length, int flags) {
        long count = bench.value(call -> new SocketCall.Receive(call, socket, Bench.SCRATCH, length, flags, 0, 0));
        return bench.memory.load(Bench.SCRATCH, (int) count).toLatin1();
    }

    @Test
    void aStreamPairCarriesBytesBothWays() {
        Bench bench = Bench.plain();
        int[] ends = pair(bench, STREAM);
        bench.write(1, ends[0], "ping");
        bench.write(1, ends[0], "!");
        assertEquals("ping!", bench.read(1, ends[1], 100));
        bench.write(1, ends[1], "pong");
        assertEquals("po", bench.read(1, ends[0], 2));
        assertEquals("ng", bench.read(1, ends[0], 2));
    }

    @Test
    void messagesKeepTheirBounds() {
        Bench bench = Bench.plain();
        int[] ends = pair(bench, DATAGRAM);
        send(bench, ends[0], "first", 0, null);
        send(bench, ends[0], "second", 0, null);
        assertEquals("fi", receive(bench, ends[1], 2, Sockets.PEEK));
        assertEquals("fi", receive(bench, ends[1], 2, 0));
        assertEquals("second", receive(bench, ends[1], 100, 0));
    }

    @Test
    void theEndOfAPairIsTold() {
        Bench bench = Bench.plain();
        int[] ends = pair(bench, STREAM);
        bench.begin(2, 1);
        bench.close(2, ends[0]);
        assertNull(bench.make(2, call -> new TransferCall.Read(call, ends[1], Bench.SCRATCH, 10)));
        bench.close(1, ends[0]);
        assertEquals(0, bench.woken(2));
        assertEquals(-Errno.EPIPE.number(), send(bench, ends[1], "x", Sockets.NO_SIGNAL, null));
        assertTrue(bench.toTasks.stream().noneMatch(Tasks.Finish.class::isInstance));
        assertEquals(-Errno.EPIPE.number(), bench.write(1, ends[1], "x"));
        assertTrue(bench.toTasks.stream().anyMatch(Tasks.Finish.class::isInstance));
    }

    @Test
    void aListenerAcceptsWhoConnects() {
        Bench bench = Bench.plain();
        int listener = socket(bench, STREAM);
        int early = socket(bench, STREAM);
        assertEquals(-Errno.ENOENT.number(), connect(bench, 1, early, "/tmp/s"));
        assertEquals(0, bind(bench, listener, "/tmp/s"));
        assertEquals(-Errno.EADDRINUSE.number(), bind(bench, early, "/tmp/s"));
        assertEquals(-Errno.ECONNREFUSED.number(), connect(bench, 1, early, "/tmp/s"));
        assertEquals(0, bench.value(call -> new SocketCall.Listen(call, listener, 5)));
        bench.begin(2, 1);
        assertNull(bench.make(2, call -> new SocketCall.Accept(call, listener, 0, 0)));
        assertEquals(0, connect(bench, 1, early, "/tmp/s"));
        int server = (int) bench.woken(2);
        bench.write(1, early, "hello");
        assertEquals("hello", bench.read(2, server, 10));
        assertEquals(-Errno.EISCONN.number(), connect(bench, 1, early, "/tmp/s"));
    }

    @Test
    void aFullBacklogMakesTheNextWait() {
        Bench bench = Bench.plain();
        int listener = socket(bench, STREAM);
        bind(bench, listener, "\0abstract");
        bench.value(call -> new SocketCall.Listen(call, listener, 0));
        connect(bench, 1, socket(bench, STREAM), "\0abstract");
        int second = socket(bench, STREAM);
        bench.begin(2, 1);
        assertNull(bench.make(2, call -> new SocketCall.Connect(call, second, address("\0abstract"))));
        bench.value(1, call -> new SocketCall.Accept(call, listener, 0, 0));
        assertEquals(0, bench.woken(2));
        int inodes = bench.files.state().inodes.size();
        bench.close(2, listener);
        bench.close(1, listener);
        assertEquals(inodes - 2, bench.files.state().inodes.size());
    }

    @Test
    void datagramsGoWhereTheyAreAddressed() {
        Bench bench = Bench.plain();
        int server = socket(bench, DATAGRAM);
        bind(bench, server, "/tmp/log");
        int client = socket(bench, DATAGRAM);
        bind(bench, client, "/tmp/client");
        assertEquals(4, send(bench, client, "text", 0, address("/tmp/log")));
        bench.memory.store(0x9000, new Layout(4).putInt(110).toBytes());
        assertEquals(
                4, bench.value(call -> new SocketCall.Receive(call, server, Bench.SCRATCH, 100, 0, 0x9100, 0x9000)));
        assertEquals(address("/tmp/client"), bench.memory.load(0x9100, 14));
        assertEquals(14, Layout.read(bench.memory.load(0x9000, 4), 0, 4));
        assertEquals(-Errno.ENOTCONN.number(), send(bench, client, "x", 0, null));
        bench.close(1, server);
        assertEquals(-Errno.ECONNREFUSED.number(), send(bench, client, "x", 0, address("/tmp/log")));
    }

    @Test
    void aWriterWaitsForRoomAndGoesOn() {
        Bench bench = Bench.plain();
        int[] ends = pair(bench, STREAM);
        bench.begin(2, 1);
        byte[] large = new byte[300_000];
        bench.memory.store(0x10000, Bytes.wrap(large));
        org.lkernel.kernel.syscall.Payload payload = new org.lkernel.kernel.syscall.Payload(
                java.util.List.of(new org.lkernel.kernel.syscall.Segment(0x10000, large.length)), large.length, null);
        assertNull(bench.make(2, call -> new TransferCall.Write(call, ends[0], payload)));
        int received = 0;
        while (received < large.length) {
            received += bench.read(1, ends[1], 50_000).length();
        }
        assertEquals(large.length, bench.woken(2));
    }

    @Test
    void otherFamiliesAreNotSupported() {
        Bench bench = Bench.plain();
        assertEquals(-Errno.EAFNOSUPPORT.number(), bench.value(call -> new SocketCall.Make(call, 2, STREAM, 0)));
        assertEquals(-Errno.ENOTSOCK.number(), bench.value(call -> new SocketCall.Listen(call, 0, 1)));
    }
}
