package org.lkernel.cli.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lkernel.kernel.Bytes;

/// Whatever clients do, the machine behind the door does not notice.
class SessionServerTest {
    @TempDir
    Path directory;

    private final Recorder host = new Recorder();
    private final List<Wire> open = new ArrayList<>();
    private SessionDirectory sessions;
    private SessionServer server;

    /// A host that writes down what it is asked.
    private static final class Recorder implements SessionServer.Host {
        final LinkedBlockingQueue<String> asked = new LinkedBlockingQueue<>();
        private final Screen screen = new Screen();

        @Override
        public Screen screen() {
            return screen;
        }

        @Override
        public CompletableFuture<String> status(boolean attached) {
            return CompletableFuture.completedFuture("attached " + attached);
        }

        @Override
        public void type(Bytes characters) {
            asked.add("type " + characters.toUtf8());
        }

        @Override
        public void resize(int rows, int columns) {
            asked.add("resize " + rows + " " + columns);
        }

        @Override
        public void redraw(int rows, int columns) {
            asked.add("redraw");
        }

        @Override
        public CompletableFuture<String> save(String file) {
            return file.endsWith("full")
                    ? CompletableFuture.failedFuture(new IOException("no space"))
                    : CompletableFuture.completedFuture("saved " + file);
        }

        @Override
        public void detach() {}

        @Override
        public void quit() {
            asked.add("quit");
        }
    }

    @BeforeEach
    void open() throws SessionException {
        sessions = new SessionDirectory(directory.resolve("s"));
        sessions.prepare();
        server = SessionServer.open(host, sessions.socket("work"));
    }

    @AfterEach
    void close() {
        open.forEach(Wire::close);
        server.close();
    }

    private Wire connect() throws Exception {
        Wire wire = sessions.connect("work");
        assertNotNull(wire);
        open.add(wire);
        wire.greet();
        return wire;
    }

    private Wire attach(boolean taking) throws Exception {
        Wire wire = connect();
        wire.write(new Frame.Attach(24, 80, taking));
        return wire;
    }

    private SocketChannel raw() throws Exception {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(sessions.socket("work")));
        return channel;
    }

    private static String text(Frame frame) {
        return assertInstanceOf(Frame.Output.class, frame).content().toUtf8();
    }

    @Test
    void onlyTheOwnerMayComeIn() throws Exception {
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(sessions.path())));
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(sessions.socket("work"))));
    }

    @Test
    void aTerminalSeesWhatWasShownBeforeAndAfterItCame() throws Exception {
        server.show(Bytes.utf8("before"));
        Wire wire = attach(false);
        assertTrue(text(wire.read()).endsWith("before"));
        server.show(Bytes.utf8("after"));
        assertEquals("after", text(wire.read()));
        assertEquals("resize 24 80", host.asked.take());
        wire.write(new Frame.Typed(Bytes.utf8("key")));
        assertEquals("type key", host.asked.take());
    }

    @Test
    void aSecondTerminalIsRefusedUnlessItTakesTheSessionOver() throws Exception {
        Wire first = attach(false);
        first.read();
        Wire second = attach(false);
        assertInstanceOf(Frame.Refused.class, second.read());
        Wire third = attach(true);
        assertInstanceOf(Frame.Output.class, third.read());
        assertInstanceOf(Frame.Taken.class, first.read());
        first.write(new Frame.Typed(Bytes.utf8("late")));
        assertInstanceOf(Frame.Refused.class, first.read());
    }

    @Test
    void anAnswerOrARefusalComesBack() throws Exception {
        Wire wire = connect();
        wire.write(new Frame.Save("/file"));
        assertEquals(new Frame.Told("saved /file"), wire.read());
        wire.write(new Frame.Save("/full"));
        assertEquals(new Frame.Refused("no space"), wire.read());
        wire.write(new Frame.Status());
        assertEquals(new Frame.Told("attached false"), wire.read());
    }

    @Test
    void theEndIsToldToWhoIsThereAndWhoComesLate() throws Exception {
        Wire wire = connect();
        wire.write(new Frame.Status());
        wire.read();
        server.end(3, "gone");
        assertEquals(new Frame.Ended(3, "gone"), wire.read());
    }

    @Test
    void whoSpeaksNonsenseIsCutOffAndOthersAreServed() throws Exception {
        for (byte[] nonsense : List.of(
                new byte[] {(byte) 200, 0, 0, 0, 0},
                new byte[] {1, 0x7f, (byte) 0xff, (byte) 0xff, (byte) 0xff},
                new byte[] {1, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff},
                new byte[] {1, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 1},
                new byte[] {2, 0, 0, 0, 2, 1, 2},
                "GET / HTTP/1.1\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII))) {
            try (SocketChannel channel = raw()) {
                channel.write(ByteBuffer.wrap(nonsense));
                ByteBuffer read = ByteBuffer.allocate(1 << 10);
                while (channel.read(read) >= 0) {
                    read.clear();
                }
            } catch (IOException reset) {
                // Cut off as well.
            }
        }
        Wire wire = connect();
        wire.write(new Frame.Status());
        assertInstanceOf(Frame.Told.class, wire.read());
    }

    @Test
    void anotherVersionIsToldApart() throws Exception {
        try (SocketChannel channel = raw()) {
            Wire wire = new Wire(channel);
            wire.write(new Frame.Hello(Frame.VERSION + 1));
            assertInstanceOf(Frame.Hello.class, wire.read());
            assertEquals(null, wire.read());
        }
    }

    @Test
    void aTerminalThatDoesNotReadIsPaintedAnewOnceItDoes() throws Exception {
        Wire wire = attach(false);
        Bytes line = Bytes.utf8("x".repeat(1022) + "\r\n");
        for (int count = 0; count < 20_000; count++) {
            server.show(line);
        }
        server.show(Bytes.utf8("the end"));
        long bytes = 0;
        String last;
        do {
            last = text(wire.read());
            bytes += last.length();
        } while (!last.endsWith("the end"));
        assertTrue(bytes < 20_000L * 1024, "it was spared " + bytes);
    }

    @Test
    void aDeadClientLeavesItsPlaceToOthers() throws Exception {
        for (int round = 0; round < 100; round++) {
            Wire wire = connect();
            wire.write(new Frame.Status());
            wire.read();
            wire.close();
        }
    }

    @Test
    void namesAreNoPaths() {
        for (String name : List.of("", "..", "a/b", "-x", ".hidden", "a b", "ä", "x".repeat(33))) {
            assertThrows(SessionException.class, () -> SessionDirectory.checked(name), name);
        }
    }

    @Test
    void aDirectoryThatOthersMayEnterIsRefused() throws Exception {
        Path loose = Files.createDirectory(directory.resolve("loose"));
        Files.setPosixFilePermissions(loose, PosixFilePermissions.fromString("rwxr-x---"));
        SessionException refused = assertThrows(SessionException.class, () -> new SessionDirectory(loose).prepare());
        assertTrue(refused.getMessage().contains("0700"), refused.getMessage());
    }
}
