package org.lkernel.kernel.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.clock.Clock;
import org.lkernel.kernel.task.Tasks;

/// The line discipline and job control: what is typed, what is shown, what is read, who is signalled.
final class TerminalTest {
    private static final int TCGETS = 0x5401;
    private static final int TCSETS = 0x5402;
    private static final int TIOCSPGRP = 0x5410;

    private static void type(Bench bench, String text) {
        bench.tell(new Files.Typed(Bytes.latin1(text)));
    }

    private static org.lkernel.kernel.syscall.@org.jspecify.annotations.Nullable Completion startRead(
            Bench bench, int task) {
        return bench.make(task, call -> new TransferCall.Read(call, 0, Bench.SCRATCH, 100));
    }

    private static void set(Bench bench, int local, int least, int tenths) {
        Termios old = Termios.INITIAL;
        byte[] characters = old.characters().toArray();
        characters[Termios.VMIN] = (byte) least;
        characters[Termios.VTIME] = (byte) tenths;
        Termios changed = new Termios(old.input(), old.output(), old.control(), local, Bytes.wrap(characters));
        bench.memory.store(0x8000, changed.toBytes(false));
        assertEquals(0, bench.value(call -> new DescriptorCall.DeviceControl(call, 0, TCSETS, 0x8000)));
    }

    @Test
    void aLineIsReadWhenItIsComplete() {
        Bench bench = Bench.terminal();
        assertNull(startRead(bench, 1));
        type(bench, "ab");
        assertTrue(bench.isParked(1));
        type(bench, "c\r");
        assertEquals(4, bench.woken(1));
        assertEquals("abc\n", bench.memory.load(Bench.SCRATCH, 4).toLatin1());
        assertEquals("abc\r\n", bench.screen.toString());
    }

    @Test
    void erasingTakesCharactersWordsAndLines() {
        Bench bench = Bench.terminal();
        type(bench, "ax\177b\n");
        assertEquals("ab\n", bench.read(1, 0, 100));
        type(bench, "one two\27three\n");
        assertEquals("one three\n", bench.read(1, 0, 100));
        type(bench, "gone\25kept\n");
        assertEquals("kept\n", bench.read(1, 0, 100));
        type(bench, "\303\251\177e\n");
        assertEquals("e\n", bench.read(1, 0, 100));
    }

    @Test
    void anErasedCharacterLeavesTheScreen() {
        Bench bench = Bench.terminal();
        type(bench, "a\177");
        assertEquals("a\b \b", bench.screen.toString());
    }

    @Test
    void endOfFileEndsALineOrTheInput() {
        Bench bench = Bench.terminal();
        type(bench, "part\4");
        assertEquals("part", bench.read(1, 0, 100));
        type(bench, "\4");
        assertEquals("", bench.read(1, 0, 100));
    }

    @Test
    void aLongLineIsReadInPieces() {
        Bench bench = Bench.terminal();
        type(bench, "abcdef\nx\n");
        assertEquals("abcd", bench.read(1, 0, 4));
        assertEquals("ef\n", bench.read(1, 0, 100));
        assertEquals("x\n", bench.read(1, 0, 100));
    }

    @Test
    void interruptQuitAndSuspendGoToTheForegroundGroupAndFlushTheLine() {
        Bench bench = Bench.terminal();
        type(bench, "junk\3\34\32");
        assertEquals(
                java.util.List.of(
                        new Tasks.SignalGroup(1, 2), new Tasks.SignalGroup(1, 3), new Tasks.SignalGroup(1, 20)),
                bench.toTasks.subList(bench.toTasks.size() - 3, bench.toTasks.size()));
        assertEquals("junk^C^\\^Z", bench.screen.toString());
        type(bench, "ok\n");
        assertEquals("ok\n", bench.read(1, 0, 100));
    }

    @Test
    void theNextCharacterCanBeTakenAsItIs() {
        Bench bench = Bench.terminal();
        type(bench, "\26\3\n");
        assertEquals("\3\n", bench.read(1, 0, 100));
    }

