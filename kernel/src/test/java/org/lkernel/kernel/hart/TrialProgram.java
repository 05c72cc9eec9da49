package org.lkernel.kernel.hart;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;

/// A static RISC-V executable that runs trials one after another and writes what each left behind.
///
/// After a trial, or from the handler of the signal that ended it, the registers go to its record:
///
/// ```
/// word 0: pc of the fault, or 0   1–30: x1–x30   32–63: f0–f31   64: fcsr   65: signal   66: fault address
/// ```
///
/// At the end the records and the scratch memory are written to standard output. One image runs under a reference
/// and on a [BareMachine]; there Java does what the signal handler does.
final class TrialProgram {
    static final int DATA = 0x1000_0000;
    /// Where `x2` and `x8` point by convention; the 4 KiB around it are scratch memory.
    static final int SCRATCH = DATA + 0x800;

    static final int RECORD_WORDS = 67;
    static final int FCSR = 64;
    static final int SIGNAL = 65;
    static final int FAULT_ADDRESS = 66;
    static final int RECORD = 8 * RECORD_WORDS;
    static final int POINTERS = DATA + 0x1000;

    /// Far from the numbers that registers tend to hold, so that a random jump hardly ever lands in it.
    private static final int TEXT = 0x2357_0000;
    private static final int INITIAL = 8 * (FCSR + 1);
    private static final int SIGACTION = DATA + 0x1100;
    private static final int ALTERNATE_STACK = DATA + 0x1200;
    private static final int STACK = DATA + 0x2000;
    private static final int STACK_SIZE = 0x8000;
    private static final int INITIALS = STACK + STACK_SIZE;
    private static final int REGISTERS_IN_FRAME = 176;
    private static final int[] SIGNALS = {4, 5, 7, 8, 11};
    private static final int T0 = 5;
    private static final int T1 = 6;
    private static final int T6 = Assembler.T6;

    private final List<Trial> trials;
    private final long scratchSeed;
    private final Assembler text = new Assembler();
    private final int records;
    private final int[] addresses;
    private final int handler;
    private final int dispatch;
    private final int start;

    TrialProgram(List<Trial> trials, long scratchSeed) {
        this.trials = trials;
        this.scratchSeed = scratchSeed;
        records = INITIALS + INITIAL * (trials.size() + 1);
        addresses = new int[trials.size() + 1];
        int collect = emitCollect();
        dispatch = emitDispatch();
        handler = emitHandler();
        for (int trial = 0; trial < trials.size(); trial++) {
            addresses[trial] = here();
            for (int half : trials.get(trial).code()) {
                text.half(half);
            }
            text.jumpTo(collect);
        }
        addresses[trials.size()] = emitFinish();
        start = emitStart();
    }

    int dispatchAddress() {
        return dispatch;
    }

    int records() {
        return records;
    }

    int addressOf(int trial) {
        return addresses[trial];
    }

    int outputSize() {
        return RECORD * trials.size() + 4096;
    }

    private int here() {
        return TEXT + text.size();
    }

    /// Where every trial that ends well jumps; the dispatcher follows.
    private int emitCollect() {
        int at = here();
        text.constant(T6, POINTERS).load(T6, T6, 0);
        for (int register = 1; register < T6; register++) {
            text.store(register, T6, 8 * register);
        }
        for (int register = 0; register < 32; register++) {
            text.storeDouble(register, T6, 8 * (32 + register));
        }
        text.word(0x0030_2073 | T0 << 7).store(T0, T6, 8 * FCSR);
        return at;
    }

    /// Advances to the next trial, loads every register, and jumps through the last one.
    private int emitDispatch() {
        int at = here();
        text.constant(T6, POINTERS);
        text.load(T0, T6, 0).addi(T0, T0, RECORD).store(T0, T6, 0);
        text.load(T0, T6, 8).addi(T0, T0, INITIAL).store(T0, T6, 8);
        text.addi(T6, T0, 0).load(T0, T6, 8 * FCSR).word(0x0030_1073 | T0 << 15);
        for (int register = 0; register < 32; register++) {
            text.loadDouble(register, T6, 8 * (32 + register));
        }
        for (int register = 1; register < 32; register++) {
            text.load(register, T6, 8 * register);
        }
        text.jumpRegister(T6);
        return at;
    }

