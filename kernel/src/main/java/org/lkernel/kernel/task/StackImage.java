package org.lkernel.kernel.task;

import java.util.ArrayList;
import java.util.List;
import org.lkernel.kernel.Bytes;
import org.lkernel.kernel.syscall.CopyOut;
import org.lkernel.kernel.syscall.Struct;

/// What a new program finds on its stack: the count of its arguments, pointers to them and to the environment,
/// the auxiliary vector, and above these the strings themselves.
///
/// @see "System V ABI, Process Initialization; getauxval(3)"
final class StackImage {
    static final int AT_NULL = 0;
    static final int AT_PHDR = 3;
    static final int AT_PHENT = 4;
    static final int AT_PHNUM = 5;
    static final int AT_PAGESZ = 6;
    static final int AT_BASE = 7;
    static final int AT_FLAGS = 8;
    static final int AT_ENTRY = 9;
    static final int AT_UID = 11;
    static final int AT_EUID = 12;
    static final int AT_GID = 13;
    static final int AT_EGID = 14;
    static final int AT_HWCAP = 16;
    static final int AT_CLKTCK = 17;
    static final int AT_SECURE = 23;
    static final int AT_RANDOM = 25;
    static final int AT_EXECFN = 31;
    static final int AT_SYSINFO_EHDR = 33;

    private final List<Bytes> arguments;
    private final List<Bytes> environment;
    private final Bytes name;
    private final Bytes random;
    private final List<Long> auxiliary = new ArrayList<>();

    private long stackPointer;
    private Bytes image = Bytes.EMPTY;

    StackImage(List<Bytes> arguments, List<Bytes> environment, Bytes name, Bytes random) {
        this.arguments = arguments;
        this.environment = environment;
        this.name = name;
        this.random = random;
    }

    void auxiliary(int type, long value) {
        auxiliary.add((long) type);
        auxiliary.add(value);
    }

    /// Lays everything out below `top`.
    void layOut(long top) {
        long nameAddress = top - 8 - (name.length() + 1);
        long environmentAddress = nameAddress - bytes(environment);
        long argumentsAddress = environmentAddress - bytes(arguments);
        long randomAddress = (argumentsAddress & -16) - 16;
        auxiliary(AT_RANDOM, randomAddress);
        auxiliary(AT_EXECFN, nameAddress);
        auxiliary(AT_NULL, 0);
        int words = 1 + arguments.size() + 1 + environment.size() + 1 + auxiliary.size();
        stackPointer = randomAddress - 8L * words & -16;
        byte[] bytes = new byte[(int) (top - stackPointer)];
        int at = putWord(bytes, 0, arguments.size());
        at = putPointers(bytes, at, arguments, argumentsAddress);
        at = putPointers(bytes, at, environment, environmentAddress);
        for (long word : auxiliary) {
            at = putWord(bytes, at, word);
        }
        random.copyTo(0, bytes, (int) (randomAddress - stackPointer), 16);
        putStrings(bytes, (int) (argumentsAddress - stackPointer), arguments);
        putStrings(bytes, (int) (environmentAddress - stackPointer), environment);
        name.copyTo(0, bytes, (int) (nameAddress - stackPointer), name.length());
        image = Bytes.wrap(bytes);
    }

    long stackPointer() {
        return stackPointer;
    }

    CopyOut store() {
        return new CopyOut(stackPointer, image);
    }

    /// The auxiliary vector as `/proc/PID/auxv` shows it.
    Bytes vector() {
        byte[] bytes = new byte[8 * auxiliary.size()];
        int at = 0;
        for (long word : auxiliary) {
            at = putWord(bytes, at, word);
        }
        return Bytes.wrap(bytes);
    }

    /// The strings one after the other, each with its NUL.
    static Bytes joined(List<Bytes> strings) {
        byte[] all = new byte[bytes(strings)];
        putStrings(all, 0, strings);
        return Bytes.wrap(all);
    }

    static int bytes(List<Bytes> strings) {
        int total = 0;
        for (Bytes string : strings) {
            total += string.length() + 1;
        }
        return total;
    }

    private static int putWord(byte[] target, int at, long value) {
        Struct.store(target, at, 8, value);
        return at + 8;
    }

    private static int putPointers(byte[] target, int start, List<Bytes> strings, long first) {
        int at = start;
        long address = first;
        for (Bytes string : strings) {
            at = putWord(target, at, address);
            address += string.length() + 1;
        }
        return putWord(target, at, 0);
    }

    private static void putStrings(byte[] target, int start, List<Bytes> strings) {
        int at = start;
        for (Bytes string : strings) {
            string.copyTo(0, target, at, string.length());
            at += string.length() + 1;
        }
    }
}
