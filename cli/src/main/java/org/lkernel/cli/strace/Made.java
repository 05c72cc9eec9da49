package org.lkernel.cli.strace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.memory.AddressSpaces;
import org.lkernel.kernel.syscall.Ecall;
import org.lkernel.kernel.syscall.Parameter;
import org.lkernel.kernel.syscall.Struct;
import org.lkernel.kernel.syscall.SyscallTable;

/// A system call a task has made: its registers, and the memory they point to.
///
/// @param entry null when there is no such call
/// @param noted for each register the length it pointed to, if it is one that the call replaces
/// @param stringBytes how much of a string is shown
@SuppressWarnings("ArrayRecordComponent")
record Made(
        int task,
        int space,
        long nowNanos,
        long number,
        SyscallTable.@Nullable Entry entry,
        long[] registers,
        long stackPointer,
        long[] noted,
        AddressSpaces spaces,
        int stringBytes) {
    private static final int STACK_POINTER = 2;
    private static final int A0 = 10;
    private static final int A6 = 16;
    private static final int A7 = 17;
    private static final int STRING_MAXIMUM = 4096;

    static Made of(SyscallTable.@Nullable Entry entry, Ecall at, AddressSpaces spaces, int stringBytes) {
        long[] registers = Arrays.copyOfRange(at.registers(), A0, A6);
        Made made = new Made(
                at.call().task(),
                at.call().space(),
                at.call().nowNanos(),
                at.registers()[A7],
                entry,
                registers,
                at.registers()[STACK_POINTER],
                new long[registers.length],
                spaces,
                stringBytes);
        made.note();
        return made;
    }

    /// Remembers the lengths that the call is going to replace.
    private void note() {
        for (Parameter parameter : parameters()) {
            byte[] length = parameter.kind().equals("inout_length") ? bytes(register(parameter.register()), 4) : null;
            noted[parameter.register()] = length == null ? 0 : Struct.littleEndian(length, 0, 4);
        }
    }

    boolean is(Class<?> call) {
        return entry != null && entry.type() == call;
    }

    String name() {
        return CallNames.name(number);
    }

    /// What the caller passes; all six registers to a call that does not exist.
    List<Parameter> parameters() {
        if (entry != null) {
            return entry.parameters();
        }
        List<Parameter> unknown = new ArrayList<>();
        for (int register = 0; register < registers.length; register++) {
            unknown.add(new Parameter(register, "", "word"));
        }
        return unknown;
    }

    long register(int index) {
        return index < registers.length ? registers[index] : 0;
    }

    // ---- memory

    byte @Nullable [] bytes(long address, long length) {
        if (address == 0 || length < 0 || length > 1 << 24) {
            return null;
        }
        byte[] bytes = new byte[(int) length];
        return spaces.peek(space, address, bytes) ? bytes : null;
    }

    /// The string at an address without its NUL, or null when it cannot be had.
    byte @Nullable [] string(long address) {
        byte[] one = new byte[1];
        byte[] text = new byte[64];
        for (int length = 0; length < STRING_MAXIMUM && address != 0; length++) {
            if (!spaces.peek(space, address + length, one)) {
                return null;
            } else if (one[0] == 0) {
                return Arrays.copyOf(text, length);
            } else if (length == text.length) {
                text = Arrays.copyOf(text, 2 * length);
            }
            text[length] = one[0];
        }
        return null;
    }

    @Nullable
    Long word(long address) {
        byte[] bytes = bytes(address, Long.BYTES);
        return bytes == null ? null : Struct.littleEndian(bytes, 0, Long.BYTES);
    }
}
