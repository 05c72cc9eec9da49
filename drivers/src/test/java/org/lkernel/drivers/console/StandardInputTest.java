package org.lkernel.drivers.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lkernel.kernel.Bytes;

@Timeout(60)
class StandardInputTest {
    /// A host that has nothing at hand and says when it is being waited for.
    private static final class Slow extends InputStream {
        final PipedInputStream pipe = new PipedInputStream(1 << 16);
        final PipedOutputStream typed;
        final CountDownLatch asked = new CountDownLatch(1);

        Slow() throws IOException {
            typed = new PipedOutputStream(pipe);
        }

        void type(String text) throws IOException {
            typed.write(text.getBytes(StandardCharsets.US_ASCII));
            typed.flush();
        }

        @Override
        public int read() throws IOException {
            return pipe.read();
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            asked.countDown();
            return pipe.read(target, offset, length);
        }
    }

    private static CompletableFuture<Bytes> reading(StandardInput input, int length) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return input.read(length);
            } catch (IOException failure) {
                throw new java.io.UncheckedIOException(failure);
            }
        });
    }

    @Test
    void aReadGetsAllItAsksForHoweverTheHostDelivers() throws Exception {
        Slow host = new Slow();
        StandardInput input = new StandardInput(host);
        CompletableFuture<Bytes> read = reading(input, 5);
        host.asked.await();
        host.type("ab");
        host.type("cd");
        host.type("efgh");
        assertEquals(Bytes.utf8("abcde"), read.join());
        host.typed.close();
        assertEquals(Bytes.utf8("fgh"), input.read(100));
        assertEquals(Bytes.EMPTY, input.read(100));
        assertEquals(new StandardInput.Unread(Bytes.EMPTY, true), input.unread());
    }

    @Test
    void anInterruptedReadLosesNothing() throws Exception {
        Slow host = new Slow();
        StandardInput input = new StandardInput(host);
        host.type("ab");
        CompletableFuture<Bytes> read = reading(input, 5);
        host.asked.await();
        input.interrupt();
        assertThrows(Exception.class, read::join);
        host.type("cde");
        assertEquals(Bytes.utf8("abcde"), input.read(5));
    }

    @Test
    void anInterruptBeforeTheReadThatWouldWaitIsNotMissed() throws Exception {
        StandardInput input = new StandardInput(new Slow());
        input.interrupt();
        assertThrows(InterruptedIOException.class, () -> input.read(1));
    }

    @Test
    void noMoreIsTakenFromTheHostThanWasAskedFor() throws Exception {
        InputStream host = new ByteArrayInputStream("one\ntwo\n".getBytes(StandardCharsets.US_ASCII));
        assertEquals(Bytes.utf8("one\n"), new StandardInput(host).read(4));
        assertEquals("two\n", new String(host.readAllBytes(), StandardCharsets.US_ASCII));
    }

    @Test
    void whatWasUnreadComesAheadOfTheHost() throws Exception {
        InputStream host = new ByteArrayInputStream("cd".getBytes(StandardCharsets.US_ASCII));
        StandardInput.Unread before = new StandardInput.Unread(Bytes.utf8("ab"), false);
        StandardInput input = new StandardInput(before, host);
        assertEquals(Bytes.utf8("a"), input.read(1));
        assertEquals(new StandardInput.Unread(Bytes.utf8("b"), false), input.unread());
        assertEquals(Bytes.utf8("bcd"), input.read(9));
    }

    @Test
    void afterAnEndThatWasSeenTheHostIsNotAsked() throws Exception {
        StandardInput.Unread before = new StandardInput.Unread(Bytes.utf8("ab"), true);
        StandardInput input = new StandardInput(before, InputStream.nullInputStream());
        assertEquals(Bytes.utf8("ab"), input.read(9));
        assertEquals(Bytes.EMPTY, input.read(9));
    }

    @Test
    void aFailureOfTheHostIsToldOnceAndTheNextReadTriesAgain() throws Exception {
        InputStream host = new InputStream() {
            private boolean failed;

            @Override
            public int read() throws IOException {
                if (!failed) {
                    failed = true;
                    throw new IOException("gone");
                }
                return -1;
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                return read();
            }
        };
        StandardInput input = new StandardInput(host);
        assertEquals(
                "gone", assertThrows(IOException.class, () -> input.read(1)).getMessage());
        assertEquals(Bytes.EMPTY, input.read(1));
    }
}
