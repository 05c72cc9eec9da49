package org.lkernel.cli.strace;

import java.util.function.Function;
import org.lkernel.kernel.abi.Errno;
import org.lkernel.kernel.syscall.Struct;

/// One argument at the moment it is shown.
///
/// @param over whether the call has returned
/// @param result what it returned then
record Argument(Made made, int register, boolean over, long result) {
    long value() {
        return made.register(register);
    }

    int number() {
        return (int) value();
    }

    long next() {
        return made.register(register + 1);
    }

    boolean failed() {
        return !over || Errno.isError(result);
    }

    String address() {
        return Text.address(value());
    }

    /// A structure of so many bytes, or its address when it cannot be had.
    String struct(int size, Function<Image, String> shown) {
        byte[] bytes = made.bytes(value(), size);
        return bytes == null ? address() : shown.apply(new Image(bytes));
    }

    /// A structure the call has filled in, or its address when it has not.
    String filled(int size, Function<Image, String> shown) {
        return failed() ? address() : struct(size, shown);
    }

    /// The bytes of a structure, read as numbers.
    @SuppressWarnings("ArrayRecordComponent")
    record Image(byte[] bytes) {
        long word(int offset) {
            return Struct.littleEndian(bytes, offset, 8);
        }

        int integer(int offset) {
            return (int) Struct.littleEndian(bytes, offset, 4);
        }

        long unsigned(int offset) {
            return Struct.littleEndian(bytes, offset, 4);
        }

        int half(int offset) {
            return (int) Struct.littleEndian(bytes, offset, 2);
        }
    }
}
