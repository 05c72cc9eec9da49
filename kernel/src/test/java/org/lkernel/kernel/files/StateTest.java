package org.lkernel.kernel.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import org.junit.jupiter.api.Test;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.Digest;
import org.lkernel.kernel.abi.Errno;

/// The state as a value: copied, digested, put back; and locks and descriptors, which are nothing else.
final class StateTest {
    private static String digest(Bench bench) {
        Digest digest = new Digest();
        bench.files.state().digest(digest);
        return digest.hex();
    }

    private static Bench busy() {
        Bench bench = Bench.terminal();
        int[] ends = bench.pipe(1, 0);
        bench.begin(2, 1);
        bench.make(2, call -> new TransferCall.Read(call, ends[0], Bench.SCRATCH, 10));
        bench.begin(3, 1);
        bench.make(3, call -> new TransferCall.Read(call, 0, Bench.SCRATCH, 10));
        bench.open("/tmp/f", OpenFlags.CREATE | OpenFlags.READ_WRITE);
        int epoll = (int) bench.value(call -> new PollCall.MakeEpoll(call, 0));
        bench.value(call -> new PollCall.ControlEpoll(call, epoll, 1, ends[0], new PollCall.Event(1, 0, 7)));
        bench.value(call -> new ChannelCall.MakeTimer(call, 1, 0));
        bench.value(call -> new DescriptorCall.LockFile(call, 5, 2));
        return bench;
    }

    @Test
    void theSameMessagesLeaveTheSameDigest() {
        assertEquals(digest(busy()), digest(busy()));
        Bench other = busy();
        other.write(1, 4, "x");
        assertNotEquals(digest(busy()), digest(other));
    }

    @Test
    void aCopyIsPutBackAndNothingThatHappenedSinceIsThere() {
        Bench bench = busy();
        FilesState saved = bench.files.state().copy();
        String before = digest(bench);
        bench.write(1, 4, "wakes the reader");
        bench.open("/tmp/g", OpenFlags.CREATE);
        assertNotEquals(before, digest(bench));
        bench.files.load(saved);
        assertEquals(before, digest(bench));
    }

