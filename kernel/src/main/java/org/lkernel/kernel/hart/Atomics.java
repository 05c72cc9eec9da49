package org.lkernel.kernel.hart;

import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.memory.Raw;

/// The A extension, by compare-and-set on the host's memory, so that harts on several host threads agree.
///
/// A reservation is the address and the value that `lr` saw, and `sc` succeeds if the value is still there. That
/// is weaker than the specification's in one point, shared with other emulators: a value changed and changed back
/// goes unnoticed.
final class Atomics {
    private static final int ADD = 0x00;
    private static final int SWAP = 0x01;
    private static final int LOAD_RESERVED = 0x02;
    private static final int STORE_CONDITIONAL = 0x03;
    private static final int XOR = 0x04;
    private static final int OR = 0x08;
    private static final int AND = 0x0c;
    private static final int MIN = 0x10;
    private static final int MAX = 0x14;
    private static final int MINU = 0x18;
    private static final int MAXU = 0x1c;

    private static final long NOWHERE = -1;

    private final Bus bus;
    private long reservedAddress = NOWHERE;
    private long reservedValue;
    private int reservedSize;

    Atomics(Bus bus) {
        this.bus = bus;
    }

    static boolean isLegal(int word) {
        int width = (word >>> 12) & 7;
        if (width != 2 && width != 3) {
            return false;
        }
        return switch (word >>> 27) {
            case LOAD_RESERVED -> ((word >>> 20) & 31) == 0;
            case ADD, SWAP, STORE_CONDITIONAL, XOR, OR, AND, MIN, MAX, MINU, MAXU -> true;
            default -> false;
        };
    }

    void dropReservation() {
        reservedAddress = NOWHERE;
    }

    @Nullable
    Reservation reservation() {
        return reservedAddress == NOWHERE ? null : new Reservation(reservedAddress, reservedValue, reservedSize);
    }

    void restore(@Nullable Reservation saved) {
        reservedAddress = saved == null ? NOWHERE : saved.address();
        reservedValue = saved == null ? 0 : saved.value();
        reservedSize = saved == null ? 0 : saved.size();
    }

    /// Runs a legal word; false after a fault, and then nothing has changed.
    boolean execute(int word, long[] x) {
        int size = ((word >>> 12) & 7) == 2 ? Integer.BYTES : Long.BYTES;
        long address = x[(word >>> 15) & 31];
        long operand = x[(word >>> 20) & 31];
        long result = switch (word >>> 27) {
            case LOAD_RESERVED -> loadReserved(address, size);
            case STORE_CONDITIONAL -> storeConditional(address, size, operand);
            default -> modify(word >>> 27, address, size, operand);
        };
        if (bus.failed()) {
            return false;
        }
        int rd = (word >>> 7) & 31;
        if (rd != 0) {
            x[rd] = result;
        }
        return true;
    }

    private long loadReserved(long address, int size) {
        long host = bus.hostAligned(address, size, Access.READ);
        if (host == 0) {
            return 0;
        }
        reservedAddress = address;
        reservedSize = size;
        reservedValue = load(host, size);
        return reservedValue;
    }

    private static long load(long host, int size) {
        return size == Integer.BYTES ? Raw.loadIntVolatile(host) : Raw.loadLongVolatile(host);
    }

    /// Returns 0 for success, 1 for failure.
    private long storeConditional(long address, int size, long value) {
        long host = bus.hostAligned(address, size, Access.WRITE);
        if (host == 0) {
            return 0;
        }
        boolean reserved = reservedAddress == address && reservedSize == size;
        dropReservation();
        if (!reserved || !replace(host, size, reservedValue, value)) {
            return 1;
        }
        bus.stored(address, host, size);
        return 0;
    }

    private static boolean replace(long host, int size, long expected, long value) {
        return size == Integer.BYTES
                ? Raw.compareAndSet(host, (int) expected, (int) value)
                : Raw.compareAndSet(host, expected, value);
    }

    /// Returns what was there before.
    private long modify(int operation, long address, int size, long operand) {
        long host = bus.hostAligned(address, size, Access.WRITE);
        if (host == 0) {
            return 0;
        }
        long value = size == Integer.BYTES ? (int) operand : operand;
        long before = load(host, size);
        while (!replace(host, size, before, combine(operation, before, value))) {
            before = load(host, size);
        }
        bus.stored(address, host, size);
        return before;
    }

    /// Sign extension keeps the order of words as signed and as unsigned numbers.
    private static long combine(int operation, long before, long operand) {
        return switch (operation) {
            case ADD -> before + operand;
            case SWAP -> operand;
            case XOR -> before ^ operand;
            case OR -> before | operand;
            case AND -> before & operand;
            case MIN -> Math.min(before, operand);
            case MAX -> Math.max(before, operand);
            case MINU -> Long.compareUnsigned(before, operand) < 0 ? before : operand;
            case MAXU -> Long.compareUnsigned(before, operand) < 0 ? operand : before;
            default -> throw new IllegalStateException("no such operation: " + operation);
        };
    }
}