    /// `a0` is the signal, `a1` its siginfo, `a2` the context with the registers.
    private int emitHandler() {
        int at = here();
        text.constant(T6, POINTERS).load(T0, T6, 0);
        for (int word = 0; word <= FCSR; word++) {
            if (word != T6) {
                text.load(T1, Assembler.A2, REGISTERS_IN_FRAME + 8 * word).store(T1, T0, 8 * word);
            }
        }
        text.store(Assembler.A0, T0, 8 * SIGNAL);
        text.load(T1, Assembler.A1, 16).store(T1, T0, 8 * FAULT_ADDRESS);
        text.constant(T1, dispatch).store(T1, Assembler.A2, REGISTERS_IN_FRAME).jumpRegister(1);
        return at;
    }

    private int emitFinish() {
        int at = here();
        text.addi(Assembler.A0, 0, 1).constant(Assembler.A1, records);
        text.constant(Assembler.A2, RECORD * trials.size()).systemCall(64);
        text.addi(Assembler.A0, 0, 1).constant(Assembler.A1, DATA);
        text.constant(Assembler.A2, 4096).systemCall(64);
        text.addi(Assembler.A0, 0, 0).systemCall(93);
        return at;
    }

    private int emitStart() {
        int at = here();
        text.constant(Assembler.A0, ALTERNATE_STACK).addi(Assembler.A1, 0, 0).systemCall(132);
        for (int signal : SIGNALS) {
            text.addi(Assembler.A0, 0, signal).constant(Assembler.A1, SIGACTION);
            text.addi(Assembler.A2, 0, 0).addi(13, 0, 8).systemCall(134);
        }
        text.jumpTo(dispatch);
        return at;
    }

    byte[] elf() {
        int textSize = text.size();
        int textOffset = 4096;
        int dataOffset = textOffset + ((textSize + 4095) & -4096);
        int dataSize = records - DATA;
        ByteBuffer file = ByteBuffer.allocate(dataOffset + dataSize).order(ByteOrder.LITTLE_ENDIAN);
        file.putInt(0x464c_457f).put((byte) 2).put((byte) 1).put((byte) 1).position(16);
        file.putShort((short) 2).putShort((short) 243).putInt(1);
        file.putLong(start)
                .putLong(64)
                .putLong(0)
                .putInt(5)
                .putShort((short) 64)
                .putShort((short) 56);
        file.putShort((short) 2).position(64);
        segment(file, 5, textOffset, TEXT, textSize, textSize);
        segment(file, 6, dataOffset, DATA, dataSize, dataSize + RECORD * (trials.size() + 1));
        file.put(textOffset, text.bytes());
        file.put(dataOffset, data(dataSize));
        return file.array();
    }

    private static void segment(ByteBuffer file, int flags, long offset, long address, long size, long memory) {
        file.putInt(1).putInt(flags).putLong(offset).putLong(address).putLong(address);
        file.putLong(size).putLong(memory).putLong(4096);
    }

    private byte[] data(int size) {
        ByteBuffer data = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        byte[] scratch = new byte[4096];
        new Random(scratchSeed).nextBytes(scratch);
        data.put(scratch);
        data.putLong(records - RECORD).putLong(INITIALS - INITIAL);
        data.position(SIGACTION - DATA).putLong(handler).putLong(0x4800_0004L).putLong(0);
        data.position(ALTERNATE_STACK - DATA).putLong(STACK).putLong(0).putLong(STACK_SIZE);
        data.position(INITIALS - DATA);
        for (int trial = 0; trial < trials.size(); trial++) {
            putInitial(data, trials.get(trial), addresses[trial]);
        }
        data.putLong(data.position() + 8 * T6, addresses[trials.size()]);
        return data.array();
    }

    private static void putInitial(ByteBuffer data, Trial trial, int address) {
        for (int register = 0; register < T6; register++) {
            data.putLong(trial.x()[register]);
        }
        data.putLong(address);
        for (long word : trial.f()) {
            data.putLong(word);
        }
        data.putLong(trial.fcsr());
    }
}