    @Test
    void rawModeGivesEveryByteAtOnceAndShowsNothing() {
        Bench bench = Bench.terminal();
        set(bench, 0, 1, 0);
        assertNull(startRead(bench, 1));
        type(bench, "\3");
        assertEquals(1, bench.woken(1));
        assertEquals("", bench.screen.toString());
    }

    @Test
    void minimumAndTimeBoundARawRead() {
        Bench bench = Bench.terminal();
        set(bench, 0, 3, 0);
        startRead(bench, 1);
        type(bench, "ab");
        assertTrue(bench.isParked(1));
        type(bench, "c");
        assertEquals(3, bench.woken(1));
        set(bench, 0, 0, 0);
        assertEquals("", bench.read(1, 0, 100));
        set(bench, 0, 0, 5);
        startRead(bench, 1);
        Clock.Arm arm = (Clock.Arm) bench.toClock.getLast();
        assertEquals(bench.nowNanos + 500_000_000, arm.deadlineNanos());
        bench.tell((Files) arm.alarm());
        assertEquals(0, bench.woken(1));
    }

    @Test
    void settingsAreReadBack() {
        Bench bench = Bench.terminal();
        set(bench, Termios.ISIG, 7, 9);
        bench.value(call -> new DescriptorCall.DeviceControl(call, 0, TCGETS, 0x9000));
        Termios now = Termios.of(bench.memory.load(0x9000, Termios.BYTES));
        assertEquals(Termios.ISIG, now.local());
        assertEquals(7, now.character(Termios.VMIN));
    }

    @Test
    void outputNewlinesReturnTheCarriage() {
        Bench bench = Bench.terminal();
        bench.write(1, 1, "a\nb\n");
        assertEquals("a\r\nb\r\n", bench.screen.toString());
    }

    @Test
    void stoppedOutputWaits() {
        Bench bench = Bench.terminal();
        type(bench, "\23");
        assertNull(bench.make(1, call -> new TransferCall.Write(call, 1, Bench.payload(Bytes.latin1("x")))));
        type(bench, "\21");
        assertEquals(1, bench.woken(1));
        assertEquals("x", bench.screen.toString());
    }

    @Test
    void aBackgroundReaderIsLeftToTasks() {
        Bench bench = Bench.terminal();
        bench.begin(2, 1);
        startRead(bench, 2);
        assertEquals(21, ((Tasks.Background) bench.toTasks.getLast()).signal());
        bench.memory.store(0x8000, new Layout(4).putInt(2).toBytes());
        assertEquals(0, bench.value(1, call -> new DescriptorCall.DeviceControl(call, 0, TIOCSPGRP, 0x8000)));
        assertNull(startRead(bench, 2));
        assertTrue(bench.isParked(2));
        startRead(bench, 1);
        assertEquals(21, ((Tasks.Background) bench.toTasks.getLast()).signal());
    }

    @Test
    void aForegroundGroupMustBeOfTheSession() {
        Bench bench = Bench.terminal();
        bench.memory.store(0x8000, new Layout(4).putInt(99).toBytes());
        assertEquals(
                -Errno.ESRCH.number(),
                bench.value(1, call -> new DescriptorCall.DeviceControl(call, 0, TIOCSPGRP, 0x8000)));
    }

    @Test
    void aHangUpEndsReadsAndTellsTheSession() {
        Bench bench = Bench.terminal();
        startRead(bench, 1);
        bench.tell(new Files.HungUp());
        assertEquals(0, bench.woken(1));
        assertTrue(bench.toTasks.contains(new Tasks.SignalGroup(1, 1)));
        assertEquals(-Errno.EIO.number(), bench.write(1, 1, "x"));
    }

    @Test
    void theWindowChangesOnceAndIsTold() {
        Bench bench = Bench.terminal();
        bench.tell(new Files.WindowIs(50, 100));
        bench.tell(new Files.WindowIs(50, 100));
        assertEquals(
                1,
                bench.toTasks.stream()
                        .filter(new Tasks.SignalGroup(1, 28)::equals)
                        .count());
        bench.value(call -> new DescriptorCall.DeviceControl(call, 1, 0x5413, 0x9000));
        assertEquals(50, Layout.read(bench.memory.load(0x9000, 2), 0, 2));
    }
}
