package org.lkernel.kernel.hart;

import org.jspecify.annotations.Nullable;
import org.lkernel.kernel.memory.Raw;

/// The complete way to guest memory, for every access the interpreter's fast path declines: pages not yet cached,
/// frames with decoded instructions, addresses that are not aligned, and ranges over two pages.
///
/// An access that fails leaves its trap in [#takeFault] and has changed nothing.
final class Bus {
    private static final int OFFSET = Raw.PAGE_SIZE - 1;

    private final Refill refill;
    private Tlb tlb;
    private @Nullable Trap fault;

    Bus(Tlb tlb, Refill refill) {
        this.tlb = tlb;
        this.refill = refill;
    }

    Tlb tlb() {
        return tlb;
    }

    void use(Tlb other) {
        tlb = other;
    }

    boolean failed() {
        return fault != null;
    }

    /// The trap of the access that failed.
    Trap takeFault() {
        Trap taken = fault;
        if (taken == null) {
            throw new IllegalStateException("no access has failed");
        }
        fault = null;
        return taken;
    }

    private long fail(Trap trap) {
        fault = trap;
        return 0;
    }

    /// The host address of a guest address, or 0 after a fault.
    long host(long address, Access access) {
        long host = tlb.translate(address, access);
        if (host == 0 && inUserHalf(address)) {
            host = refill.refill(tlb, address, access);
        }
        return host == 0 ? fail(new Trap.PageFault(address, access)) : host;
    }

    /// The same for an atomic operation, which has to be aligned.
    long hostAligned(long address, int size, Access access) {
        if ((address & (size - 1)) != 0) {
            return fail(new Trap.Misaligned(address, access));
        }
        return host(address, access);
    }

    private static boolean inUserHalf(long address) {
        return address >= 0 && address < Tlb.ADDRESS_LIMIT;
    }

    /// Loads 1, 2, 4 or 8 bytes; zeros above them.
    long load(long address, int size) {
        long host = hostToRead(address);
        if (host == 0) {
            return 0;
        }
        int here = Raw.PAGE_SIZE - (int) (address & OFFSET);
        if (size <= here) {
            return loadHost(host, size);
        }
        long next = hostToRead(address + here);
        return next == 0 ? 0 : loadBytes(host, here) | loadBytes(next, size - here) << (8 * here);
    }

    private long hostToRead(long address) {
        long addend = Tlb.readAddend(tlb.top(), address, 0);
        return addend != 0 ? address + addend : host(address, Access.READ);
    }

    private static long loadHost(long host, int size) {
        return switch (size) {
            case 1 -> Raw.loadByte(host) & 0xff;
            case 2 -> Raw.loadShort(host) & 0xffff;
            case 4 -> Raw.loadInt(host) & 0xffff_ffffL;
            default -> Raw.loadLong(host);
        };
    }

    private static long loadBytes(long host, int count) {
        long value = 0;
        for (int at = 0; at < count; at++) {
            value |= (Raw.loadByte(host + at) & 0xffL) << (8 * at);
        }
        return value;
    }

    /// Stores the low bytes of a value; false after a fault.
    boolean store(long address, int size, long value) {
        long host = hostToWrite(address);
        if (host == 0) {
            return false;
        }
        int here = Raw.PAGE_SIZE - (int) (address & OFFSET);
        if (size <= here) {
            storeHost(host, size, value);
            stored(address, host, size);
            return true;
        }
        long next = hostToWrite(address + here);
        if (next == 0) {
            return false;
        }
        storeBytes(host, here, value);
        storeBytes(next, size - here, value >>> (8 * here));
        stored(address, host, here);
        stored(address + here, next, size - here);
        return true;
    }

    private long hostToWrite(long address) {
        long addend = Tlb.writeAddend(tlb.top(), address, 0);
        return addend != 0 ? address + addend : host(address, Access.WRITE);
    }

    private static void storeHost(long host, int size, long value) {
        switch (size) {
            case 1 -> Raw.storeByte(host, (byte) value);
            case 2 -> Raw.storeShort(host, (short) value);
            case 4 -> Raw.storeInt(host, (int) value);
            default -> Raw.storeLong(host, value);
        }
    }

    private static void storeBytes(long host, int count, long value) {
        for (int at = 0; at < count; at++) {
            Raw.storeByte(host + at, (byte) (value >>> (8 * at)));
        }
    }

    /// Tells the cache of decoded instructions about a store to a frame it watches. A page of which nothing is
    /// shown is out of sight for another reason, and stays so.
    void stored(long address, long host, int size) {
        if (Tlb.writeAddend(tlb.top(), address, 0) == 0
                && tlb.code().wrote(host, size)
                && Tlb.readAddend(tlb.top(), address, 0) != 0) {
            tlb.unwatch(address >>> Tlb.PAGE_BITS, host & -Raw.PAGE_SIZE);
        }
    }
}