    @Test
    void aCopyCopiesEveryField() throws IllegalAccessException {
        FilesState state = busy().files.state();
        state.nextSequence = 77;
        FilesState copy = state.copy();
        for (Field field : FilesState.class.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers())) {
                field.setAccessible(true);
                assertEquals(field.get(state), field.get(copy), field.getName());
            }
        }
    }

    @Test
    void whenEveryTaskIsGoneNothingIsLeftOpen() {
        Bench bench = busy();
        for (int task = 3; task >= 1; task--) {
            bench.tell(new Files.ReleaseTables(task));
        }
        FilesState state = bench.files.state();
        assertEquals(0, state.files.size());
        assertEquals(0, state.tables.size());
        assertEquals(0, state.directories.size());
        assertEquals(0, state.pipes.size());
        assertEquals(0, state.epolls.size());
        assertEquals(0, state.watches.size());
        assertEquals(0, state.ongoing.size());
        assertEquals(0, state.queues.size());
        assertEquals(0, state.locks.size());
    }

    private static void lock(Bench bench, int type, long start, long length) {
        Layout image = new Layout(32)
                .putShort(type)
                .putShort(0)
                .putInt(0)
                .putLong(start)
                .putLong(length);
        bench.memory.store(0x8000, image.toBytes());
    }

    @Test
    void recordLocksKeepOthersOutUntilTheyAreGone() {
        Bench bench = Bench.plain();
        long file = bench.open("/tmp/f", OpenFlags.CREATE | OpenFlags.READ_WRITE);
        bench.begin(2, 1);
        lock(bench, 1, 10, 10);
        assertEquals(0, bench.value(1, call -> new DescriptorCall.Control(call, (int) file, 6, 0x8000)));
        lock(bench, 1, 15, 1);
        assertEquals(
                -Errno.EAGAIN.number(),
                bench.value(2, call -> new DescriptorCall.Control(call, (int) file, 6, 0x8000)));
        assertEquals(0, bench.value(2, call -> new DescriptorCall.Control(call, (int) file, 5, 0x8000)));
        assertEquals(1, Layout.read(bench.memory.load(0x8018, 4), 0, 4));
        lock(bench, 0, 12, 0);
        assertNull(bench.make(2, call -> new DescriptorCall.Control(call, (int) file, 7, 0x8000)));
        lock(bench, 2, 0, 12);
        bench.value(1, call -> new DescriptorCall.Control(call, (int) file, 6, 0x8000));
        assertEquals(true, bench.isParked(2));
        bench.close(1, file);
        assertEquals(0, bench.woken(2));
    }

    @Test
    void aWholeFileLockBelongsToTheDescription() {
        Bench bench = Bench.plain();
        long one = bench.open("/tmp/f", OpenFlags.CREATE);
        long other = bench.open("/tmp/f", 0);
        assertEquals(0, bench.value(call -> new DescriptorCall.LockFile(call, (int) one, 2)));
        assertEquals(
                -Errno.EAGAIN.number(), bench.value(call -> new DescriptorCall.LockFile(call, (int) other, 2 | 4)));
        bench.begin(2, 1);
        assertNull(bench.make(2, call -> new DescriptorCall.LockFile(call, (int) other, 1)));
        bench.value(call -> new DescriptorCall.LockFile(call, (int) one, 8));
        assertEquals(0, bench.woken(2));
    }

    @Test
    void closeOnExecClosesThatAndNothingElse() {
        Bench bench = Bench.plain();
        long stays = bench.open("/dev/null", 0);
        long goes = bench.open("/dev/null", OpenFlags.CLOSE_ON_EXEC);
        bench.tell(new Files.CloseOnExec(bench.call(1), 0));
        assertEquals(0, bench.close(1, stays));
        assertEquals(-Errno.EBADF.number(), bench.close(1, goes));
    }

    @Test
    void sharedTablesAreOneAndCopiedOnesAreTwo() {
        Bench bench = Bench.plain();
        bench.tell(new Files.CopyTables(bench.call(2), 1, true, true, Bench.identity(2, 1, 1)));
        bench.tell(new Files.CopyTables(bench.call(3), 1, false, false, Bench.identity(3, 3, 1)));
        bench.open("/dev/null", 0);
        assertEquals(0, bench.close(2, 3));
        assertEquals(-Errno.EBADF.number(), bench.close(3, 3));
        bench.value(1, call -> new NameCall.ChangeDirectory(call, Bytes.latin1("/tmp")));
        assertEquals(5, bench.value(2, call -> new NameCall.WorkingDirectory(call, Bench.SCRATCH, 100)));
        assertEquals(2, bench.value(3, call -> new NameCall.WorkingDirectory(call, Bench.SCRATCH, 100)));
        bench.tell(new Files.CloseOnExec(bench.call(2), 0));
        bench.open(2, "/dev/null", 0);
        assertEquals(-Errno.EBADF.number(), bench.close(1, 3));
    }

    @Test
    void aPipeWithAReaderTooManyAndADescriptorThatLeadsNowhereAreSeen() {
        FilesState state = busy().files.state().copy();
        assertNull(state.flaw(true));
        Pipe pipe = state.pipes.firstEntry().getValue();
        state.pipes = state.pipes.plus(pipe.id(), pipe.withReaders(1));
        assertEquals("a pipe has 1 readers and 1 writers and is said to have 2 and 1", state.flaw(true));
        state.pipes = state.pipes.plus(pipe.id(), pipe);
        state.files = state.files.minus(
                state.tables.firstEntry().getValue().required(3).file());
        assertEquals("3 descriptors lead to an open file that is not there", state.flaw(true));
    }

    @Test
    void whoIsInAQueueAndDoesNotWaitIsSeen() {
        FilesState state = busy().files.state().copy();
        assertTrue(state.owes(2));
        state.ongoing = state.ongoing.minus(2);
        assertEquals("task 2 is in a queue and does not wait", state.flaw(true));
        assertFalse(state.owes(2));
    }

    @Test
    void aTableWithAUserTooFewIsSeen() {
        FilesState state = busy().files.state().copy();
        long id = state.task(1).table();
        state.tables = state.tables.plus(id, state.table(id).withUsers(7));
        assertEquals("a table of descriptors has 1 users and is said to have 7", state.flaw(true));
    }
}
